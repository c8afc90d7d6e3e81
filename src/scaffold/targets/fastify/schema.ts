import { code } from '../../../emit/code.ts';

/** `src/routes/schema.gen.ts`: the document as Fastify and its plugins know it, a JSON Schema for each part. */
export function routeSchemas(): string {
  return code`
    import type { FastifyInstance, FastifySchema } from 'fastify';
    import { setOwn } from '../runtime/own.gen.ts';
    import type {
      ContentSpec,
      OperationSpec,
      ParameterSpec,
      ResponseSpec,
      Schema,
      Schemas,
    } from '../runtime/spec.gen.ts';

    /** Makes the schemas of the document known by their names: \`{ $ref: 'User#' }\`. */
    export function addSchemas(app: FastifyInstance, schemas: Schemas): void {
      for (const [name, schema] of Object.entries(schemas)) {
        if (app.getSchema(name) === undefined) app.addSchema({ $id: name, ...asObject(schema) });
      }
    }

    /** The schemas of an operation, as plugins read them. They describe; the runtime is what validates. */
    export function routeSchema({ method, parameters, body, responses }: OperationSpec): FastifySchema {
      const of = (place: ParameterSpec['in']) =>
        (parameters ?? []).filter((parameter) => parameter.in === place);
      const statuses = Object.entries(responses).filter(([status]) => isStatus.test(status));
      return {
        ...parametersSchema('params', of('path')),
        ...parametersSchema('querystring', of('query')),
        ...parametersSchema('headers', of('header')),
        ...(body !== undefined && !bodiless.has(method) && { body: contentSchema(body.content) }),
        response: Object.fromEntries(statuses.map(([status, spec]) => [status, responseSchema(spec)])),
      };
    }

    /** The statuses that Fastify takes schemas for. */
    const isStatus = /^[1-5](\d\d|XX)$|^default$/;

    /** The methods that Fastify takes no schema of a body for. */
    const bodiless: ReadonlySet<string> = new Set(['GET', 'HEAD', 'TRACE', 'QUERY']);

    function parametersSchema(part: keyof FastifySchema, parameters: readonly ParameterSpec[]) {
      if (parameters.length === 0) return {};
      const required = parameters.filter((parameter) => parameter.required).map(({ name }) => name);
      const properties = parameters.map(({ name, schema }) => [name, withNames(schema ?? {})]);
      return { [part]: { type: 'object', required, properties: Object.fromEntries(properties) } };
    }

    function contentSchema(content: ContentSpec) {
      const entries = Object.entries(content).map(([type, { schema, itemSchema }]) => [
        type,
        { schema: asObject(schema ?? (itemSchema ? { type: 'array', items: itemSchema } : {})) },
      ]);
      return { content: Object.fromEntries(entries) as Record<string, { schema: unknown }> };
    }

    function responseSchema({ content, headers }: ResponseSpec) {
      const fields = Object.entries(headers ?? {}).map(([name, { schema }]) => [
        name,
        withNames(schema ?? {}),
      ]);
      return {
        ...(content !== undefined && contentSchema(content)),
        ...(fields.length > 0 && { headers: Object.fromEntries(fields) as Record<string, unknown> }),
      };
    }

    function asObject(schema: Schema): object {
      if (typeof schema === 'boolean') return schema ? {} : { not: {} };
      return withNames(schema) as object;
    }

    /** \`#/schemas/User\`, as the runtime has it, becomes \`User#\`. */
    function withNames(value: unknown): unknown {
      if (typeof value !== 'object' || value === null) return value;
      if (Array.isArray(value)) return value.map(withNames);
      const renamed: Record<string, unknown> = {};
      for (const [key, member] of Object.entries(value)) {
        const isReference = key === '$ref' && typeof member === 'string';
        setOwn(renamed, key, isReference ? \`\${member.replace('#/schemas/', '')}#\` : withNames(member));
      }
      return renamed;
    }
  `;
}
