import { isJsonObject, type JsonObject, type JsonValue } from '../../base/json.ts';
import { readHarBody } from './har-body.ts';
import { numberOf, pairsOf, textOf } from './har-values.ts';
import { literalTemplate } from './parse-template.ts';
import type { StepSpec } from './source.ts';

/** A request of a recording. */
export interface HarEntry {
  readonly url: URL;
  readonly step: StepSpec;
  /** Unix times; NaN where they are not recorded. */
  readonly startMs: number;
  readonly endMs: number;
  /** There was one, and the recording does not have all of it. */
  readonly bodyMissing: boolean;
}

/** Undefined for what is no request of HTTP: `data:`, `blob:`, `ws:`, entries without a URL. */
export function readHarEntry(entry: JsonObject): HarEntry | undefined {
  const request = isJsonObject(entry['request']) ? entry['request'] : {};
  const address = textOf(request['url']);
  const url = URL.canParse(address) ? new URL(address) : undefined;
  const method = textOf(request['method']).toUpperCase();
  if (url === undefined || !/^https?:$/.test(url.protocol)) return undefined;
  if (method === '' || method === 'CONNECT' || entry['_resourceType'] === 'websocket') {
    return undefined;
  }
  const { body, type, missing } = readHarBody(request);
  const startMs = Date.parse(textOf(entry['startedDateTime']));
  return {
    url,
    step: {
      name: `${method} ${url.pathname}`,
      method,
      url: literalTemplate(address),
      headers: headersOf(request, type),
      body,
      extract: [],
      expectStatus: expectedStatuses(entry['response']),
      expectBody: undefined,
      thinkMs: [0, 0],
    },
    startMs,
    endMs: startMs + Math.max(0, numberOf(entry['time'])),
    bodyMissing: missing,
  };
}

function headersOf(request: JsonObject, type: string | undefined): StepSpec['headers'] {
  const recorded = pairsOf(request['headers']).filter(
    ([name]) => name !== '' && !name.startsWith(':') && !ofConnection.has(name.toLowerCase()),
  );
  const has = (wanted: string): boolean => recorded.some(([name]) => name.toLowerCase() === wanted);
  const cookies = pairsOf(request['cookies']).map(([name, value]) => `${name}=${value}`);
  const added: (readonly [string, string])[] = [];
  if (cookies.length > 0 && !has('cookie')) added.push(['Cookie', cookies.join('; ')]);
  if (type !== undefined) added.push(['Content-Type', type]);
  const kept =
    type === undefined
      ? recorded
      : recorded.filter(([name]) => name.toLowerCase() !== 'content-type');
  return [...kept, ...added].map(([name, value]) => [name, literalTemplate(value)]);
}

/** Fields of one connection, and what is computed anew (RFC 9110, section 7.6.1). */
const ofConnection: ReadonlySet<string> = new Set([
  'connection',
  'content-length',
  'host',
  'http2-settings',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** What was refused while recording may be refused again. */
function expectedStatuses(response: JsonValue | undefined): readonly number[] | undefined {
  const status = isJsonObject(response) ? numberOf(response['status']) : 0;
  if (!Number.isInteger(status) || status < 400 || status > 599) return undefined;
  return [...Array.from({ length: 300 }, (_, index) => 100 + index), status];
}
