import type { PreparedRequest } from '../../http/exchange.ts';
import type { RequestMessage } from '../../http/message.ts';
import type { MessageTemplate } from './compile-message.ts';
import type { CompiledStep } from './compiled-step.ts';
import type { Cookie, CookieJar } from './cookie-jar.ts';
import { fieldValues } from './response-fields.ts';
import type { PlannedRequest, Session } from './source.ts';
import { blankContext } from './template-context.ts';

/** The cookies of a virtual user. */
export interface UserCookies {
  readonly jar: CookieJar;
  /** Target of the request that is under way: what cookies of its response belong to. */
  target: string;
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
  const scopeOf = (target: string) => ({
    host: url.address.host.toLowerCase(),
    secure: url.scheme === 'https',
    target,
  });
  const planned = {
    ...rest,
    inspect: keepingCookies(rest.inspect, (session, head) => {
      const user = cookiesOf(session);
      user.jar.store(fieldValues(head, 'set-cookie'), scopeOf(user.target), Date.now());
    }),
  };
  const first = message.render(blankContext);
  const constant = { ...planned, request: prepare(first) };
  return {
    variables,
    constant: undefined,
    plan: (context, session) => {
      const current = isConstant ? first : message.render(context);
      const user = cookiesOf(session);
      user.target = current.target;
      const cookies = user.jar.cookiesFor(scopeOf(current.target), Date.now());
      if (cookies.length === 0 && isConstant) return constant;
      return { ...planned, request: prepare(withCookies(current, cookies)) };
    },
  };
}

type Inspect = PlannedRequest['inspect'];

function keepingCookies(inspect: Inspect, keep: (session: Session, head: string) => void): Inspect {
  return (exchange, session) => {
    if (exchange.headers !== undefined) keep(session, exchange.headers);
    return inspect === undefined || inspect(exchange, session);
  };
}

/** Cookies that the step itself sends are those of the start: what responses have set since takes their place. */
function withCookies(message: RequestMessage, cookies: readonly Cookie[]): RequestMessage {
  if (cookies.length === 0) return message;
  const set = new Set(cookies.map(({ name }) => name));
  const own = message.headers
    .filter(isCookie)
    .flatMap(([, value]) => value.split(';'))
    .map((pair) => pair.trim())
    .filter((pair) => pair !== '' && !set.has(pair.split('=')[0] ?? ''));
  const all = [...own, ...cookies.map(({ name, value }) => `${name}=${value}`)].join('; ');
  const others = message.headers.filter((header) => !isCookie(header));
  return { ...message, headers: [...others, ['Cookie', all]] };
}

function isCookie([name]: readonly [string, string]): boolean {
  return name.toLowerCase() === 'cookie';
}
