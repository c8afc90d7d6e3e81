import { TrivetError } from '../../base/errors.ts';
import type { Origin } from '../../http/origin.ts';
import { decodePercent } from '../../openapi/pointer.ts';
import { urlEscaping } from './escaping.ts';
import { parseTemplate, type Piece } from './parse-template.ts';
import { compilePieces, type Template } from './template.ts';

/** Where a URL leads; `Origin` has more that is needed to get there. */
export type OriginAddress = Pick<Origin, 'protocol' | 'host' | 'port'>;

/** The URL of a step, ready to be filled in. */
export interface UrlTemplate {
  readonly address: OriginAddress;
  readonly scheme: 'http' | 'https';
  /** Value of `Host`: `api.example.com:8080`, without the port where it is the usual one. */
  readonly authority: string;
  /** Value of `Authorization`, of a user and password in the URL. */
  readonly authorization: string | undefined;
  /** Path and query. */
  readonly target: Template;
}

/**
 * Compiles the URL of a step. What a URL cannot hold (spaces, quotes, letters beyond ASCII) is percent-encoded, and so
 * are inserted values; the rest is sent as it is written, dots in the path included. Fragments are not sent.
 * @throws TrivetError `USAGE` for what is no http(s) URL, and for a placeholder in its host: connections are opened
 * before the first request is made
 */
export function compileUrl(url: string): UrlTemplate {
  const { scheme, authority, rest } = splitUrl(url);
  const { host, port, hostname, username, password } = parseAuthority(url, scheme, authority);
  return {
    address: {
      protocol: `${scheme}:`,
      host: hostname.replaceAll(/^\[|\]$/g, ''),
      port: port === '' ? usualPorts[scheme] : Number(port),
    },
    scheme,
    authority: host,
    authorization: credentialsOf(username, password),
    target: compilePieces(targetPieces(rest), urlEscaping),
  };
}

interface UrlParts {
  readonly scheme: 'http' | 'https';
  readonly authority: string;
  readonly rest: string;
}

function splitUrl(url: string): UrlParts {
  const match = /^(https?):\/\/([^/?#]*)(.*)$/is.exec(url.trim());
  const [, scheme = '', authority = '', rest = ''] = match ?? [];
  if (match === null || authority === '') {
    throw new TrivetError('USAGE', `${url} is no absolute http or https URL.`, {
      hint: url.startsWith('{{')
        ? 'Write protocol, host and port out: templates can fill in the path and the query only.'
        : 'Write it as https://host:port/path.',
    });
  }
  if (authority.includes('{{')) {
    throw new TrivetError('USAGE', `${url} has a template in its host.`, {
      hint: 'Write host and port out: templates can fill in the path and the query only.',
    });
  }
  return { scheme: scheme.toLowerCase() === 'http' ? 'http' : 'https', authority, rest };
}

function parseAuthority(url: string, scheme: string, authority: string): URL {
  const base = `${scheme}://${authority}`;
  if (URL.canParse(base)) return new URL(base);
  throw new TrivetError('USAGE', `${url} has no valid host.`, {
    hint: 'Write it as https://host:port/path.',
  });
}

const usualPorts = { http: 80, https: 443 } as const;

/** RFC 7617. */
function credentialsOf(username: string, password: string): string | undefined {
  if (username === '' && password === '') return undefined;
  const pair = `${decodePercent(username)}:${decodePercent(password)}`;
  return `Basic ${Buffer.from(pair).toString('base64')}`;
}

/** Literals as they are sent, up to the fragment; the path has at least its slash. */
function targetPieces(rest: string): readonly Piece[] {
  const pieces: Piece[] = rest.startsWith('/') ? [] : ['/'];
  for (const piece of parseTemplate(rest)) {
    const fragment = typeof piece === 'string' ? piece.indexOf('#') : -1;
    const last = pieces.at(-1);
    if (typeof piece !== 'string') {
      pieces.push(piece);
    } else {
      const literal = encodeLiteral(fragment === -1 ? piece : piece.slice(0, fragment));
      if (typeof last === 'string') pieces[pieces.length - 1] = last + literal;
      else pieces.push(literal);
    }
    if (fragment !== -1) break;
  }
  return pieces;
}

/** What RFC 3986 has no place for; `%41` stays as it is. */
function encodeLiteral(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/[^!-~]|["<>\\^`{|}]/gu, (character) => encodeURIComponent(character));
}
