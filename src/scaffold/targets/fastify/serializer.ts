import { code } from '../../../emit/code.ts';

/** `src/routes/serializer.gen.ts`: answers written as JSON by Fastify's own serialiser, where it is faithful. */
export function serializers(): string {
  return code`
    import fastJson from 'fast-json-stringify';
    import type { RuntimeOperation } from '../runtime/operation.gen.ts';

    /** A value as a JSON text. */
    export type Serializer = (value: unknown) => string;

    /** Fits the answers of an operation with this status and media type. Made on first use. */
    export function serializerOf(
      operation: RuntimeOperation,
      status: number,
      type: string,
    ): Serializer {
      const content = operation.declares(status)?.content;
      const schema = content !== undefined && Object.hasOwn(content, type) && content[type]?.schema;
      if (typeof schema !== 'object') return JSON.stringify;
      let serializer = made.get(schema);
      if (serializer === undefined) {
        serializer = createSerializer(outlineOf(schema, operation.schemas));
        made.set(schema, serializer);
      }
      return serializer;
    }

    const made = new WeakMap<object, Serializer>();

    function createSerializer(outline: Outline): Serializer {
      if (outline.type !== 'object' && outline.type !== 'array') return JSON.stringify;
      const write = fastJson(outline as Parameters<typeof fastJson>[0]) as Serializer;
      return (value) => {
        try {
          return write(value);
        } catch {
          // Not as declared, which only development minds: it is sent as it is.
          return JSON.stringify(value);
        }
      };
    }

    /** The part of a schema that says how values are written, and nothing that would change or drop any of them. */
    interface Outline {
      readonly type?: string;
      readonly nullable?: true;
      readonly properties?: Properties;
      readonly additionalProperties?: true | Outline;
      readonly items?: Outline;
    }

    type Properties = Readonly<Record<string, Outline>>;

    /** Objects and arrays within each other that are outlined; what lies deeper is left to \`JSON.stringify\`. */
    const MAX_DEPTH = 5;

    /** So that the code for one answer stays small. */
    const MAX_PROPERTIES = 500;

    interface Sources {
      readonly schemas: RuntimeOperation['schemas'];
      propertiesLeft: number;
    }

    function outlineOf(schema: unknown, schemas: RuntimeOperation['schemas']): Outline {
      return outline(schema, { schemas, propertiesLeft: MAX_PROPERTIES }, 0);
    }

    /** \`{}\`, which \`JSON.stringify\` takes care of, for whatever has more than one shape. */
    function outline(schema: unknown, sources: Sources, depth: number): Outline {
      if (!isObject(schema) || depth > MAX_DEPTH) return {};
      const { $ref, allOf, ...own } = schema;
      if (typeof $ref === 'string') {
        const name = $ref.slice('#/schemas/'.length);
        const target = Object.hasOwn(sources.schemas, name) ? sources.schemas[name] : undefined;
        return outline(target, sources, depth + 1);
      }
      if (Array.isArray(allOf)) return joinedOutline([own, ...(allOf as unknown[])], sources, depth);
      const types: readonly unknown[] = [schema['type']].flat();
      const [type, other] = types.filter((one) => one !== 'null');
      if (other !== undefined) return {};
      if (type === 'object') return objectOutline(schema, sources, depth);
      if (type === 'array') return arrayOutline(schema, sources, depth);
      if (type === 'string' || type === 'boolean') return { type, nullable };
      // Fastify would cut off the fraction of what is no integer.
      return type === 'number' || type === 'integer' ? { type: 'number', nullable } : {};
    }

    /** Everywhere, since Fastify would make something else of a null that is not declared. */
    const nullable = true;

    /** All parts describe the same object: it has the properties of each. */
    function joinedOutline(parts: readonly unknown[], sources: Sources, depth: number): Outline {
      const outlines = parts.map((part) => outline(part, sources, depth + 1));
      const objects = outlines.filter(({ type }) => type === 'object');
      if (objects.length === 0) return {};
      const properties = Object.assign({}, ...objects.map((object) => object.properties)) as Properties;
      return { type: 'object', nullable, properties, additionalProperties: true };
    }

    function objectOutline(schema: Known, sources: Sources, depth: number): Outline {
      const { properties = {}, additionalProperties, patternProperties } = schema;
      const names = isObject(properties) ? Object.keys(properties) : [];
      sources.propertiesLeft -= names.length;
      // Fastify also finds what objects inherit.
      if (sources.propertiesLeft < 0 || names.some((name) => name in Object.prototype)) return {};
      const outlines = Object.entries(properties as object).map(([name, property]) => [
        name,
        outline(property, sources, depth + 1),
      ]);
      const isMap = isObject(additionalProperties) && patternProperties === undefined;
      return {
        type: 'object',
        nullable,
        properties: Object.fromEntries(outlines) as Properties,
        // All that is there is sent, declared or not.
        additionalProperties: isMap ? outline(additionalProperties, sources, depth + 1) : true,
      };
    }

    function arrayOutline({ items, prefixItems }: Known, sources: Sources, depth: number): Outline {
      if (prefixItems !== undefined) return {};
      return { type: 'array', nullable, items: outline(items, sources, depth + 1) };
    }

    type Known = Readonly<Record<string, unknown>>;

    function isObject(value: unknown): value is Known {
      return typeof value === 'object' && value !== null && !Array.isArray(value);
    }
  `;
}
