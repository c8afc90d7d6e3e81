import { isIP } from 'node:net';
import { parseSetCookie, type SetCookie } from './set-cookie.ts';

/** Where a request goes, as far as cookies care. */
export interface CookieScope {
  /** Lower case, without port and brackets. */
  readonly host: string;
  /** Path of the request, a query may follow. */
  readonly target: string;
  readonly secure: boolean;
}

/**
 * The cookies of one virtual user (RFC 6265, sections 5.3 and 5.4). There is no list of public suffixes: a domain must
 * have a dot and hold the host that sets it.
 */
export class CookieJar {
  /** By domain, path and name; the order is that of their creation. */
  readonly #cookies = new Map<string, StoredCookie>();

  /** Keeps what a response to a request sets, and forgets what it ends. */
  store(fields: readonly string[], scope: CookieScope, nowMs: number): void {
    for (const field of fields) {
      const cookie = parseSetCookie(field, nowMs);
      if (cookie !== undefined) this.#keep(cookie, scope, nowMs);
    }
  }

  /** Those to be sent with a request, longer paths first, older ones first among equals. */
  cookiesFor({ host, target, secure }: CookieScope, nowMs: number): readonly Cookie[] {
    if (this.#cookies.size === 0) return [];
    const path = pathOf(target);
    const found: StoredCookie[] = [];
    for (const [key, cookie] of this.#cookies) {
      if (cookie.expiresMs <= nowMs) this.#cookies.delete(key);
      else if (
        (cookie.hostOnly ? host === cookie.domain : domainMatches(host, cookie.domain)) &&
        pathMatches(path, cookie.path) &&
        (secure || !cookie.secure)
      ) {
        found.push(cookie);
      }
    }
    return found.toSorted((a, b) => b.path.length - a.path.length);
  }

  /** Of all cookies, wherever they are sent. */
  names(): ReadonlySet<string> {
    return new Set(Array.from(this.#cookies.values(), ({ name }) => name));
  }

  #keep(cookie: SetCookie, { host, target, secure }: CookieScope, nowMs: number): void {
    const { name, value, domain = host, path = folderOf(target), expiresMs = Infinity } = cookie;
    const isShared = domain !== host;
    if (isShared && (!domainMatches(host, domain) || !domain.includes('.'))) return;
    // A connection that anybody can change may not touch what is meant for safe ones (RFC 6265bis, section 5.7).
    if (cookie.secure && !secure) return;
    const key = `${domain}\n${path}\n${name}`;
    if (expiresMs <= nowMs) {
      this.#cookies.delete(key);
    } else if (this.#cookies.has(key) || this.#cookies.size < cookiesMax) {
      const hostOnly = cookie.domain === undefined;
      this.#cookies.set(key, {
        name,
        value,
        domain,
        path,
        expiresMs,
        hostOnly,
        secure: cookie.secure,
      });
    }
  }
}

export interface Cookie {
  readonly name: string;
  readonly value: string;
}

interface StoredCookie extends Cookie {
  readonly domain: string;
  readonly path: string;
  /** `Infinity` for the length of the session. */
  readonly expiresMs: number;
  readonly hostOnly: boolean;
  readonly secure: boolean;
}

/** More than any browser keeps for one site. */
const cookiesMax = 300;

/** RFC 6265, section 5.1.3. */
function domainMatches(host: string, domain: string): boolean {
  return host === domain || (host.endsWith(`.${domain}`) && isIP(host) === 0);
}

/** RFC 6265, section 5.1.4. */
function pathMatches(path: string, cookiePath: string): boolean {
  if (!path.startsWith(cookiePath)) return false;
  return (
    path.length === cookiePath.length || cookiePath.endsWith('/') || path[cookiePath.length] === '/'
  );
}

/** The default path: that of the request up to its last slash. */
function folderOf(target: string): string {
  const path = pathOf(target);
  const slash = path.lastIndexOf('/');
  return slash <= 0 ? '/' : path.slice(0, slash);
}

function pathOf(target: string): string {
  const query = target.indexOf('?');
  return query === -1 ? target : target.slice(0, query);
}
