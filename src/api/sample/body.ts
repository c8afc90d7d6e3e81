import { isJsonObject, setOwn } from '../../base/json.ts';
import type { JsonObject, JsonValue } from '../../base/json.ts';
import type { Encoding, MediaType, RequestBody, Schema } from '../model.ts';
import { bodyKind, isParsed } from '../../scaffold/runtime/media-type.ts';
import type { BodyKind } from '../../scaffold/runtime/media-type.ts';
import { accepts, sample } from './sample.ts';
import { styledFields } from './serialise.ts';
import { asSchema, ownValue, shapeOf } from './shape.ts';

/** A body as it is sent. */
export interface SampleBody {
  /** Content type, with the boundary of a multipart body. */
  readonly type: string;
  readonly text: string;
}

type NamedSchemas = Readonly<Record<string, Schema>>;

/** The best understood kind first. */
const KINDS: readonly BodyKind[] = [
  'json',
  'form',
  'text',
  'lines',
  'sequence',
  'multipart',
  'bytes',
  'events',
];

/**
 * A body that suits one of the media types, with optional properties down to a depth; `undefined` where none can be
 * made.
 */
export function bodyOf(
  body: RequestBody,
  schemas: NamedSchemas,
  optionalDepth = 3,
): SampleBody | undefined {
  for (const media of body.content.toSorted((left, right) => rank(left) - rank(right))) {
    const made = mediaBody(media, schemas, optionalDepth);
    if (made !== undefined) return made;
  }
  return undefined;
}

function rank(media: MediaType): number {
  return KINDS.indexOf(bodyKind(concreteType(media)));
}

/** A value for a media type: its example where it is valid, else a sample. Where the type is not parsed: a text. */
export function mediaValue(
  media: MediaType,
  schemas: NamedSchemas,
  optionalDepth = 3,
): JsonValue | undefined {
  const { example, schema = true } = media;
  const whole = example === undefined ? schema : { allOf: [{ examples: [example] }, schema] };
  return sample(whole, schemas, { optionalDepth })?.value;
}

/** A type of the range: `image/png` for `image/*`. */
export function concreteType({ type, schema }: MediaType): string {
  if (!type.includes('*')) return type;
  if (type === '*/*') {
    const isAny = schema === undefined || (isJsonObject(schema) && schema['format'] === 'binary');
    return isAny ? 'application/octet-stream' : 'application/json';
  }
  if (type.startsWith('*/')) return type.replace('*', 'application');
  const known = ownValue(subtypes, type.slice(0, type.indexOf('/')));
  return type.replace('*', typeof known === 'string' ? known : 'octet-stream');
}

const subtypes: JsonObject = {
  application: 'json',
  audio: 'mpeg',
  font: 'woff2',
  image: 'png',
  multipart: 'form-data',
  text: 'plain',
  video: 'mp4',
};

function mediaBody(
  media: MediaType,
  schemas: NamedSchemas,
  optionalDepth: number,
): SampleBody | undefined {
  const type = concreteType(media);
  const kind = bodyKind(type);
  if (!isParsed(type)) return { type, text: 'text' };
  if (kind === 'lines' || kind === 'sequence') return sequenceBody(type, kind, media, schemas);
  for (const depth of new Set([optionalDepth, 2, 1, 0])) {
    const value = mediaValue(media, schemas, depth);
    if (value === undefined) return undefined;
    const made = written(type, kind, value, media, schemas);
    if (made !== undefined) return made;
  }
  return undefined;
}

function written(
  type: string,
  kind: BodyKind,
  value: JsonValue,
  media: MediaType,
  schemas: NamedSchemas,
): SampleBody | undefined {
  if (kind === 'json') return { type, text: JSON.stringify(value) };
  if (kind === 'form') return formBody(type, value, media, schemas);
  if (kind === 'multipart') return multipartBody(value, media, schemas);
  // An empty text is no body at all.
  if (typeof value === 'object' || value === '') return undefined;
  return { type, text: String(value) };
}

function sequenceBody(
  type: string,
  kind: BodyKind,
  media: MediaType,
  schemas: NamedSchemas,
): SampleBody | undefined {
  const whole: Schema = {
    allOf: [media.schema ?? true, { type: 'array', items: media.itemSchema ?? true, minItems: 1 }],
  };
  const items = sample(whole, schemas)?.value;
  if (!Array.isArray(items)) return undefined;
  const start = kind === 'sequence' ? '\u001E' : '';
  return { type, text: items.map((item) => `${start}${JSON.stringify(item)}\n`).join('') };
}

