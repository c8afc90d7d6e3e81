import type { Timeouts } from '../../src/http/exchange.ts';
import { faultNames } from '../../src/http/fault.ts';
import type { Origin } from '../../src/http/origin.ts';
import { createEngine, type Engine } from '../../src/load/engine/engine.ts';
import type { OpenLoad, Segment, TrafficPlan } from '../../src/load/engine/plan.ts';
import type { Report } from '../../src/load/engine/protocol.ts';
import type { RequestCounts } from '../../src/load/load-result.ts';
import type { RequestSpec, StepSpec } from '../../src/load/request/source.ts';
import { originsOf } from '../../src/load/request/origins.ts';
import { Tally } from '../../src/load/tally.ts';
import { originAt } from './h1-driver.ts';

/** One worker in this process, with one side. */
export interface EngineRun {
  readonly engine: Engine;
  /** Names of the faults that opening connections ended with. */
  readonly open: () => Promise<readonly string[]>;
  readonly run: (segment?: Partial<Segment>) => Promise<Segmented>;
}

/** What one segment came to. */
export interface Segmented {
  readonly tally: Tally;
  readonly counts: RequestCounts;
  readonly errors: Readonly<Record<string, number>>;
  readonly tookMs: number;
  readonly ticks: number;
}

export interface EngineOptions {
  readonly traffic: TrafficPlan;
  readonly users?: number;
  readonly origins?: readonly Origin[];
  readonly timeouts?: Partial<Timeouts>;
}

export async function startEngine(options: EngineOptions): Promise<EngineRun> {
  const { traffic, users = 2, timeouts } = options;
  const reports: Report[] = [];
  const take = <Kind extends Report['kind']>(kind: Kind): Extract<Report, { kind: Kind }>[] => {
    const found = reports.filter((report) => isOfKind(report, kind));
    reports.splice(0);
    return found;
  };
  const specs = traffic.kind === 'mix' ? traffic.specs : [];
  const origins =
    options.origins ??
    originsOf(specs).map((address) => ({ ...originAt(address.port), ...address }));
  const engine = await createEngine(
    {
      worker: 0,
      workers: 1,
      seed: 1,
      http: '1.1',
      streams: 1,
      timeouts: { connectMs: 5000, firstByteMs: 5000, totalMs: 5000, ...timeouts },
      userAgent: 'trivet/test',
      sides: [{ traffic, origins, users, firstUser: 0, observes: false }],
    },
    (report) => void reports.push(report),
  );
  const [ready] = take('ready');
  return {
    engine,
    async open() {
      await engine.handle({ kind: 'open', side: 0, users });
      return take('opened').flatMap(({ faults }) => faults.map((fault) => faultNames[fault] ?? ''));
    },
    async run(segment) {
      const startMs = performance.now();
      await engine.handle({ kind: 'run', segment: segmentOf(users, segment) });
      const tookMs = performance.now() - startMs;
      const tally = new Tally(ready?.operations[0] ?? []);
      const snapshots = reports.flatMap((report) => ('snapshot' in report ? report.snapshot : []));
      reports.splice(0);
      for (const snapshot of snapshots) tally.add(snapshot, 0);
      const counts = tally.counts(0, 0);
      return {
        tally,
        counts,
        errors: Object.fromEntries(tally.errors),
        tookMs,
        ticks: snapshots.length - 1,
      };
    },
  };
}

/** A mix of one request to each of these URLs, or of one spec with all of them as steps. */
export function mixOf(
  steps: readonly (Partial<StepSpec> & { readonly url: string })[],
  as: 'mix' | 'steps' = 'mix',
  more: Partial<Extract<TrafficPlan, { kind: 'mix' }>> = {},
): TrafficPlan {
  const whole = steps.map(stepOf);
  const specs: readonly RequestSpec[] =
    as === 'mix'
      ? whole.map((step) => ({ name: step.name, weight: 1, steps: [step] }))
      : [{ name: 'all', weight: 1, steps: whole }];
  return { kind: 'mix', specs, data: undefined, redirectsMax: 0, cookies: undefined, ...more };
}

/** A scenario whose module is this text. */
export function scriptOf(text: string, baseUrl: string): TrafficPlan {
  return { kind: 'script', module: `data:text/javascript,${encodeURIComponent(text)}`, baseUrl };
}

/** So many requests per second. */
export function openLoad(rate: number): OpenLoad {
  return {
    kind: 'open',
    arrivals: 'constant',
    seed: 1,
    stages: [{ durationMs: 1e9, from: rate, to: rate }],
  };
}

function stepOf(step: Partial<StepSpec> & { readonly url: string }): StepSpec {
  const method = step.method ?? 'GET';
  return {
    name: `${method} ${new URL(step.url).pathname}`,
    method,
    headers: [],
    body: undefined,
    extract: [],
    expectStatus: undefined,
    expectBody: undefined,
    thinkMs: [0, 0],
    ...step,
  };
}

function segmentOf(users: number, segment: Partial<Segment> = {}): Segment {
  return {
    side: 0,
    startAtEpochMs: performance.timeOrigin + performance.now(),
    durationMs: 300,
    load: { kind: 'closed', stages: [{ durationMs: 1000, from: users, to: users }] },
    requestsMax: undefined,
    graceMs: 200,
    tickMs: 0,
    ...segment,
  };
}

function isOfKind<Kind extends Report['kind']>(
  report: Report,
  kind: Kind,
): report is Extract<Report, { kind: Kind }> {
  return report.kind === kind;
}
