import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../../base/json.ts';

/** Recordings come from many programs: what is not of the expected kind counts as not there. */
export function textOf(value: JsonValue | undefined): string {
  return typeof value === 'string' ? value : '';
}

export function numberOf(value: JsonValue | undefined): number {
  return typeof value === 'number' ? value : 0;
}

export function objectsOf(list: JsonValue | undefined): readonly JsonObject[] {
  return isJsonArray(list) ? list.filter(isJsonObject) : [];
}

/** Name and value of each member of a list of headers, cookies or parameters. */
export function pairsOf(list: JsonValue | undefined): readonly (readonly [string, string])[] {
  return objectsOf(list).map(({ name, value }) => [textOf(name), textOf(value)]);
}
