import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** What the server has seen so far: the truth that a load test is held to. */
export interface TruthReport {
  /** Requests that arrived whole, by method and path (without query). */
  readonly requests: Readonly<Record<string, number>>;
  /** All of them. */
  readonly total: number;
  /** Connections that were accepted. */
  readonly connections: number;
  /** Most connections that were open at once. */
  readonly openMax: number;
  /** Most requests that were under way at once. */
  readonly busyMax: number;
  /** Bytes of all bodies. */
  readonly bodyBytes: number;
  /** Different queries, by path; at most some thousands. */
  readonly queries: Readonly<Record<string, readonly string[]>>;
}

/** An HTTP server with known behaviour, in a process of its own; `truth-behaviours.ts` lists its paths. */
export interface TruthServer extends AsyncDisposable {
  readonly port: number;
  readonly url: (path: string) => string;
  readonly report: () => Promise<TruthReport>;
  /** As `kill -9` does; resolves when the process is gone. */
  readonly kill: () => Promise<void>;
  /** Stops the process where it stands, and lets it go on. */
  readonly freeze: () => void;
  readonly thaw: () => void;
}

/** @param port where it listens, for one that comes back at the same place */
export async function startTruth(port = 0): Promise<TruthServer> {
  const file = fileURLToPath(new URL('truth-process.ts', import.meta.url));
  const child = fork(file, [String(port)], {
    execArgv: [],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const listening = await next(child);
  const isGone = (): boolean => child.exitCode !== null || child.signalCode !== null;
  const kill = async (): Promise<void> => {
    if (isGone()) return;
    child.kill('SIGKILL');
    await once(child, 'exit');
  };
  return {
    port: Number(listening),
    url: (path) => `http://127.0.0.1:${Number(listening)}${path}`,
    report: async () => {
      child.send('report');
      return reportOf(await next(child));
    },
    kill,
    freeze: () => void child.kill('SIGSTOP'),
    thaw: () => void child.kill('SIGCONT'),
    [Symbol.asyncDispose]: kill,
  };
}

async function next(child: ReturnType<typeof fork>): Promise<unknown> {
  const [message]: unknown[] = await once(child, 'message');
  return message;
}

function reportOf(message: unknown): TruthReport {
  if (isReport(message)) return message;
  throw new TypeError('The truth server said something else than a report.');
}

function isReport(message: unknown): message is TruthReport {
  return typeof message === 'object' && message !== null && 'busyMax' in message;
}
