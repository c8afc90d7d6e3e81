import { setOwn, type JsonObject, type JsonValue } from '../../base/json.ts';
import { docComment, propertyKey } from '../../emit/code.ts';
import { literal } from '../../emit/literal.ts';
import type { ApiModel, Operation, SecurityScheme } from '../api-model.ts';
import { operationData } from './operation-data.ts';
import { schemaData } from './schema-data.ts';

/**
 * Text of `src/middleware/validators.ts`: the schemas and operations of the document as data for the runtime beside it,
 * and the security schemes. Exports `schemas`, `operations` and `securitySchemes`.
 */
export function emitValidators(model: ApiModel): string {
  return [
    imports,
    `/** JSON Schemas of the document. */\n${constant('schemas: Schemas', schemasData(model))};\n`,
    operationsText(model),
    `/** How callers identify themselves. */\n${constant('securitySchemes', securityData(model))} as const;\n`,
    helper,
  ].join('\n');
}

const imports = `import { createOperation, type RuntimeOperation } from '../runtime/operation.gen.ts';
import type { OperationSpec, Schemas } from '../runtime/spec.gen.ts';
import type { OperationId } from '../types/api.ts';
`;

const helper = `function operation(spec: OperationSpec): RuntimeOperation {
  return createOperation(spec, schemas);
}
`;

function constant(declaration: string, value: JsonObject): string {
  const start = `export const ${declaration} = `;
  return (
    start + literal(value, { startColumn: start.length, reservedColumns: ' as const;'.length })
  );
}

function schemasData(model: ApiModel): JsonObject {
  const schemas: Record<string, JsonValue> = {};
  for (const { name, schema } of model.schemas) setOwn(schemas, name, schemaData(schema));
  return schemas;
}

function operationsText({ operations, basePath }: ApiModel): string {
  const type = 'Readonly<Record<OperationId, RuntimeOperation>>';
  const doc = '/** Validation of every operation: parameters, bodies and responses. */\n';
  if (operations.length === 0) return `${doc}export const operations: ${type} = {};\n`;
  const members = operations.map((operation) => operationText(operation, basePath));
  return `${doc}export const operations: ${type} = {\n${members.join('')}};\n`;
}

function operationText(operation: Operation, basePath: string): string {
  const { id, method, path } = operation;
  const start = `  ${propertyKey(id)}: operation(`;
  const data = literal(operationData(operation, basePath), {
    indentColumns: 2,
    startColumn: start.length,
    reservedColumns: '),'.length,
  });
  return `${docComment(`${method.toUpperCase()} ${basePath}${path}`, 2)}${start}${data}),\n`;
}

function securityData(model: ApiModel): JsonObject {
  const schemes: Record<string, JsonValue> = {};
  for (const scheme of model.securitySchemes) setOwn(schemes, scheme.id, schemeData(scheme));
  return schemes;
}

function schemeData({ kind, token, in: place, key }: SecurityScheme): JsonObject {
  return {
    kind,
    ...(token !== undefined && { token }),
    ...(place !== undefined && { in: place }),
    ...(key !== undefined && { key }),
  };
}
