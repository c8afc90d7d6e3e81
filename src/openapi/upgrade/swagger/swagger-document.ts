import { isJsonObject, setOwn, type JsonObject, type JsonValue } from '../../../base/json.ts';
import { methods } from '../kinds.ts';
import { joinPointer, type Pointer } from '../pointer-path.ts';
import { copyOf } from '../rewrite.ts';
import { follow, listOf } from '../located.ts';
import { mapMembers, type Swagger } from './swagger.ts';
import { convertOperation } from './swagger-operation.ts';
import { parameterOf } from './swagger-parameter.ts';
import { contentOf } from './swagger-content.ts';
import { convertResponse } from './swagger-response.ts';
import { convertSecurityScheme } from './swagger-security.ts';
import { serversOf } from './swagger-servers.ts';

/**
 * Swagger 2.0 in the structure of OpenAPI 3. Schemas stay as they are, and so do the `$ref`s in them (`convertReference`
 * translates those); references to path items, parameters and responses in other places are replaced by what they mean.
 */
export function convertSwagger(swagger: Swagger): JsonObject {
  const { root } = swagger;
  const draft: Record<string, JsonValue> = { openapi: '3.1.0' };
  for (const key of Object.keys(root)) {
    if (!converted.has(key)) setOwn(draft, key, root[key] ?? null);
  }
  const servers = serversOf(root);
  if (servers !== undefined) draft['servers'] = servers;
  draft['paths'] = mapMembers(root['paths'], '#/paths', (value, pointer, key) =>
    key.startsWith('x-') ? value : convertPathItem(value, pointer, swagger),
  );
  draft['components'] = convertComponents(swagger);
  return draft;
}

const converted: ReadonlySet<string> = new Set([
  'swagger',
  'host',
  'basePath',
  'schemes',
  'consumes',
  'produces',
  'paths',
  'definitions',
  'parameters',
  'responses',
  'securityDefinitions',
]);

function convertComponents(swagger: Swagger): JsonObject {
  const { root } = swagger;
  const { definitions, parameters, responses, securityDefinitions } = root;
  const draft: Record<string, JsonValue> = {};
  if (definitions !== undefined) draft['schemas'] = definitions;
  if (isJsonObject(parameters)) {
    const others = Object.entries(parameters).filter(
      ([, value]) => !isIn(value, 'body') && !isIn(value, 'formData'),
    );
    draft['parameters'] = mapMembers(Object.fromEntries(others), '#/parameters', (value, pointer) =>
      parameterOf({ value, pointer }, swagger),
    );
    const bodies = Object.entries(parameters).filter(([, value]) => isIn(value, 'body'));
    if (bodies.length > 0) {
      draft['requestBodies'] = mapMembers(Object.fromEntries(bodies), '#/parameters', (value) =>
        isJsonObject(value) ? { content: contentOf(value, root['consumes']) } : value,
      );
    }
  }
  if (responses !== undefined) {
    draft['responses'] = mapMembers(responses, '#/responses', (value, pointer) =>
      convertResponse({ value, pointer }, root['produces'], swagger),
    );
  }
  if (securityDefinitions !== undefined) {
    draft['securitySchemes'] = mapMembers(securityDefinitions, '#/securityDefinitions', (value) =>
      convertSecurityScheme(value),
    );
  }
  return draft;
}

function isIn(parameter: JsonValue, place: string): boolean {
  return isJsonObject(parameter) && parameter['in'] === place;
}

function convertPathItem(value: JsonValue, pointer: Pointer, swagger: Swagger): JsonValue {
  const item = follow({ value, pointer }, swagger.root);
  if (!isJsonObject(item.value)) return item.value;
  const shared = listOf(item, 'parameters');
  const draft = copyOf(item.value);
  delete draft['parameters'];
  for (const method of methods) {
    const operation = draft[method];
    if (isJsonObject(operation)) {
      const at = joinPointer(item.pointer, method);
      draft[method] = convertOperation({ value: operation, pointer: at }, shared, swagger);
    }
  }
  return draft;
}
