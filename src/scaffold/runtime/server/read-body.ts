import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import type { IncomingMessage } from 'node:http';
import type { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
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
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  const collect = async (source: AsyncIterable<Uint8Array>): Promise<void> => {
    for await (const chunk of source) {
      bytes += chunk.length;
      if (bytes > limitBytes) throw tooLarge(limitBytes);
      chunks.push(chunk);
    }
  };
  try {
    // Not `pipeline` for plain bodies: it would destroy the connection that a 413 has to be written to.
    if (isPlain) await collect(request.iterator({ destroyOnReturn: false }));
    else await pipeline(request.iterator({ destroyOnReturn: false }), inflater(encoding), collect);
  } catch (error) {
    // What is still to come is read and dropped: the connection can be used again, and closed.
    request.resume();
    throw error instanceof HttpError ? error : badRequest('The body cannot be read');
  }
  return Buffer.concat(chunks);
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
