import { contentDecoder } from './content.ts';
import { decodeFields, type FieldStyle } from './field-styles.ts';
import { decodePercent, decodePlus, onlyText, type CookieForm } from './fields.ts';
import { firstFitting } from './first-fitting.ts';
import { shapeOf, type Shape } from './shape.ts';
import type { ParameterSpec, Schemas } from '../spec.ts';
import { decodeText } from './text-styles.ts';
import type { Wire } from './wire.ts';

/** A parameter that is ready to be read again and again. */
export interface PreparedParameter {
  readonly spec: ParameterSpec;
  /** Name in issues: `query.limit`. */
  readonly field: string;
  readonly shape: Shape;
  /** Its value with its types, `undefined` where it is absent. Throws `WireError` and `URIError`. */
  readonly read: (wire: Wire) => unknown;
}

/** Prepares a parameter. `others` are those of the same place, whose fields an exploded object leaves alone. */
export function createParameter(
  spec: ParameterSpec,
  schemas: Schemas,
  others: readonly ParameterSpec[],
): PreparedParameter {
  const shape = shapeOf(spec.schema ?? true, schemas);
  const field = spec.in === 'querystring' ? 'query' : `${spec.in}.${spec.name}`;
  const read =
    spec.content === undefined
      ? styledReader(spec, shape, others, schemas)
      : contentReader(spec, spec.content, schemas);
  return { spec, field, shape, read };
}

type Read = PreparedParameter['read'];

function styledReader(
  spec: ParameterSpec,
  shape: Shape,
  others: readonly ParameterSpec[],
  schemas: Schemas,
): Read {
  const { name } = spec;
  const style = spec.style ?? defaultStyles[spec.in];
  const explode = spec.explode ?? (style === 'form' || style === 'cookie');
  if (style === 'simple' || style === 'label' || style === 'matrix') {
    const textStyle = { name, style, explode, decode: spec.in === 'path' ? decodePercent : plain };
    return (wire) => {
      const text = spec.in === 'path' ? wire.pathText(name) : wire.header(name);
      if (text === undefined) return undefined;
      return firstFitting(shape, (kind) => decodeText(text, kind, textStyle));
    };
  }
  const fieldStyle: FieldStyle = {
    name,
    style,
    explode,
    shape,
    isTaken: takenBy(spec, others, schemas),
  };
  if (spec.in !== 'cookie') {
    return (wire) => {
      const fields = wire.queryFields();
      return firstFitting(shape, (kind) => decodeFields(fields, kind, fieldStyle));
    };
  }
  return (wire) =>
    firstFitting(shape, (kind) => {
      const joined: CookieForm = explode && kind !== 'text' ? 'joined' : 'encoded';
      return decodeFields(wire.cookies(style === 'cookie' ? 'plain' : joined), kind, fieldStyle);
    });
}

const defaultStyles = {
  path: 'simple',
  header: 'simple',
  query: 'form',
  querystring: 'form',
  cookie: 'form',
} as const;

/** Headers are not percent-encoded. */
function plain(text: string): string {
  return text;
}

/** Tells the fields of the other parameters. */
function takenBy(
  spec: ParameterSpec,
  all: readonly ParameterSpec[],
  schemas: Schemas,
): FieldStyle['isTaken'] {
  const others = all.filter((other) => other !== spec);
  const names = new Set(others.flatMap((other) => [other.name, ...spreadNames(other, schemas)]));
  const prefixes = others
    .filter(({ style }) => style === 'deepObject')
    .map(({ name }) => `${name}[`);
  return (name) => names.has(name) || prefixes.some((prefix) => name.startsWith(prefix));
}

/** The fields that an exploded object spreads over. */
function spreadNames(spec: ParameterSpec, schemas: Schemas): Iterable<string> {
  const { style = 'form', explode = true, schema = true } = spec;
  return style === 'form' && explode ? shapeOf(schema, schemas).names : [];
}

function contentReader(spec: ParameterSpec, type: string, schemas: Schemas): Read {
  const decode = contentDecoder(type, { schema: spec.schema ?? true }, schemas);
  const unescape = unescapes[spec.in];
  const textOf = contentText(spec);
  return (wire) => {
    const text = textOf(wire);
    return text === undefined ? undefined : decode(text, unescape);
  };
}

const unescapes = {
  path: decodePercent,
  query: decodePlus,
  querystring: decodePlus,
  header: plain,
  cookie: decodePercent,
} as const;

/** Where the text of a `content` parameter lies. */
function contentText({ in: place, name }: ParameterSpec): (wire: Wire) => string | undefined {
  switch (place) {
    case 'path':
      return (wire) => wire.pathText(name);
    case 'header':
      return (wire) => wire.header(name);
    case 'querystring':
      return (wire) => wire.queryText();
    case 'query':
      return (wire) => onlyText(wire.queryFields(), name);
    default:
      return (wire) => onlyText(wire.cookies('encoded'), name);
  }
}
