import type * as zlib from 'node:zlib';
import { builtin } from '../../base/builtin.ts';
import type { JsonValue } from '../../base/json.ts';
import type { Exchange } from '../../http/exchange.ts';
import { fieldValues } from './response-fields.ts';

/** What was kept of a response; decoded once for all that look at it, and only where somebody does. */
export interface KeptResponse {
  /** Status line and fields; empty where they were not kept. */
  readonly head: string;
  /** Without its content encoding; empty where there is none, or none that can be decoded. */
  text(): string;
  /** `null` where the body is no JSON. */
  json(): JsonValue;
}

export function keptResponse({ headers: head = '', body }: Exchange): KeptResponse {
  let text: string | undefined;
  let json: JsonValue | undefined;
  const response: KeptResponse = {
    head,
    text: () => (text ??= body === undefined ? '' : decode(body, head)),
    json: () => (json ??= parse(response.text())),
  };
  return response;
}

function decode(body: Uint8Array, head: string): string {
  const [encoding = 'identity'] = fieldValues(head, 'content-encoding');
  try {
    return utf8.decode(decoders.get(encoding.toLowerCase())?.(body));
  } catch {
    // Not what its encoding says it is.
    return '';
  }
}

function parse(text: string): JsonValue {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const utf8 = new TextDecoder();

const nodeZlib: () => typeof zlib = builtin('node:zlib');

/** A body that is small on the wire may be huge. */
const options = { maxOutputLength: 64 * 2 ** 20 };

const decoders: ReadonlyMap<string, (body: Uint8Array) => Uint8Array> = new Map([
  ['identity', (body: Uint8Array) => body],
  ['gzip', (body: Uint8Array) => nodeZlib().gunzipSync(body, options)],
  ['x-gzip', (body: Uint8Array) => nodeZlib().gunzipSync(body, options)],
  ['deflate', (body: Uint8Array) => nodeZlib().inflateSync(body, options)],
  ['br', (body: Uint8Array) => nodeZlib().brotliDecompressSync(body, options)],
  ['zstd', (body: Uint8Array) => nodeZlib().zstdDecompressSync(body, options)],
]);
