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

/** `example` and `examples`: the first one, and the others where there are any. External ones are not fetched. */
export interface Examples {
  readonly example?: JsonValue;
  readonly otherExamples?: readonly JsonValue[];
}

export function examplesOf(value: JsonObject, document: JsonObject): Examples {
  const [example, ...otherExamples] = allExamples(value, document);
  if (example === undefined) return {};
  return { example, ...(otherExamples.length > 0 && { otherExamples }) };
}

function allExamples(value: JsonObject, document: JsonObject): readonly JsonValue[] {
  const { example, examples } = value;
  if (example !== undefined) return [example];
  if (!isJsonObject(examples)) return [];
  return Object.keys(examples).flatMap((key) => {
    const target = follow({ value: examples[key] ?? null, pointer: '#' }, document).value;
    const found = isJsonObject(target) ? (target['value'] ?? target['dataValue']) : undefined;
    return found === undefined ? [] : [found];
  });
}
