import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../../base/json.ts';
import { maxRefHops } from '../limits.ts';
import { childOf, formatPointer, valueAt } from '../pointer.ts';
import { pointerKeys, type Pointer } from './pointer-path.ts';

/**
 * Where in the upgraded document that is which the reference named before: into a schema that was wrapped to accept
 * `null`, or a 2.0 schema that now has a media type. Undefined where nothing is found.
 */
export function forwardPointer(upgraded: JsonObject, pointer: Pointer): Pointer | undefined {
  const path: string[] = [];
  let value: JsonValue = upgraded;
  for (const key of pointerKeys(pointer)) {
    const detour = detourTo(value, key);
    if (detour === undefined) return undefined;
    path.push(...detour);
    value = valueAt(value, detour) ?? null;
  }
  return formatPointer(path);
}

/** The way from an object to its member `key`, which may have been moved inward. */
function detourTo(value: JsonValue, key: string): readonly string[] | undefined {
  if (childOf(value, key) !== undefined) return [key];
  if (!isJsonObject(value)) return undefined;
  if (isJsonObject(value['content'])) {
    const type = Object.keys(value['content'])[0] ?? '';
    const way = ['content', type, key];
    if (valueAt(value, way) !== undefined) return way;
  }
  const ways = [
    ['anyOf', '0', key],
    ['schema', key],
    ...(key === 'items' ? [['prefixItems']] : []),
  ];
  return ways.find((way) => valueAt(value, way) !== undefined);
}

/**
 * Where in the original document that comes from which the upgraded one has at `pointer`. Keys that the original does not
 * have (`content`, `anyOf`) are skipped, references are followed, so the answer is the place or the nearest one around it.
 */
export function originPointer(original: JsonObject, pointer: Pointer): Pointer {
  let keys = pointerKeys(pointer);
  if (typeof original['swagger'] !== 'undefined') keys = swaggerKeys(keys);
  let path: readonly string[] = [];
  let value: JsonValue = original;
  for (const key of keys) {
    for (let hops = 0; childOf(value, key) === undefined && hops < maxRefHops; hops++) {
      const ref: JsonValue | undefined = isJsonObject(value) ? value['$ref'] : undefined;
      if (typeof ref !== 'string') break;
      path = pointerKeys(ref);
      value = valueAt(original, path) ?? null;
    }
    const step = key === 'requestBody' ? bodyParameter(value) : [key];
    const next = valueAt(value, step);
    if (next === undefined) continue;
    path = [...path, ...step];
    value = next;
  }
  return formatPointer(path);
}

function swaggerKeys(keys: readonly string[]): readonly string[] {
  const [first, second, ...rest] = keys;
  if (first !== 'components') return keys;
  if (second === 'schemas') return ['definitions', ...rest];
  if (second === 'securitySchemes') return ['securityDefinitions', ...rest];
  if (second === 'requestBodies') return ['parameters', ...rest];
  return second === undefined ? [] : [second, ...rest];
}

/** The way to the `in: body` parameter of a 2.0 operation; to the request body of any other. */
function bodyParameter(operation: JsonValue): readonly string[] {
  const parameters = childOf(operation, 'parameters');
  if (childOf(operation, 'requestBody') !== undefined || !isJsonArray(parameters)) {
    return ['requestBody'];
  }
  const items = parameters;
  const index = items.findIndex((item) => isJsonObject(item) && item['in'] === 'body');
  return index === -1 ? ['parameters'] : ['parameters', String(index)];
}
