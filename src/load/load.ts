import { TrivetError } from '../base/errors.ts';
import { type Fault, faultNames } from '../http/fault.ts';
import { crewPlan } from './crew-plan.ts';
import { type Crew, startCrew } from './engine/crew.ts';
import type { LoadIo, LoadRequest } from './load-request.ts';
import type { LoadResult } from './load-result.ts';
import { measure } from './measure.ts';
import { noProgress } from './run-plain.ts';
import { usersOf } from './shape.ts';
import { judge } from './verdicts/index.ts';

/**
 * Runs a load test. Faults of the server are results; thrown is `TARGET_UNREACHABLE` where not one connection could be
 * opened at the start, and `USAGE` for requests that cannot be made.
 */
export async function load(request: LoadRequest, io: LoadIo): Promise<LoadResult> {
  const startedAt = new Date().toISOString();
  const crew = await startCrew(crewPlan(request));
  const stop = (): void => crew.stop();
  io.signal.addEventListener('abort', stop, { once: true });
  try {
    await openAll(crew, request, io);
    const measurement = await measure(crew, request, io, startedAt);
    return { ...measurement, verdicts: judge(measurement) };
  } finally {
    io.signal.removeEventListener('abort', stop);
    await crew.close();
  }
}

async function openAll(crew: Crew, request: LoadRequest, io: LoadIo): Promise<void> {
  const users = usersOf(request.load);
  for (const [side, { name }] of request.targets.entries()) {
    if (io.signal.aborted) return;
    io.progress({ ...noProgress, phase: `opening ${users} connections` });
    const faults = await crew.open(side, users);
    if (io.signal.aborted) return;
    if (faults.length > 0 && faults.every((fault) => fault !== 0))
      throw unreachable(name, faults, request);
  }
}

function unreachable(name: string, faults: readonly Fault[], { http }: LoadRequest): TrivetError {
  const reason = faultNames[faults[0] ?? 0] ?? 'connection error';
  const hints = http === '2' ? hintsOfHttp2 : hintsOfAll;
  return new TrivetError('TARGET_UNREACHABLE', `${name} cannot be reached: ${reason}.`, {
    hint: hints.get(reason) ?? 'Check that the server runs and that host and port are right.',
  });
}

const hintsOfAll: ReadonlyMap<string, string> = new Map([
  ['DNS failure', 'Check the name of the host, or give its address with --resolve.'],
  ['TLS error', 'Check the certificate (--ca for a private one, --insecure to accept any).'],
  ['too many open files', 'Raise the limit of open files (ulimit -n), or lower --concurrency.'],
  ['proxy refused', 'Check the proxy and its credentials.'],
]);

const hintsOfHttp2: ReadonlyMap<string, string> = new Map([
  ...hintsOfAll,
  ['TLS error', 'Check that the server offers HTTP/2, and its certificate (--ca, --insecure).'],
  ['malformed response', 'Check that the server speaks HTTP/2, or leave --http2 out.'],
]);