/** Optional properties that no field can express are left out. */
function formBody(
  type: string,
  value: JsonValue,
  media: MediaType,
  schemas: NamedSchemas,
): SampleBody | undefined {
  if (!isJsonObject(value)) return undefined;
  const sent: Record<string, JsonValue> = {};
  const fields: string[] = [];
  for (const [name, item] of Object.entries(value)) {
    const made = formFields(name, item, encodingOf(name, media));
    if (made === undefined) continue;
    setOwn(sent, name, item);
    fields.push(...made);
  }
  const isWhole = fields.length > 0 && accepts(media.schema ?? true, sent, schemas);
  return isWhole ? { type, text: fields.join('&') } : undefined;
}

function encodingOf(name: string, media: MediaType): Encoding | undefined {
  return media.encoding.find(({ property }) => property === name);
}

/** Objects and lists of them are JSON by default; lists of scalars are repeated fields. */
function formFields(
  name: string,
  value: JsonValue,
  encoding: Encoding | undefined,
): readonly string[] | undefined {
  const isJson = /[/+]json$/.test(encoding?.contentType ?? '') || isNested(value);
  if (isJson && encoding?.style === undefined) {
    return [`${encodeURIComponent(name)}=${encodeURIComponent(JSON.stringify(value))}`];
  }
  const style = encoding?.style ?? 'form';
  const explode = encoding?.explode ?? style === 'form';
  return styledFields({ name, value, style, explode }, (text) => encodeURIComponent(text));
}

function isNested(value: JsonValue): boolean {
  return isJsonObject(value) || (Array.isArray(value) && value.some(isJsonObject));
}

const BOUNDARY = 'sample-boundary';

function multipartBody(
  value: JsonValue,
  media: MediaType,
  schemas: NamedSchemas,
): SampleBody | undefined {
  if (!isJsonObject(value)) return undefined;
  const properties = shapeOf(media.schema ?? true, schemas)?.keywords['properties'];
  const lines: string[] = [];
  for (const [name, item] of Object.entries(value)) {
    const encoding = encodingOf(name, media);
    const isFile = takesFile(asSchema(ownValue(properties, name)), schemas);
    const file = isFile ? `; filename="file"\r\nContent-Type: ${fileType(encoding)}` : '';
    const texts = partTexts(item, encoding);
    if (texts === undefined || /["\r\n]/.test(name)) return undefined;
    for (const text of texts) {
      if (text.includes(BOUNDARY)) return undefined;
      const disposition = `Content-Disposition: form-data; name="${name}"${file}`;
      lines.push(`--${BOUNDARY}`, disposition, '', text);
    }
  }
  if (lines.length === 0) return undefined;
  lines.push(`--${BOUNDARY}--`, '');
  return { type: `multipart/form-data; boundary=${BOUNDARY}`, text: lines.join('\r\n') };
}

/** The texts of the parts of that name: one for each item of a list of scalars, JSON for all that is nested. */
function partTexts(
  value: JsonValue,
  encoding: Encoding | undefined,
): readonly string[] | undefined {
  if (value === null) return undefined;
  if (encoding?.style !== undefined && typeof value === 'object') {
    const { style, explode = style === 'form' } = encoding;
    const fields = styledFields({ name: '', value, style, explode }, (text) => text);
    // Fields of other names, as of exploded objects, would be other parts.
    const isOwn = fields?.every((field) => field.startsWith('='));
    return isOwn === true ? fields?.map((field) => field.slice(1)) : undefined;
  }
  const items: readonly JsonValue[] = Array.isArray(value) && !isNested(value) ? value : [value];
  return items.map((item) => (typeof item === 'string' ? item : JSON.stringify(item)));
}

function takesFile(schema: Schema, schemas: NamedSchemas): boolean {
  const keywords = shapeOf(schema, schemas)?.keywords ?? {};
  return keywords['items'] === undefined
    ? keywords['format'] === 'binary'
    : shapeOf(asSchema(keywords['items']), schemas)?.keywords['format'] === 'binary';
}

function fileType(encoding: Encoding | undefined): string {
  const [type = ''] = (encoding?.contentType ?? '').split(',');
  return concreteType({ type: type.trim() || 'application/octet-stream', encoding: [] });
}
