import { coerceText } from './coerce.ts';
import { parsePairs } from './fields.ts';
import { createFormReader } from './form.ts';
import { unsupportedMediaType } from '../http-error.ts';
import { parseJson } from './json-text.ts';
import { bodyKind, isParsed, matchMediaType, parseMediaType } from '../media-type.ts';
import { createMultipartReader } from './multipart.ts';
import { createSequenceReader } from './sequence.ts';
import { shapeOf } from './shape.ts';
import type { BodySpec, Issue, MediaTypeSpec, RawRequest, Schemas } from '../spec.ts';
import { issueOf, WireError } from './wire-error.ts';

export { isParsed } from '../media-type.ts';

/** Reads the body of a request and adds what is wrong with it to `issues`. Throws 415. A promise for multipart only. */
export type BodyReader = (raw: RawRequest, issues: Issue[]) => unknown;

/**
 * Reads bodies by their content type: JSON, urlencoded and multipart forms, text, and sequences of JSON texts are
 * parsed and validated; types that `isParsed` denies arrive as the text or bytes they are. Types in JSON are never
 * changed. Without a content type a body is taken for octets, or for JSON, only where such a type or any is declared.
 */
export function createBodyReader(spec: BodySpec, schemas: Schemas): BodyReader {
  const declared = Object.keys(spec.content);
  const decoders = new Map<string, Decoder>();
  const decoderOf = (type: string): Decoder => {
    const known = decoders.get(type);
    if (known) return known;
    const match = matchMediaType(type, declared) ?? '';
    const isRead = isParsed(type) || match.endsWith('/*');
    const decode = createDecoder(type, spec.content[match] ?? {}, schemas, isRead);
    if (decoders.size < maxDecoders) decoders.set(type, decode);
    return decode;
  };
  return (raw, issues) => {
    const header = textOf(raw.headers['content-type']);
    const bytes = raw.body ?? noBytes;
    if (bytes.length === 0 && !isEmptyForm(header, declared)) {
      if (spec.required) issues.push({ field: 'body', message: 'is required' });
      return undefined;
    }
    // The header is most often the bare type, which need not be taken apart again.
    const decode = decoders.get(header ?? '') ?? decoderOf(actualType(header, spec, declared));
    try {
      return decode(bytes, issues, header ?? '');
    } catch (error) {
      issues.push(issueOf(error, 'body'));
      return undefined;
    }
  };
}

/** Where ranges are declared, callers choose the types: no more than these are remembered. */
const maxDecoders = 20;
const noBytes = new Uint8Array();

function textOf(value: string | readonly string[] | undefined): string | undefined {
  return typeof value === 'object' ? value[0] : value;
}

/** A form without fields has no bytes. */
function isEmptyForm(header: string | undefined, declared: readonly string[]): boolean {
  const type = header === undefined ? undefined : parseMediaType(header)?.type;
  return type !== undefined && bodyKind(type) === 'form' && declared.includes(type);
}

/** The type of the body that was sent. Throws 415 where the operation does not read it. */
function actualType(
  header: string | undefined,
  { content }: BodySpec,
  declared: readonly string[],
): string {
  if (header === undefined || header.trim() === '') return assumedType(content, declared);
  const media = parseMediaType(header);
  const match = media && matchMediaType(media.type, declared);
  if (media === undefined || match === undefined) throw unsupportedMediaType(declared);
  const { type } = media;
  // Where JSON may come too, the schema is meant for it: bytes would go past it unread.
  const isJsonRange = match === '*/*' || match === 'application/*';
  const passesUnread = isJsonRange && bodyKind(type) === 'bytes' && !isUntyped(content[match]);
  const charset = media.parameters.get('charset')?.toLowerCase() ?? 'utf-8';
  const isText = bodyKind(type) !== 'bytes' && bodyKind(type) !== 'multipart';
  if (passesUnread || (isText && !charsets.has(charset))) throw unsupportedMediaType(declared);
  return type;
}

const charsets: ReadonlySet<string> = new Set(['utf-8', 'utf8', 'us-ascii']);

function assumedType(content: BodySpec['content'], declared: readonly string[]): string {
  if (declared.includes('application/octet-stream')) return 'application/octet-stream';
  if (!declared.includes('*/*')) throw unsupportedMediaType(declared);
  return isUntyped(content['*/*']) ? 'application/octet-stream' : 'application/json';
}

/** Whether any bytes will do. */
function isUntyped(media: MediaTypeSpec | undefined): boolean {
  const schema = media?.schema ?? true;
  return schema === true || (typeof schema === 'object' && schema['format'] === 'binary');
}

type Decoder = (bytes: Uint8Array, issues: Issue[], contentType: string) => unknown;

function createDecoder(
  type: string,
  media: MediaTypeSpec,
  schemas: Schemas,
  isRead: boolean,
): Decoder {
  const shape = shapeOf(media.schema ?? true, schemas);
  const validated = (value: unknown, issues: Issue[]): unknown => {
    const found = shape.validate(value, 'body');
    for (const issue of found) issues.push(issue);
    return value;
  };
  switch (bodyKind(type)) {
    case 'json':
      return (bytes, issues) => validated(parseJson(decodeUtf8(bytes)), issues);
    case 'lines':
    case 'sequence': {
      const readSequence = createSequenceReader(type, media, schemas);
      return (bytes, issues) => readSequence(decodeUtf8(bytes), issues);
    }
    case 'form': {
      const readForm = createFormReader(media, schemas);
      return (bytes, issues) =>
        validated(readForm(parsePairs(decodeUtf8(bytes), 'body'), 'body', issues), issues);
    }
    case 'multipart': {
      const readMultipart = createMultipartReader(media, schemas);
      return (bytes, issues, contentType) => readMultipart(bytes, contentType, issues);
    }
    case 'text':
    case 'events':
      return isRead
        ? (bytes, issues) => validated(coerceText(decodeUtf8(bytes), shape), issues)
        : (bytes) => decodeUtf8(bytes);
    default:
      return (bytes) => bytes;
  }
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

function decodeUtf8(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch {
    throw new WireError('is not valid UTF-8');
  }
}
