import { createServer, type Server } from 'node:net';
import type { CrewPlan } from './engine/crew.ts';
import { startCrew } from './engine/crew.ts';

/**
 * How fast this machine is right now: requests per second of processor time, client and server together, of the same
 * small exchange over loopback. It is taken before and after a run, because machines change their speed.
 */
export async function calibrate(cpuUs: () => number): Promise<number> {
  const server = await listen();
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const crew = await startCrew(planFor(port));
  try {
    await crew.open(0, users);
    await crew.run(segment(warmUpMs));
    const before = cpuUs();
    const { rest } = await crew.run(segment(measureMs));
    const spentUs = Math.max(1, cpuUs() - before);
    const count = rest.reduce((sum, { sent }) => sum + sent, 0);
    return (count * 1e6) / spentUs;
  } finally {
    await crew.close();
    server.close();
  }
}

const users = 10;
const warmUpMs = 300;
const measureMs = 500;
const reply = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok';

/** Requests are small and come one at a time, so that each read is one of them. */
function listen(): Promise<Server> {
  const server = createServer((socket) => {
    socket.on('data', () => socket.write(reply));
    socket.on('error', () => socket.destroy());
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => resolve(server));
  });
}

function segment(durationMs: number): Parameters<Awaited<ReturnType<typeof startCrew>>['run']>[0] {
  return {
    side: 0,
    durationMs,
    load: { kind: 'closed', stages: [{ durationMs, from: users, to: users }] },
    requestsMax: undefined,
    graceMs: 0,
    tickMs: 0,
  };
}

function planFor(port: number): CrewPlan {
  const step = {
    name: 'reference',
    method: 'GET',
    url: `http://127.0.0.1:${port}/`,
    headers: [],
    body: undefined,
    extract: [],
    expectStatus: undefined,
    expectBody: undefined,
    thinkMs: [0, 0] as const,
  };
  return {
    workers: 1,
    seed: 1,
    http: '1.1',
    streams: 1,
    timeouts: { connectMs: 5000, firstByteMs: 5000, totalMs: 5000 },
    userAgent: 'trivet',
    sides: [
      {
        traffic: {
          kind: 'mix',
          specs: [{ name: 'reference', weight: 1, steps: [step] }],
          data: undefined,
          redirectsMax: 0,
          cookies: false,
        },
        origins: [
          {
            protocol: 'http:',
            host: '127.0.0.1',
            port,
            address: undefined,
            socketPath: undefined,
            proxy: undefined,
            tls: { insecure: false, ca: undefined, cert: undefined, key: undefined, alpn: [] },
          },
        ],
        users,
        observes: false,
      },
    ],
  };
}
