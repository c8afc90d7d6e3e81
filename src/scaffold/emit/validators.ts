import { setOwn, type JsonObject, type JsonValue } from '../../base/json.ts';
import { docComment, propertyKey, widthColumns } from '../../emit/code.ts';
import { literal, literalMemory, type LiteralMemory } from '../../emit/literal.ts';
import { textWidth } from '../../emit/text-width.ts';
import type { ApiModel, Operation, SecurityScheme } from '../../api/model.ts';
import { operationData } from './operation-data.ts';
import { schemaData } from './schema-data.ts';

/**
 * Text of `src/middleware/validators.ts`: the schemas and operations of the document as data for the runtime beside it,
 * and the security schemes. Exports `schemas`, `operations`, `operationSpecs` and `securitySchemes`.
 */
export function emitValidators(model: ApiModel): string {
  return [
    model.operations.length === 0 ? importsWithoutOperations : imports,
    `/** JSON Schemas of the document. */\n${constant('schemas: Schemas', schemasData(model))};\n`,
    operationsText(model),
    specs,
    `/** How callers identify themselves. */\n${constant('securitySchemes', securityData(model))} as const;\n`,
    ...(model.operations.length === 0 ? [] : [helper]),
  ].join('\n');
}

const imports = `import { createOperation, type RuntimeOperation } from '../runtime/operation.gen.ts';
import type { OperationSpec, Schemas } from '../runtime/spec.gen.ts';
import type { OperationId } from '../types/api.ts';
`;

const importsWithoutOperations = `import type { RuntimeOperation } from '../runtime/operation.gen.ts';
import type { OperationSpec, Schemas } from '../runtime/spec.gen.ts';
import type { OperationId } from '../types/api.ts';
`;

// The type argument is for documents without operations, where there is nothing to infer it from.
const specs = `/** What each operation is, for whoever goes through all of them. */
export const operationSpecs: readonly OperationSpec[] = Object.values<RuntimeOperation>(
  operations,
).map(({ spec }) => spec);
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
  const memory = literalMemory();
  const members = operations.map((operation) => operationText(operation, basePath, memory));
  return `${doc}export const operations: ${type} = {\n${members.join('')}};\n`;
}

function operationText(operation: Operation, basePath: string, memory: LiteralMemory): string {
  const { id, method, path } = operation;
  const doc = docComment(`${method.toUpperCase()} ${basePath}${path}`, 2);
  const key = `  ${propertyKey(id)}:`;
  const call = ' operation(';
  // Where not even the opening brace fits beside the key, formatters give the call a line of its own.
  const isWide = textWidth(key) + call.length + '{'.length > widthColumns;
  const start = isWide ? `   ${call}` : key + call;
  const data = literal(operationData(operation, basePath), {
    indentColumns: isWide ? 4 : 2,
    startColumn: textWidth(start),
    reservedColumns: '),'.length,
    memory,
  });
  return `${doc}${isWide ? `${key}\n` : ''}${start}${data}),\n`;
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
