import type { Socket } from 'node:net';

export interface TruthRequest {
  readonly method: string;
  readonly path: string;
  /** Without its question mark. */
  readonly query: string;
  /** Request line and fields. */
  readonly head: string;
  readonly body: Buffer;
}

/** Answers a request in its own way; says so when it has, where it ever does. */
export type Behaviour = (socket: Socket, request: TruthRequest, onAnswered: () => void) => void;

/** By the first part of the path; numbers follow: `/delay/50`, `/stall/1000/300`. */
export function behaviourOf({ path }: TruthRequest): Behaviour {
  const [, name = ''] = path.split('/');
  return behaviours[name] ?? status(404, 'nothing is here');
}

const behaviours: Readonly<Record<string, Behaviour>> = {
  ok: status(200, 'ok'),
  /** `/delay/MS`: never earlier, by the clock. */
  delay: (socket, request, onAnswered) => {
    const [delayMs = 0] = numbersOf(request);
    atLeast(delayMs, () => status(200, 'ok')(socket, request, onAnswered));
  },
  /** `/stall/PERIOD/STALL`: nothing is answered in the first STALL ms of each PERIOD. */
  stall: (socket, request, onAnswered) => {
    const [periodMs = 1000, stallMs = 300] = numbersOf(request);
    const phaseMs = performance.now() % periodMs;
    atLeast(phaseMs < stallMs ? stallMs - phaseMs : 0, () =>
      status(200, 'ok')(socket, request, onAnswered),
    );
  },
  /** `/status/503` */
  status: (socket, request, onAnswered) => {
    const [code = 200] = numbersOf(request);
    status(code, `this is ${code}`)(socket, request, onAnswered);
  },
  /** `/flaky/3`: every third request fails. */
  flaky: (socket, request, onAnswered) => {
    const [every = 2] = numbersOf(request);
    flakyCount += 1;
    status(flakyCount % every === 0 ? 500 : 200, 'perhaps')(socket, request, onAnswered);
  },
  /** `/limit/COUNT/WINDOW`: a fixed window, aligned to the first request. */
  limit: (socket, request, onAnswered) => {
    const [count = 10, windowMs = 1000] = numbersOf(request);
    const nowMs = performance.now();
    if (nowMs >= windowEndMs) {
      windowEndMs = nowMs + windowMs;
      windowCount = 0;
    }
    windowCount += 1;
    const within = windowCount <= count;
    const retry = within ? '' : `Retry-After: ${Math.ceil((windowEndMs - nowMs) / 1000)}\r\n`;
    status(within ? 200 : 429, 'limited', retry)(socket, request, onAnswered);
  },
  echo: (socket, request, onAnswered) => {
    const { head, body } = request;
    const text = JSON.stringify({ head, body: body.toString('latin1') });
    status(200, text, 'Content-Type: application/json\r\n')(socket, request, onAnswered);
  },
  /** `/redirect/2`: so many times, then `/ok`. With a query, straight to what it says. */
  redirect: (socket, request, onAnswered) => {
    const [left = 0] = numbersOf(request);
    const next = left > 1 ? `/redirect/${left - 1}` : '/ok';
    const location = request.query === '' ? next : decodeURIComponent(request.query);
    status(302, '', `Location: ${location}\r\n`)(socket, request, onAnswered);
  },
  /** Gives a cookie of its own to whoever has none, and sends on to where it is asked for. */
  login: (socket, request, onAnswered) => {
    sessions += 1;
    const fields = `Set-Cookie: session=s${sessions}; Path=/\r\nLocation: /private\r\n`;
    status(302, '', fields)(socket, request, onAnswered);
  },
  private: (socket, request, onAnswered) => {
    const known = /^cookie: session=s\d+$/im.test(request.head);
    status(known ? 200 : 401, known ? 'welcome' : 'who are you?')(socket, request, onAnswered);
  },
  'huge-head': status(200, 'ok', `X-Huge: ${'x'.repeat(100_000)}\r\n`),
  closing: (socket, _request, onAnswered) => {
    socket.end('HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok', onAnswered);
  },
  'close-delimited': saying('HTTP/1.1 200 OK\r\n\r\nall of it', (socket) => socket.end()),
  chunked: saying(
    'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: X-Sum\r\n\r\n3;a=b\r\nhel\r\n2\r\nlo\r\n0\r\nX-Sum: 1\r\n\r\n',
  ),
  early: saying(
    'HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok',
  ),
  'no-content': saying('HTTP/1.1 204 No Content\r\n\r\n'),
  'not-modified': saying('HTTP/1.1 304 Not Modified\r\nContent-Length: 99\r\n\r\n'),
  truncated: saying('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n0123456789', (socket) =>
    socket.end(),
  ),
  'truncated-chunk': saying(
    'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhel',
    (socket) => socket.end(),
  ),
  malformed: saying('HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nok'),
  hangup: saying('', (socket) => socket.end()),
  reset: saying('', (socket) => socket.resetAndDestroy()),
  'reset-head': saying('HTTP/1.1 200 OK\r\nX: ', (socket) => socket.resetAndDestroy()),
  'reset-body': saying('HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nhel', (socket) =>
    socket.resetAndDestroy(),
  ),
  never: () => undefined,
  loris: (socket) => {
    const text = `HTTP/1.1 200 OK\r\nX-Slow: ${'x'.repeat(10_000)}`;
    let at = 0;
    const timer = setInterval(() => {
      if (socket.destroyed) return clearInterval(timer);
      socket.write(text.charAt(at));
      at += 1;
    }, 20);
  },
};

let flakyCount = 0;
let windowEndMs = 0;
let windowCount = 0;
let sessions = 0;

function status(code: number, body: string, fields = ''): Behaviour {
  const head = `HTTP/1.1 ${code} Known\r\n${fields}Content-Length: ${Buffer.byteLength(body)}\r\n\r\n`;
  return (socket, { method }, onAnswered) => {
    socket.write(method === 'HEAD' ? head : head + body);
    onAnswered();
  };
}

/** Says something, and then does what it does to the connection. */
function saying(text: string, then?: (socket: Socket) => void): Behaviour {
  return (socket, _request, onAnswered) => {
    if (text !== '') socket.write(text);
    onAnswered();
    // What is still on its way when a connection is reset is lost.
    if (then !== undefined) setTimeout(() => then(socket), text === '' ? 0 : 10);
  };
}

/** Timers of Node may fire up to a millisecond early. */
function atLeast(delayMs: number, then: () => void): void {
  if (delayMs <= 0) return then();
  const dueMs = performance.now() + delayMs;
  const look = (): void => {
    if (performance.now() < dueMs) setImmediate(look);
    else then();
  };
  setTimeout(look, delayMs);
}

function numbersOf({ path }: TruthRequest): readonly number[] {
  return path.split('/').slice(2).map(Number);
}
