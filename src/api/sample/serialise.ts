import { isJsonObject } from '../../base/json.ts';
import type { JsonValue } from '../../base/json.ts';
import type { ParameterStyle } from '../model.ts';

/** A value to be written as OpenAPI 3.2 says in "Style Values" (after RFC 6570). */
export interface Styled {
  readonly name: string;
  readonly value: JsonValue;
  readonly style: ParameterStyle;
  readonly explode: boolean;
}

/**
 * How names and values are escaped for their place; `undefined` where they cannot be. A part is one of several within
 * a text, so what delimits parts must not stand in it.
 */
export type Escape = (text: string, isPart: boolean) => string | undefined;

/** For a path segment or header: one text, or `undefined` where the style cannot express the value. */
export function styledText(styled: Styled, escape: Escape): string | undefined {
  const { name, value, style, explode } = styled;
  const parts = partsOf(value, escape);
  if (parts === undefined) return undefined;
  const { items, pairs } = parts;
  const joined = pairs.map((pair) => pair.join('='));
  if (style === 'matrix') {
    if (explode && parts.kind === 'object') return joined.map((pair) => `;${pair}`).join('');
    const key = escape(name, true);
    if (key === undefined) return undefined;
    if (explode) return items.map((item) => `;${key}=${item}`).join('');
    return `;${key}=${[...items, ...pairs.flat()].join(',')}`;
  }
  const separator = style === 'label' && explode ? '.' : ',';
  const text = [...items, ...(explode ? joined : pairs.flat())].join(separator);
  // An empty text would be an empty path segment, or a header that says nothing.
  return text === '' ? undefined : (style === 'label' ? '.' : '') + text;
}

/** For a query, form or cookie: fields `name=value`, or `undefined` where the style cannot express the value. */
export function styledFields(styled: Styled, escape: Escape): readonly string[] | undefined {
  const { value, style, explode } = styled;
  if (style === 'deepObject') return deepFields(escape(styled.name, true), value, escape, 0);
  const delimiter = delimiters.get(style) ?? ',';
  const parts = partsOf(value, (text, isPart) => {
    const escaped = escape(text, isPart);
    return isPart && !explode && escaped?.includes(delimiter) ? undefined : escaped;
  });
  const name = escape(styled.name, true);
  if (parts === undefined || name === undefined) return undefined;
  const { items, pairs } = parts;
  if (explode || parts.kind === 'scalar') {
    return [...items.map((item) => `${name}=${item}`), ...pairs.map((pair) => pair.join('='))];
  }
  return [`${name}=${[...items, ...pairs.flat()].join(delimiter)}`];
}

const MAX_DEEP_LEVELS = 8;

/**
 * `name[key]=value`. OpenAPI leaves open what is nested within; the common reading is `name[a][b]=value`, with the index
 * of an object in a list as its key, and one field for each scalar in a list.
 */
function deepFields(
  name: string | undefined,
  value: JsonValue,
  escape: Escape,
  level: number,
): readonly string[] | undefined {
  if (name === undefined || level > MAX_DEEP_LEVELS) return undefined;
  if (value === null || typeof value !== 'object') {
    const text = scalarOf(value, true, escape);
    return text === undefined || text === '' ? undefined : [`${name}=${text}`];
  }
  const fields: string[] = [];
  for (const [key, item] of Object.entries<JsonValue>(value)) {
    const isScalar = item === null || typeof item !== 'object';
    const child = Array.isArray(value) && isScalar ? name : `${name}%5B${escape(key, true)}%5D`;
    const inner = deepFields(child, item, escape, level + 1);
    if (inner === undefined) return undefined;
    fields.push(...inner);
  }
  return fields.length === 0 ? undefined : fields;
}

const delimiters: ReadonlyMap<ParameterStyle, string> = new Map([
  ['spaceDelimited', '%20'],
  ['pipeDelimited', '%7C'],
]);

interface Parts {
  readonly kind: 'scalar' | 'array' | 'object';
  readonly items: readonly string[];
  readonly pairs: readonly (readonly [name: string, value: string])[];
}

/**
 * The escaped parts of a value. Nested ones, `null`, and empty lists and objects have no form in any style; an empty
 * text within a list is lost in some.
 */
function partsOf(value: JsonValue, escape: Escape): Parts | undefined {
  if (isJsonObject(value)) {
    const pairs: (readonly [string, string])[] = [];
    for (const [key, item] of Object.entries(value)) {
      const [name, text] = [escape(key, true), scalarOf(item, true, escape)];
      if (!name || !text) return undefined;
      pairs.push([name, text]);
    }
    return pairs.length === 0 ? undefined : { kind: 'object', items: [], pairs };
  }
  const isArray = Array.isArray(value);
  const items: string[] = [];
  for (const item of isArray ? (value as readonly JsonValue[]) : [value]) {
    const text = scalarOf(item, isArray, escape);
    if (text === undefined || (isArray && text === '')) return undefined;
    items.push(text);
  }
  return items.length === 0 ? undefined : { kind: isArray ? 'array' : 'scalar', items, pairs: [] };
}

function scalarOf(value: JsonValue, isPart: boolean, escape: Escape): string | undefined {
  if (value === null || typeof value === 'object') return undefined;
  return escape(String(value), isPart);
}
