import type { Channel, PreparedRequest } from '../../src/http/exchange.ts';
import { faultNames } from '../../src/http/fault.ts';
import { createHttp2Channels } from '../../src/http/h2/connection.ts';
import { prepareHttp2 } from '../../src/http/h2/prepare.ts';

// node bench/h2/client.ts <url> <requests> <connections> <streams>: sends so many requests in a closed loop, and prints
// how many succeeded.
const [target = '', requests = '1000', connections = '1', streams = '1'] = process.argv.slice(2);
const url = new URL(target);
const scheme = url.protocol === 'https:' ? 'https' : 'http';
const request: PreparedRequest = prepareHttp2({
  method: 'GET',
  target: url.pathname,
  authority: url.host,
  scheme,
  headers: [['user-agent', 'h2load nghttp2/1.52.0']],
  body: undefined,
  keep: 'nothing',
});

let left = Number(requests);
let under = 0;
let succeeded = 0;
const owner = {
  onDone(channel: Channel): void {
    under -= 1;
    const { fault, status } = channel.exchange;
    if (fault === 0 && status === 200) succeeded += 1;
    else console.error(faultNames[fault], status);
    next(channel);
  },
};
const channels: readonly Channel[] = Array.from({ length: Number(connections) }, () =>
  createHttp2Channels({
    origin: {
      protocol: `${scheme}:`,
      host: url.hostname,
      port: Number(url.port),
      address: undefined,
      socketPath: undefined,
      proxy: undefined,
      tls: { insecure: true, ca: undefined, cert: undefined, key: undefined, alpn: ['h2'] },
    },
    count: Number(streams),
    owner,
    watcher: { onConnected: () => {}, onIdleClose: () => {} },
    timeouts: { connectMs: 5000, firstByteMs: 5000, totalMs: 10_000 },
    now: () => performance.now(),
  }),
).flat();
await Promise.all(channels.map((channel) => channel.open()));
for (const channel of channels) next(channel);

function next(channel: Channel): void {
  if (left > 0) {
    left -= 1;
    under += 1;
    channel.send(request);
  } else if (under === 0) {
    for (const other of channels) other.close();
    console.log(succeeded);
  }
}
