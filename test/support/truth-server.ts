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

/** @param where the port to listen at, for one that comes back at the same place */
export async function startTruth(where = 0): Promise<TruthServer> {
  const file = fileURLToPath(new URL('truth-process.ts', import.meta.url));
  const child = fork(file, [String(where)], {
    execArgv: [],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const [listening]: unknown[] = await once(child, 'message');
  const port = Number(listening);
  const waiting = new Map<number, (report: TruthReport) => void>();
  let asked = 0;
  child.on('message', (message) => {
    if (!isAnswer(message)) return;
    waiting.get(message.id)?.(message.report);
    waiting.delete(message.id);
  });
  const kill = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGKILL');
    await once(child, 'exit');
  };
  return {
    port,
    url: (path) => `http://127.0.0.1:${port}${path}`,
    report: () => {
      const { promise, resolve } = Promise.withResolvers<TruthReport>();
      asked += 1;
      waiting.set(asked, resolve);
      child.send(asked);
      return promise;
    },
    kill,
    freeze: () => void child.kill('SIGSTOP'),
    thaw: () => void child.kill('SIGCONT'),
    [Symbol.asyncDispose]: kill,
  };
}

/** What its process says when it is asked by a number. */
export interface TruthAnswer {
  readonly id: number;
  readonly report: TruthReport;
}

function isAnswer(message: unknown): message is TruthAnswer {
  return typeof message === 'object' && message !== null && 'report' in message;
}
