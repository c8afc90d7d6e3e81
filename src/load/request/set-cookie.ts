/** One cookie as a response sets it. */
export interface SetCookie {
  readonly name: string;
  readonly value: string;
  /** Lower case, without a leading dot; undefined: for the host that set it only. */
  readonly domain: string | undefined;
  /** Undefined: the folder of the request. */
  readonly path: string | undefined;
  /** Unix time; undefined: as long as the session. */
  readonly expiresMs: number | undefined;
  readonly secure: boolean;
}

/**
 * The value of a `Set-Cookie` field (RFC 6265, section 5.2; `Max-Age` counts before `Expires`). Undefined for what is
 * to be ignored.
 */
export function parseSetCookie(field: string, nowMs: number): SetCookie | undefined {
  const [pair = '', ...attributes] = field.split(';');
  const equals = pair.indexOf('=');
  const name = pair.slice(0, equals).trim();
  if (equals === -1 || name === '' || control.test(field)) return undefined;
  const read = new Map<string, string>();
  for (const attribute of attributes) {
    const [key = '', ...rest] = attribute.split('=');
    // The last one of a name counts.
    read.set(key.trim().toLowerCase(), rest.join('=').trim());
  }
  const domain = read.get('domain')?.replace(/^\./, '').toLowerCase();
  const path = read.get('path');
  return {
    name,
    value: pair.slice(equals + 1).trim(),
    domain: domain === '' ? undefined : domain,
    path: path?.startsWith('/') === true ? path : undefined,
    expiresMs: expiryOf(read, nowMs),
    secure: read.has('secure'),
  };
}

// oxlint-disable-next-line no-control-regex -- they are what is looked for.
const control = /[\0-\x08\x0a-\x1f\x7f]/;

function expiryOf(read: ReadonlyMap<string, string>, nowMs: number): number | undefined {
  const age = read.get('max-age') ?? '';
  if (/^-?\d+$/.test(age)) return Number(age) <= 0 ? 0 : nowMs + Number(age) * 1000;
  const date = Date.parse(read.get('expires') ?? '');
  return Number.isNaN(date) ? undefined : date;
}
