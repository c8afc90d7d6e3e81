/** An item of a list of structured fields, with its parameters: `"hour";q=100;w=3600`. */
export interface ListItem {
  /** Strings without their quotes, byte sequences as base64, tokens as they are. */
  readonly value: string | number;
  readonly parameters: ReadonlyMap<string, string | number>;
}

/**
 * A list of RFC 9651, section 4.2.1, read leniently: servers write spaces where the grammar has none. What cannot be
 * read up to the next comma is left out.
 */
export function parseStructuredList(text: string): readonly ListItem[] {
  const items: ListItem[] = [];
  let at = 0;
  while (at < text.length && items.length < itemsMax) {
    const bare = matchAt(bareItem, text, at);
    if (bare === undefined) {
      at = endOfItem(text, at);
      continue;
    }
    const parameters = new Map<string, string | number>();
    at += bare[0].length;
    for (let found = matchAt(parameter, text, at); found; found = matchAt(parameter, text, at)) {
      at += found[0].length;
      const value = matchAt(parameterValue, text, at);
      at += value?.[0].length ?? 0;
      // A parameter without a value is true (section 4.2.3.2); nobody here asks for one.
      if (value !== undefined) parameters.set((found[1] ?? '').toLowerCase(), valueOf(value));
    }
    items.push({ value: valueOf(bare), parameters });
    at = endOfItem(text, at);
  }
  return items;
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text) ?? undefined;
}

function endOfItem(text: string, at: number): number {
  const comma = text.indexOf(',', at);
  return comma === -1 ? text.length : comma + 1;
}

function valueOf([, quoted, bytes, token = '']: RegExpExecArray): string | number {
  if (quoted !== undefined) return quoted.replaceAll(/\\(["\\])/g, '$1');
  if (bytes !== undefined) return bytes;
  return number.test(token) ? Number(token) : token;
}

/** No server has more policies. */
const itemsMax = 50;
const bareItem = /[ \t]*(?:"((?:[^"\\]|\\.)*)"|:([\w+/=-]*):|([^\s;,"=:]+))/y;
const parameter = /[ \t]*;[ \t]*([A-Za-z*][\w.*-]*)/y;
const parameterValue = /=[ \t]*(?:"((?:[^"\\]|\\.)*)"|:([\w+/=-]*):|([^\s;,"=:]+))/y;
const number = /^-?\d{1,15}(?:\.\d+)?$/;
