import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import type { IncomingMessage } from 'node:http';
import type { Readable, Transform } from 'node:stream';
import { badRequest, HttpError, payloadTooLarge } from '../http-error.ts';

/**
 * The whole body of a request, inflated where it came compressed (gzip, deflate, br); `undefined` where there is none.
 * Throws `HttpError` 413 for more than `limitBytes` (counted inflated), 415 for other encodings, 400 for broken ones.
 */
export async function readBody(
  request: IncomingMessage,
  limitBytes: number,
): Promise<Uint8Array | undefined> {
  const { headers } = request;
  const length = headers['content-length'];
  if (length === undefined && headers['transfer-encoding'] === undefined) return undefined;
  const encoding = headers['content-encoding']?.trim().toLowerCase() ?? 'identity';
  const isPlain = encoding === 'identity' || encoding === '';
  if (isPlain && Number(length) > limitBytes) throw tooLarge(limitBytes);
  const source = isPlain ? request : request.pipe(inflater(encoding));
  try {
    return await collect(source, request, limitBytes);
  } catch (error) {
    if (source !== request) {
      request.unpipe();
      source.destroy();
    }
    // What is still to come is read and dropped: the connection can be used again, and closed.
    request.resume();
    throw error instanceof HttpError ? error : badRequest('The body cannot be read');
  }
}

/** By events: an async iterator costs more than all the rest of a small request. */
function collect(
  source: Readable,
  request: IncomingMessage,
  limitBytes: number,
): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const chunks: Uint8Array[] = [];
    let bytes = 0;
    source.on('data', (chunk: Uint8Array) => {
      bytes += chunk.length;
      if (bytes > limitBytes) reject(tooLarge(limitBytes));
      else chunks.push(chunk);
    });
    source.once('end', () => {
      const [first] = chunks;
      resolve(chunks.length === 1 && first !== undefined ? first : Buffer.concat(chunks));
    });
    source.once('error', reject);
    request.once('error', reject);
    request.once('close', () => {
      if (!request.complete) reject(new Error('The connection was closed'));
    });
  });
}

function inflater(encoding: string): Transform {
  if (encoding === 'gzip' || encoding === 'x-gzip') return createGunzip();
  if (encoding === 'deflate') return createInflate();
  if (encoding === 'br') return createBrotliDecompress();
  throw new HttpError(415, `The content encoding ${encoding} is not supported`, {
    headers: { 'accept-encoding': 'gzip, deflate, br' },
  });
}

function tooLarge(limitBytes: number): HttpError {
  return payloadTooLarge(`The body is larger than ${limitBytes} bytes`);
}
