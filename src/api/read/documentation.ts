import { isJsonObject, type JsonObject, type JsonValue } from '../../base/json.ts';
import { follow } from '../../openapi/upgrade/located.ts';

/** `description`, where it is a text that says something. */
export function descriptionOf(value: JsonObject): { readonly description?: string } {
  const description = textOf(value, 'description');
  return description === undefined ? {} : { description };
}

/** A member that is a text and not blank. */
export function textOf(value: JsonObject, key: string): string | undefined {
  const text = value[key];
  return typeof text === 'string' && text.trim() !== '' ? text : undefined;
}

/** The first of `example` and `examples`. External ones are not fetched. */
export function exampleOf(value: JsonObject, document: JsonObject): JsonValue | undefined {
  const { example, examples } = value;
  if (example !== undefined) return example;
  if (!isJsonObject(examples)) return undefined;
  for (const key of Object.keys(examples)) {
    const target = follow({ value: examples[key] ?? null, pointer: '#' }, document).value;
    if (!isJsonObject(target)) continue;
    const found = target['value'] ?? target['dataValue'];
    if (found !== undefined) return found;
  }
  return undefined;
}
