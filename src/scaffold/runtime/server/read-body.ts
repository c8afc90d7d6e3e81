import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import type { IncomingMessage } from 'node:http';
import type { Readable, Transform } from 'node:stream';
import { badRequest, HttpError, payloadTooLarge } from '../http-error.ts';

type Done = (error: HttpError | undefined, body?: Uint8Array) => void;

/** As `takeBody`, for callers that wait for a promise. */
export function readBody(
  request: IncomingMessage,
  limitBytes: number,
): Promise<Uint8Array | undefined> {
  return new Promise((resolve, reject) => {
    takeBody(request, limitBytes, (error, body) => {
      if (error === undefined) resolve(body);
      else reject(error);
    });
  });
}

/**
 * The whole body of a request, inflated where it came compressed (gzip, deflate, br); `undefined` where there is none.
 * Fails with 413 for more than `limitBytes` (counted inflated), 415 for other encodings, 400 for broken ones.
 */
export function takeBody(request: IncomingMessage, limitBytes: number, done: Done): void {
  const { headers } = request;
  const length = headers['content-length'];
  if (length === undefined && headers['transfer-encoding'] === undefined) return done(undefined);
  const encoding = headers['content-encoding']?.trim().toLowerCase() ?? '';
  if (encoding === '' || encoding === 'identity') {
    if (Number(length) > limitBytes) done(tooLarge(limitBytes));
    else collect(request, request, limitBytes, done);
    return;
  }
  const inflate = inflater(encoding);
  if (inflate === undefined) done(unsupported(encoding));
  else collect(request.pipe(inflate), request, limitBytes, done);
}

/** By events: an async iterator costs more than all the rest of a small request. */
function collect(source: Readable, request: IncomingMessage, limitBytes: number, done: Done): void {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  let isDone = false;
  const fail = (error?: unknown): void => {
    if (isDone) return;
    isDone = true;
    if (source !== request) {
      request.unpipe();
      source.destroy();
    }
    // What is still to come is read and dropped: the connection can be used again, and closed.
    request.resume();
    done(error instanceof HttpError ? error : badRequest('The body cannot be read'));
  };
  source.on('data', (chunk: Uint8Array) => {
    bytes += chunk.length;
    if (bytes > limitBytes) fail(tooLarge(limitBytes));
    else chunks.push(chunk);
  });
  source.once('end', () => {
    if (isDone) return;
    isDone = true;
    const [first] = chunks;
    done(undefined, chunks.length === 1 && first !== undefined ? first : Buffer.concat(chunks));
  });
  request.once('error', fail);
  if (source !== request) source.once('error', fail);
  request.once('close', () => {
    if (!request.complete) fail();
  });
}

function inflater(encoding: string): Transform | undefined {
  if (encoding === 'gzip' || encoding === 'x-gzip') return createGunzip();
  if (encoding === 'deflate') return createInflate();
  return encoding === 'br' ? createBrotliDecompress() : undefined;
}

function unsupported(encoding: string): HttpError {
  return new HttpError(415, `The content encoding ${encoding} is not supported`, {
    headers: { 'accept-encoding': 'gzip, deflate, br' },
  });
}

function tooLarge(limitBytes: number): HttpError {
  return payloadTooLarge(`The body is larger than ${limitBytes} bytes`);
}
