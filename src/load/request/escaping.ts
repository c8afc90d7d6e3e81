import type { Escape, Escaping } from './template.ts';

/** In paths, queries and forms: a value can neither end its segment or field nor begin another one. */
export const urlEscaping: Escaping = () => percentEncoded;

const percentEncoded: Escape = (value) => encodeURIComponent(value.toWellFormed());

/** In headers: control characters, which would end the field, are percent-encoded. */
export const headerEscaping: Escaping = () => withoutControls;

const withoutControls: Escape = (value) =>
  value.toWellFormed().replaceAll(control, (character) => encodeURIComponent(character));

// oxlint-disable-next-line no-control-regex -- they are what is looked for.
const control = /[\0-\x08\x0a-\x1f\x7f]/g;

/**
 * How values are inserted into a body, by its content type and, where there is none, by its looks:
 * - JSON: between quotes as part of that string; elsewhere as it is where the value is JSON itself (`42`, `true`,
 *   `{"a":1}`), else as a string. A body that is JSON with its placeholders in such places stays JSON, whatever the
 *   values are.
 * - forms: percent-encoded.
 * - anything else: as it is.
 */
export function bodyEscaping(contentType: string | undefined, text: string): Escaping {
  if (contentType === undefined ? /^\s*[[{](?!\{)/.test(text) : /json/i.test(contentType)) {
    return jsonEscaping();
  }
  return contentType !== undefined && /x-www-form-urlencoded/i.test(contentType)
    ? urlEscaping
    : () => asItIs;
}

const asItIs: Escape = (value) => value;

/** Follows the quotes from literal to literal: inserted values never change whether a string is open. */
function jsonEscaping(): Escaping {
  let inString = false;
  return (literal) => {
    // A backslash and what it escapes, or a quote.
    for (const [token] of literal.matchAll(/\\.|"/gs)) if (token === '"') inString = !inString;
    return inString ? partOfString : jsonValue;
  };
}

const partOfString: Escape = (value) => JSON.stringify(value).slice(1, -1);

const jsonValue: Escape = (value) => (isJson(value) ? value : JSON.stringify(value));

function isJson(value: string): boolean {
  if (scalar.test(value)) return true;
  if (!/^\s*[[{"]/.test(value)) return false;
  try {
    JSON.parse(value);
    return true;
  } catch {
    return false;
  }
}

const scalar = /^(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)$/;
