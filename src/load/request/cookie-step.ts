import type { Exchange, PreparedRequest } from '../../http/exchange.ts';
import type { RequestMessage } from '../../http/message.ts';
import type { MessageTemplate } from './compile-message.ts';
import type { CompiledStep } from './compiled-step.ts';
import type { Cookie, CookieJar, CookieScope } from './cookie-jar.ts';
import { fieldValues } from './response-fields.ts';
import type { PlannedRequest, Session } from './source.ts';
import { blankContext } from './template-context.ts';

/** The cookies of a virtual user. */
export interface UserCookies {
  readonly jar: CookieJar;
  /** Where the request under way goes: what cookies of its response belong to. */
  scope: CookieScope;
}

export type CookiesOf = (session: Session) => UserCookies;

/**
 * A step that sends the cookies of the virtual user, and keeps those of the response. Where there are none to send and
 * nothing else to fill in, its request is the same every time.
 */
export function cookieStep(
  message: MessageTemplate,
  rest: Omit<PlannedRequest, 'request'>,
  prepare: (message: RequestMessage) => PreparedRequest,
  cookiesOf: CookiesOf,
): CompiledStep {
  const { variables, isConstant, url } = message;
  const scopeOf = (target: string): CookieScope => ({
    host: url.address.host,
    secure: url.scheme === 'https',
    target,
  });
  const planned = { ...rest, inspect: keepingCookies(rest.inspect, cookiesOf) };
  const first = message.render(blankContext);
  const constant = { ...planned, request: prepare(first) };
  return {
    variables,
    constant: undefined,
    plan: (context, session) => {
      const current = isConstant ? first : message.render(context);
      const user = cookiesOf(session);
      user.scope = scopeOf(current.target);
      const cookies = user.jar.cookiesFor(user.scope, Date.now());
      if (cookies.length === 0 && isConstant) return constant;
      const sent = new Set(cookies.map(({ name }) => name));
      return { ...planned, request: prepare(withCookies(current, cookies, sent)) };
    },
  };
}

/** The message that a redirect leads to, with the user's cookies for that place: also those that the redirect sets. */
export function followedMessage(
  user: UserCookies,
  { headers = '' }: Exchange,
  message: RequestMessage,
): RequestMessage {
  const { jar } = user;
  const nowMs = Date.now();
  jar.store(fieldValues(headers, 'set-cookie'), user.scope, nowMs);
  const { scheme, authority, target } = message;
  const { hostname } = new URL(`${scheme}://${authority}`);
  const host = hostname.replaceAll(/^\[|\]$/g, '');
  user.scope = { host, secure: scheme === 'https', target };
  // The message still has the cookies of the place where it was sent first.
  return withCookies(message, jar.cookiesFor(user.scope, nowMs), jar.names());
}

type Inspect = PlannedRequest['inspect'];

function keepingCookies(inspect: Inspect, cookiesOf: CookiesOf): Inspect {
  return (exchange, session) => {
    const { jar, scope } = cookiesOf(session);
    jar.store(fieldValues(exchange.headers ?? '', 'set-cookie'), scope, Date.now());
    return inspect === undefined || inspect(exchange, session);
  };
}

/** Cookies that the step itself sends are those of the start: what responses have set since takes their place. */
function withCookies(
  message: RequestMessage,
  cookies: readonly Cookie[],
  replaced: ReadonlySet<string>,
): RequestMessage {
  if (replaced.size === 0) return message;
  const own = message.headers
    .filter(isCookie)
    .flatMap(([, value]) => value.split(';'))
    .map((pair) => pair.trim())
    .filter((pair) => pair !== '' && !replaced.has(pair.split('=')[0] ?? ''));
  const all = [...own, ...cookies.map(({ name, value }) => `${name}=${value}`)];
  const others = message.headers.filter((header) => !isCookie(header));
  const headers = all.length === 0 ? others : [...others, ['Cookie', all.join('; ')] as const];
  return { ...message, headers };
}

function isCookie([name]: readonly [string, string]): boolean {
  return name.toLowerCase() === 'cookie';
}
