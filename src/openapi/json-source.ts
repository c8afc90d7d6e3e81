import { isJsonArray, isJsonObject, type JsonValue } from '../base/json.ts';
import { findJsonFault } from './json-fault.ts';
import { duplicateKeys, endOfString, jsonPositions } from './json-position.ts';
import { maxNesting, maxSyntaxErrors, maxValues } from './limits.ts';
import { nowhere } from './parsed-text.ts';
import type { Fault, ParsedText } from './parsed-text.ts';

/** Parses a JSON text with the engine's own parser; positions and duplicate keys cost a scan only where there are any. */
export function parseJson(text: string): ParsedText {
  const shape = measure(text);
  if ('fault' in shape) return { positions: nowhere, faults: [shape.fault] };
  let value: JsonValue;
  try {
    value = JSON.parse(text);
  } catch {
    const { offset, expected } = findJsonFault(text);
    const title = `This is not JSON: ${expected}.`;
    const fix = 'Correct the syntax at this place.';
    return { positions: nowhere, faults: [{ id: 'not-json', offset, title, fix }] };
  }
  // Members that the text has and the value has not were overwritten by a later one of the same name.
  const faults = countMembers(value) === shape.members ? [] : duplicateFaults(text);
  return { value, positions: jsonPositions(text), faults };
}

/** Counts what a text holds before the parser builds it: its limits must come first. */
function measure(text: string): { readonly members: number } | { readonly fault: Fault } {
  let depth = 0;
  let members = 0;
  let values = 1;
  for (let at = 0; at < text.length; at += 1) {
    switch (text.charCodeAt(at)) {
      case 34: // "
        at = endOfString(text, at) - 1;
        break;
      case 58: // :
        members += 1;
        break;
      case 44: // ,
        values += 1;
        break;
      case 123: // {
      case 91: // [
        depth += 1;
        values += 1;
        if (depth > maxNesting) return { fault: tooDeep(at) };
        break;
      case 125: // }
      case 93: // ]
        depth -= 1;
        break;
      default:
    }
    if (values > maxValues) return { fault: tooManyValues(at) };
  }
  return { members };
}

export function tooDeep(offset: number): Fault {
  const title = `Here are more than ${maxNesting} objects or lists inside each other.`;
  const fix = 'Give the inner parts names of their own and refer to them with $ref.';
  return { id: 'too-deep', offset, title, fix };
}

export function tooManyValues(offset: number): Fault {
  const title = 'The document has too many values; those from here on were not read.';
  const fix = 'Divide the document into several files, or remove large examples.';
  return { id: 'too-many-values', offset, title, fix };
}

export function duplicateKey(key: string, offset: number, tokens: readonly string[]): Fault {
  const title = `The key "${key}" occurs twice in the same object.`;
  const fix = 'Remove or rename one of the two; which one counts differs from tool to tool.';
  return { id: 'duplicate-key', offset, title, fix, tokens: [...tokens, key] };
}

function duplicateFaults(text: string): readonly Fault[] {
  return duplicateKeys(text, maxSyntaxErrors).map(({ key, offset, tokens }) =>
    duplicateKey(key, offset, tokens),
  );
}

function countMembers(value: JsonValue): number {
  let count = 0;
  if (isJsonArray(value)) {
    for (const child of value) count += countMembers(child);
  } else if (isJsonObject(value)) {
    // Faster than a list of the values; what `JSON.parse` makes inherits nothing enumerable.
    for (const key in value) {
      count += 1 + countMembers(value[key] ?? null);
    }
  }
  return count;
}
