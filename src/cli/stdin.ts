import type { Readable } from 'node:stream';
import { TrivetError } from '../base/errors.ts';

/** More than any document may have; keeps an endless pipe from filling the memory. */
export const stdinBytesMax: number = 64 * 1024 * 1024;

/** All of a stream as UTF-8 text. Throws `INPUT_TOO_LARGE`, and `INTERRUPTED` when the signal fires. */
export async function readAll(stream: Readable, signal: AbortSignal): Promise<string> {
  const chunks: Uint8Array[] = [];
  let sizeBytes = 0;
  for await (const chunk of interruptible(stream, signal)) {
    sizeBytes += chunk.length;
    if (sizeBytes > stdinBytesMax) throw tooLarge();
    chunks.push(chunk);
  }
  return new TextDecoder().decode(Buffer.concat(chunks));
}

/** A stream as it arrives. Throws `INTERRUPTED` when the signal fires. */
export async function* interruptible(
  stream: Readable,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  const stop = (): void =>
    void stream.destroy(new TrivetError('INTERRUPTED', 'Stopped while reading standard input.'));
  if (signal.aborted) stop();
  signal.addEventListener('abort', stop, { once: true });
  try {
    yield* stream as AsyncIterable<Uint8Array>;
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

function tooLarge(): TrivetError {
  const limit = `${stdinBytesMax / 1024 / 1024} MiB`;
  return new TrivetError('INPUT_TOO_LARGE', `Standard input holds more than ${limit}.`, {
    hint: 'Check what is piped in; no real API description is that large.',
  });
}
