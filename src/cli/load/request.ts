import { TrivetError } from '../../base/errors.ts';
import type { LoadRequest, TargetRequest } from '../../load/index.ts';
import { usersOf } from '../../load/shape.ts';
import { parseThreshold } from '../../load/thresholds.ts';
import type { LoadFlags } from '../commands/load-flags.ts';

export interface Machine {
  readonly cores: number;
  readonly version: string;
  /** For runs that ask for none. */
  readonly seed: number;
}

/** The load test that the command line describes, with every default filled in. Throws `USAGE`. */
export function loadRequest(
  flags: LoadFlags,
  targets: readonly TargetRequest[],
  machine: Machine,
): LoadRequest {
  refuseContradictions(flags);
  if (targets.length > 1) refuseBesideTwo(flags);
  const totalMs = flags.timeout ?? 10_000;
  const load = {
    concurrency: flags.concurrency ?? defaultConcurrency(flags),
    rate: flags.rate,
    arrivals: flags.arrivals ?? 'constant',
    rampMs: flags.ramp ?? 0,
    stages: flags.stages,
  };
  return {
    targets,
    load,
    durationMs: durationMs(flags),
    requests: flags.requests,
    warmupMs: flags.warmup ?? 0,
    timeouts: {
      totalMs,
      connectMs: flags.connectTimeout ?? Math.min(totalMs, 5000),
      firstByteMs: flags.firstByteTimeout ?? totalMs,
    },
    http: flags.http2 === true ? '2' : '1.1',
    streams: flags.streams ?? 10,
    workers: workersOf(flags.workers, usersOf(load), machine),
    // Printed with the result, so that a run can be repeated; ids that are drawn must not repeat by themselves.
    seed: flags.seed ?? machine.seed,
    thresholds: (flags.threshold ?? []).map(parseThreshold),
    expectStatus: flags.expectStatus,
    expectBody: flags.expectBody,
    expectRateLimit: flags.expectRateLimit ?? false,
    findLimit: flags.findLimit ?? false,
    margin: flags.margin ?? 0.02,
    userAgent: `trivet/${machine.version}`,
  };
}

/** An open model needs a connection for each request that may be under way at once: half a second's worth. */
function defaultConcurrency({ rate }: LoadFlags): number {
  return rate === undefined ? 10 : Math.min(1000, Math.max(10, Math.ceil(rate / 2)));
}

function durationMs({ duration, stages, requests }: LoadFlags): number {
  if (duration !== undefined) return duration;
  if (stages !== undefined) return stages.reduce((sum, stage) => sum + stage.durationMs, 0);
  // With a number of requests, the number ends the run.
  return requests === undefined ? 10_000 : 24 * 3_600_000;
}

/** Half of the cores, because the server under test is often on the same machine; never more threads than users. */
function workersOf(workers: number | undefined, users: number, { cores }: Machine): number {
  const wanted = workers ?? Math.floor(cores / 2);
  return Math.max(1, Math.min(wanted, users, workersMax));
}

const workersMax = 64;

function refuseContradictions(flags: LoadFlags): void {
  const pairs: readonly (readonly [keyof LoadFlags, keyof LoadFlags])[] = [
    ['http1', 'http2'],
    ['stages', 'ramp'],
    ['body', 'form'],
    ['spec', 'har'],
    ['spec', 'mix'],
    ['mix', 'har'],
    // Its steps have rates of their own, and end with their time.
    ['findLimit', 'rate'],
    ['findLimit', 'stages'],
    ['findLimit', 'requests'],
  ];
  const wrong = pairs.find(([a, b]) => flags[a] !== undefined && flags[b] !== undefined);
  if (wrong !== undefined) {
    throw new TrivetError(
      'USAGE',
      `${nameOf(wrong[0])} and ${nameOf(wrong[1])} exclude each other.`,
      {
        hint: 'Give one of them.',
      },
    );
  }
}

/** Two targets are driven in turn, in short blocks under an even load, until the time is up. */
function refuseBesideTwo(flags: LoadFlags): void {
  const names = ['requests', 'stages', 'ramp', 'findLimit', 'expectRateLimit'] as const;
  const wrong = names.find((name) => flags[name] !== undefined);
  if (wrong !== undefined) {
    throw new TrivetError('USAGE', `${nameOf(wrong)} does not go with two targets.`, {
      hint: 'Say with --duration how long to compare them, or test one at a time.',
    });
  }
}

/** `findLimit`: `--find-limit`. */
function nameOf(flag: string): string {
  return `--${flag.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}
