import type { RawRequest } from '../spec.ts';

/** How callers identify themselves, as data. */
export interface SecuritySchemeSpec {
  readonly kind: 'apiKey' | 'basic' | 'bearer' | 'http' | 'mutualTLS';
  /** What a bearer token is. */
  readonly token?: 'jwt' | 'opaque';
  /** For `apiKey`. */
  readonly in?: 'header' | 'query' | 'cookie';
  /** For `apiKey`: name of the header (lower case), query parameter or cookie. For `http`: the scheme, lower case. */
  readonly key?: string;
}

/** By the ids that `security` of an operation names. */
export type SecuritySchemes = { readonly [id: string]: SecuritySchemeSpec };

export interface BearerCredentials {
  readonly kind: 'bearer';
  readonly token: string;
}

export interface BasicCredentials {
  readonly kind: 'basic';
  readonly username: string;
  readonly password: string;
}

export interface ApiKeyCredentials {
  readonly kind: 'apiKey';
  readonly key: string;
}

/** Another scheme of the `Authorization` header, for instance `digest`. */
export interface HttpCredentials {
  readonly kind: 'http';
  readonly scheme: string;
  /** All that follows the scheme. */
  readonly value: string;
}

/** The certificate belongs to the connection: ask the TLS terminator in front, for instance by its request headers. */
export interface MutualTlsCredentials {
  readonly kind: 'mutualTLS';
}

export type Credentials =
  | BearerCredentials
  | BasicCredentials
  | ApiKeyCredentials
  | HttpCredentials
  | MutualTlsCredentials;

/** The credentials that callers of a scheme send. */
export type CredentialsOf<Spec extends SecuritySchemeSpec> = Extract<
  Credentials,
  { readonly kind: Spec['kind'] }
>;

/** What the request holds for a scheme; `undefined` where it holds nothing, or nothing readable. */
export function readCredentials(
  spec: SecuritySchemeSpec,
  request: RawRequest,
): Credentials | undefined {
  if (spec.kind === 'mutualTLS') return { kind: 'mutualTLS' };
  if (spec.kind === 'apiKey') {
    const key = apiKeyOf(spec, request);
    return key === undefined || key === '' ? undefined : { kind: 'apiKey', key };
  }
  const scheme = schemeOf(spec);
  const header = single(request.headers['authorization']) ?? '';
  const space = header.indexOf(' ');
  if (space < 0 || header.slice(0, space).toLowerCase() !== scheme.toLowerCase()) return undefined;
  const value = header.slice(space + 1).trim();
  if (value === '') return undefined;
  if (spec.kind === 'bearer') return { kind: 'bearer', token: value };
  return spec.kind === 'basic' ? basicOf(value) : { kind: 'http', scheme, value };
}

/** One challenge of a `WWW-Authenticate` header (RFC 9110, 11.6.1; errors of bearer tokens: RFC 6750, 3.1). */
export function challengeOf(
  spec: SecuritySchemeSpec,
  realm: string,
  reason: 'missing' | 'invalid' | 'scopes',
  scopes: readonly string[],
): string {
  const parameters = [`realm=${quote(realm)}`];
  if (spec.kind === 'basic') parameters.push('charset="UTF-8"');
  if (spec.kind === 'apiKey')
    parameters.push(`in="${spec.in ?? 'header'}"`, `name=${quote(spec.key ?? '')}`);
  if (spec.kind === 'bearer' && reason === 'invalid') parameters.push('error="invalid_token"');
  if (reason === 'scopes') {
    parameters.push('error="insufficient_scope"', `scope=${quote(scopes.join(' '))}`);
  }
  return `${schemeOf(spec)} ${parameters.join(', ')}`;
}

function schemeOf(spec: SecuritySchemeSpec): string {
  if (spec.kind === 'bearer') return 'Bearer';
  if (spec.kind === 'basic') return 'Basic';
  // API keys and client certificates have no registered scheme, but a 401 must have a challenge.
  if (spec.kind === 'apiKey') return 'ApiKey';
  return spec.kind === 'mutualTLS' ? 'MutualTLS' : (spec.key ?? '');
}

/** A quoted-string of printable ASCII. */
function quote(text: string): string {
  return `"${text.replaceAll(/[^\x20-\x7e]/g, '?').replaceAll(/["\\]/g, String.raw`\$&`)}"`;
}

function apiKeyOf(spec: SecuritySchemeSpec, request: RawRequest): string | undefined {
  const name = spec.key ?? '';
  if (spec.in === 'query') {
    const query = request.url.indexOf('?');
    if (query < 0) return undefined;
    return single(new URLSearchParams(request.url.slice(query + 1)).getAll(name));
  }
  if (spec.in === 'cookie') return cookieOf(single(request.headers['cookie']) ?? '', name);
  return single(request.headers[name.toLowerCase()]);
}

/** Credentials given twice are ambiguous, and count as not given. */
function single(values: string | readonly string[] | undefined): string | undefined {
  if (typeof values === 'string' || values === undefined) return values;
  return values.length === 1 ? values[0] : undefined;
}

function cookieOf(header: string, name: string): string | undefined {
  const values: string[] = [];
  for (const pair of header.split(';')) {
    const equals = pair.indexOf('=');
    if (equals > 0 && pair.slice(0, equals).trim() === name) {
      values.push(
        pair
          .slice(equals + 1)
          .trim()
          .replace(/^"(.*)"$/, '$1'),
      );
    }
  }
  const value = single(values);
  if (value === undefined) return undefined;
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

/** RFC 7617: base64 of `user-id:password` in UTF-8; the user id cannot hold a colon. */
function basicOf(value: string): BasicCredentials | undefined {
  let text: string;
  try {
    const bytes = Uint8Array.from(atob(value), (character) => character.charCodeAt(0));
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
  const colon = text.indexOf(':');
  if (colon < 0) return undefined;
  return { kind: 'basic', username: text.slice(0, colon), password: text.slice(colon + 1) };
}
