import { addText, maxPairs, tooMany } from './fields.ts';
import { createFormReader, encodingOf } from './form.ts';
import { matchMediaType } from '../media-type.ts';
import { setOwn } from '../own.ts';
import { shapeOf, type Shape } from './shape.ts';
import type { Issue, MediaTypeSpec, Schemas } from '../spec.ts';

/** Reads a `multipart/form-data` body; `contentType` is the header with its boundary. */
export type MultipartReader = (
  bytes: Uint8Array,
  contentType: string,
  issues: Issue[],
) => Promise<unknown>;

/**
 * Properties that are declared binary, or without any type, take files (`File`); for all others a part is a text,
 * also where it was sent as a file, and is read like a field of an urlencoded form.
 */
export function createMultipartReader(media: MediaTypeSpec, schemas: Schemas): MultipartReader {
  const shape = shapeOf(media.schema ?? true, schemas);
  const readForm = createFormReader(media, schemas);
  return async (bytes, contentType, issues) => {
    const parts = await parseParts(bytes, contentType);
    if (parts === undefined) {
      issues.push({ field: 'body', message: 'is not valid multipart/form-data' });
      return undefined;
    }
    const texts = new Map<string, string[]>();
    const files = new Map<string, File[]>();
    for (const [name, part] of parts) {
      const element = elementOf(shape.property(name));
      const takesFile = element.binary || (element.types === undefined && isFile(part));
      if (!takesFile) addText(texts, name, isFile(part) ? await part.text() : part);
      else if (isFile(part)) addFile(files, name, part, media, issues);
      else issues.push({ field: `body.${name}`, message: 'must be a file' });
    }
    const form = readForm({ texts, decode: (text) => text }, 'body', issues);
    for (const [name, found] of files) putFiles(form, name, found, shape.property(name), issues);
    for (const issue of shape.validate(withoutFiles(form), 'body')) issues.push(issue);
    return form;
  };
}

type Part = string | File;

function isFile(part: Part): part is File {
  return typeof part !== 'string';
}

async function parseParts(
  bytes: Uint8Array,
  contentType: string,
): Promise<readonly (readonly [string, Part])[] | undefined> {
  let form: FormData;
  try {
    form = await new Response(bytes.slice(), {
      headers: { 'content-type': contentType },
    }).formData();
  } catch {
    return undefined;
  }
  const parts = [...form] as (readonly [string, Part])[];
  if (parts.length > maxPairs) throw tooMany('body');
  return parts;
}

/** What one part is an instance of: arrays come part by part. */
function elementOf(shape: Shape): Shape {
  return shape.kinds[0] === 'list' ? shape.item(0) : shape;
}

function addFile(
  files: Map<string, File[]>,
  name: string,
  file: File,
  media: MediaTypeSpec,
  issues: Issue[],
): void {
  const allowed = encodingOf(media, name)
    .contentType?.split(',')
    .map((type) => type.trim().toLowerCase());
  const [type = ''] = file.type.toLowerCase().split(';');
  if (allowed !== undefined && matchMediaType(type.trim(), allowed) === undefined) {
    issues.push({ field: `body.${name}`, message: `must be of type ${allowed.join(' or ')}` });
  }
  const known = files.get(name);
  if (known) known.push(file);
  else files.set(name, [file]);
}

function putFiles(
  form: Record<string, unknown>,
  name: string,
  files: readonly File[],
  shape: Shape,
  issues: Issue[],
): void {
  const isList = shape.kinds[0] === 'list' || (shape.types === undefined && files.length > 1);
  if (!isList && files.length > 1) {
    issues.push({ field: `body.${name}`, message: 'must be given only once' });
  }
  setOwn<unknown>(form, name, isList ? files : files[0]);
}

/** For the schema a file is a string of as many characters as it has bytes. */
function withoutFiles(form: Record<string, unknown>): Record<string, unknown> {
  const plain: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(form)) {
    setOwn(plain, name, Array.isArray(value) ? value.map(standIn) : standIn(value));
  }
  return plain;
}

function standIn(value: unknown): unknown {
  return value instanceof File ? 'x'.repeat(value.size) : value;
}
