import type { Exchange, PreparedRequest } from '../../http/exchange.ts';
import type { RequestMessage } from '../../http/message.ts';
import { fieldValues } from '../request/response-fields.ts';

/** Where a redirect leads, as the message that is sent next. */
export interface Redirect {
  readonly url: URL;
  /** It leads to where the request was sent, by the names that client and server use: `Host` may say another than the URL. */
  readonly stays: boolean;
  readonly message: RequestMessage;
}

/**
 * The request that a response sends the client on with (RFC 9110 section 15.4), or `undefined` where it does not: 303,
 * and 301 and 302 after a POST, are followed with GET, as browsers do. Credentials stay with the host they were for, and
 * are not sent in clear where they were not before.
 */
export function redirectOf(message: RequestMessage, exchange: Exchange): Redirect | undefined {
  const { status, headers = '' } = exchange;
  if (!redirects.has(status)) return undefined;
  const [location] = fieldValues(headers, 'location');
  const base = `${message.scheme}://${message.authority}${message.target}`;
  if (location === undefined || !URL.canParse(location, base)) return undefined;
  const url = new URL(location, base);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return undefined;
  const becomesGet =
    status === 303 ? message.method !== 'HEAD' : status < 303 && message.method === 'POST';
  const from = new URL(base);
  const stays = url.host === from.host && url.protocol === from.protocol;
  const keepsSecrets = stays || (url.host === from.host && url.protocol === 'https:');
  return {
    url,
    stays,
    message: {
      ...message,
      method: becomesGet ? 'GET' : message.method,
      scheme: url.protocol === 'https:' ? 'https' : 'http',
      authority: url.host,
      target: `${url.pathname}${url.search}`,
      body: becomesGet ? undefined : message.body,
      headers: message.headers.filter(([name]) => {
        const lower = name.toLowerCase();
        return (
          !(becomesGet && lower.startsWith('content-')) && (keepsSecrets || !secrets.has(lower))
        );
      }),
    },
  };
}

/** Remembers the message that each request was prepared from, so that it can be sent elsewhere. */
export class MessageMemory {
  readonly #messages = new WeakMap<PreparedRequest, RequestMessage>();

  note(request: PreparedRequest, message: RequestMessage): PreparedRequest {
    this.#messages.set(request, message);
    return request;
  }

  of(request: PreparedRequest): RequestMessage | undefined {
    return this.#messages.get(request);
  }
}

const redirects: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);
const secrets: ReadonlySet<string> = new Set(['authorization', 'cookie', 'proxy-authorization']);
