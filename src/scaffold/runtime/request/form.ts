import { decodeFields, type FieldStyle } from './field-styles.ts';
import type { Fields } from './fields.ts';
import { firstFitting } from './first-fitting.ts';
import { parseJson } from './json-text.ts';
import { bodyKind } from '../media-type.ts';
import { setOwn } from '../own.ts';
import { shapeOf, type Shape } from './shape.ts';
import type { EncodingSpec, Issue, MediaTypeSpec, Schemas } from '../spec.ts';
import { issueOf } from './wire-error.ts';

/** Makes an object of the fields of a form; what cannot be read is added to `issues`, below `field`. */
export type FormReader = (
  fields: Fields,
  field: string,
  issues: Issue[],
) => Record<string, unknown>;

/**
 * Reads urlencoded forms, and the texts of multipart ones, as their schema and `encoding` say. Properties that are
 * objects, or arrays of them, are JSON texts, or else `name[key]=value`. Fields that are not declared are kept.
 */
export function createFormReader(media: MediaTypeSpec, schemas: Schemas): FormReader {
  const shape = shapeOf(media.schema ?? true, schemas);
  const names = [...shape.names];
  const properties = names.map((name) =>
    createProperty(name, shape.property(name), encodingOf(media, name), shape.names),
  );
  const prefixes = properties.filter(({ deep }) => deep).map(({ name }) => `${name}[`);
  const spread = new Set(properties.flatMap((property) => property.spread));
  return (fields, field, issues) => {
    const form: Record<string, unknown> = {};
    const put = (name: string, read: (fields: Fields) => unknown): void => {
      try {
        const value = read(fields);
        if (value !== undefined) setOwn(form, name, value);
      } catch (error) {
        issues.push(issueOf(error, `${field}.${name}`));
      }
    };
    for (const { name, read } of properties) put(name, read);
    for (const name of fields.texts.keys()) {
      if (shape.names.has(name) || spread.has(name)) continue;
      if (prefixes.some((prefix) => name.startsWith(prefix))) continue;
      put(name, styledReader({ name, ...plainStyle, shape: shape.property(name) }));
    }
    return form;
  };
}

const plainStyle = { style: 'form', explode: true, isTaken: () => true } as const;

/** The `encoding` of a property, if it has one. */
export function encodingOf({ encoding }: MediaTypeSpec, name: string): EncodingSpec {
  return encoding !== undefined && Object.hasOwn(encoding, name) ? (encoding[name] ?? {}) : {};
}

interface Property {
  readonly name: string;
  readonly read: (fields: Fields) => unknown;
  /** Whether fields called `name[…]` are its own. */
  readonly deep: boolean;
  /** Names of other fields that it spreads over. */
  readonly spread: readonly string[];
}

function createProperty(
  name: string,
  shape: Shape,
  encoding: EncodingSpec,
  taken: ReadonlySet<string>,
): Property {
  const explode = encoding.explode ?? (encoding.style ?? 'form') === 'form';
  const isTaken: FieldStyle['isTaken'] = (field) => field !== name && taken.has(field);
  if (wantsJson(shape, encoding)) {
    const readDeep = styledReader({ name, style: 'deepObject', explode, shape, isTaken });
    const read = (fields: Fields): unknown =>
      fields.texts.has(name) ? readJson(fields, name, shape) : readDeep(fields);
    return { name, read, deep: true, spread: [] };
  }
  const style = fieldStyleOf(encoding);
  const isSpread = style === 'form' && explode && shape.kinds[0] === 'entries';
  return {
    name,
    read: styledReader({ name, style, explode, shape, isTaken }),
    deep: style === 'deepObject',
    spread: isSpread ? [...shape.names] : [],
  };
}

function styledReader(style: FieldStyle): (fields: Fields) => unknown {
  return (fields) => firstFitting(style.shape, (kind) => decodeFields(fields, kind, style));
}

function fieldStyleOf({ style }: EncodingSpec): FieldStyle['style'] {
  const isField = style === 'spaceDelimited' || style === 'pipeDelimited' || style === 'deepObject';
  return isField ? style : 'form';
}

/** JSON by declaration, or by default where the property or its items are objects. */
function wantsJson(shape: Shape, { contentType, style }: EncodingSpec): boolean {
  if (style !== undefined) return false;
  if (contentType !== undefined) return bodyKind(contentType.toLowerCase()) === 'json';
  const [kind] = shape.kinds;
  return kind === 'entries' || (kind === 'list' && shape.item(0).kinds[0] === 'entries');
}

/** An array may come item by item, or as one JSON array. */
function readJson(fields: Fields, name: string, shape: Shape): unknown {
  const values = (fields.texts.get(name) ?? []).map((text) => parseJson(fields.decode(text)));
  const whole = values.length === 1 && (shape.kinds[0] !== 'list' || Array.isArray(values[0]));
  return whole ? values[0] : values;
}
