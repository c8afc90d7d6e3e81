import { derivedSeed, seededRandom } from '../../base/random.ts';

/** One part of a form: a text, or a file whose bytes have been read. */
export interface FormPart {
  readonly name: string;
  readonly content: string | Uint8Array;
  /** Undefined for a part that is no file. */
  readonly fileName: string | undefined;
  /** Content type; undefined: none is said for a text, `application/octet-stream` for a file. */
  readonly type: string | undefined;
}

/** A body with the `Content-Type` that belongs to it. */
export interface TypedBody {
  readonly type: string;
  readonly bytes: Uint8Array;
}

/** `multipart/form-data` (RFC 7578), its boundary from the seed; it occurs in none of the parts. */
export function multipartBody(parts: readonly FormPart[], seed: number): TypedBody {
  const contents = parts.map(({ content }) => Buffer.from(content));
  const boundary = boundaryFor(contents, seed);
  const chunks = parts.flatMap((part, index) => [
    Buffer.from(`--${boundary}\r\n${headOf(part)}\r\n`),
    contents[index] ?? Buffer.of(),
    Buffer.from('\r\n'),
  ]);
  return {
    type: `multipart/form-data; boundary=${boundary}`,
    bytes: Buffer.concat([...chunks, Buffer.from(`--${boundary}--\r\n`)]),
  };
}

/** RFC 2046, section 5.1.1, allows 70 characters. */
function boundaryFor(contents: readonly Buffer[], seed: number): string {
  for (let attempt = 0; ; attempt += 1) {
    const random = seededRandom(derivedSeed(seed, attempt));
    const digits = Array.from({ length: 24 }, () => Math.floor(random() * 36).toString(36));
    const boundary = `trivet-${digits.join('')}`;
    if (!contents.some((content) => content.includes(boundary))) return boundary;
  }
}

function headOf({ name, fileName, type }: FormPart): string {
  const file = fileName === undefined ? '' : `; filename="${escapeName(fileName)}"`;
  const contentType = type ?? (fileName === undefined ? undefined : 'application/octet-stream');
  const typeLine = contentType === undefined ? '' : `Content-Type: ${contentType}\r\n`;
  return `Content-Disposition: form-data; name="${escapeName(name)}"${file}\r\n${typeLine}`;
}

/** As browsers do it: https://html.spec.whatwg.org/#multipart/form-data-encoding-algorithm */
function escapeName(name: string): string {
  return name.replaceAll('"', '%22').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}
