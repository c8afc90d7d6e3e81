import { seededRandom, type Random } from '../../src/base/random.ts';
import { Histogram } from '../../src/http/histogram.ts';
import type { ClassName, LoadConfig, TimelineRow } from '../../src/load/load-result.ts';
import type { Measurement } from '../../src/load/verdicts/verdict.ts';

/** A run as it may have been, request by request; what is left out is that of a healthy server and fifty users. */
export interface RunParts {
  readonly seconds?: number;
  readonly rowMs?: number;
  /** Completions per second around a time; each row varies by chance as random arrivals do. */
  readonly perSecond?: (atS: number) => number;
  /** Of one request that ends around this time; with a rate from when it was due. */
  readonly latencyMs?: (random: Random, atS: number) => number;
  /** The same from sending, where that differs. */
  readonly serviceMs?: (random: Random, atS: number) => number;
  /** 0 for a failure without a response. */
  readonly status?: (random: Random, atS: number) => number;
  /** Name of that failure. */
  readonly fault?: string;
  readonly inFlight?: (atS: number) => number;
  readonly config?: Partial<LoadConfig>;
  readonly seed?: number;
  /** Anything else, laid over the result. */
  readonly over?: Partial<Measurement>;
}

/** What a run of these parts is measured to be: the counts, histograms and rows fit together as those of a real one. */
export function measurement(parts: RunParts = {}): Measurement {
  const { seconds = 30, rowMs = 1000, over = {}, seed = 1 } = parts;
  const config = { ...defaultConfig, durationMs: seconds * 1000, ...parts.config };
  const run = new Run(parts, config, seededRandom(seed));
  for (let atMs = 0; atMs < seconds * 1000; atMs += rowMs) run.addRow(atMs, rowMs);
  const failed = run.total - run.ok;
  return {
    target: 'https://api.example.com/users',
    config,
    startedAt: '2026-11-25T10:00:00.000Z',
    durationMs: seconds * 1000,
    requests: {
      total: run.total,
      ok: run.ok,
      failed,
      perSecond: run.total / seconds,
      scheduled: run.total,
      sent: run.total,
      unsent: 0,
      unfinished: 0,
    },
    latency: run.latency,
    latencyCorrected: config.rate === undefined ? undefined : run.corrected,
    phases: {
      connect: times(config.concurrency, 0.8),
      tls: times(config.concurrency, 4),
      firstByte: run.latency,
      sendLag: times(run.total, 0.1),
    },
    classes: [...run.classes].map(([name, latency]) => ({ name, latency })),
    operations: [
      {
        name: 'GET /users',
        total: run.total,
        ok: run.ok,
        failed,
        latency: run.latency,
        statuses: [...run.statuses],
        errors: [...run.errors],
      },
    ],
    bytes: { received: run.total * 3208, sent: run.total * 124 },
    statuses: [...run.statuses].toSorted(([a], [b]) => a - b),
    errors: [...run.errors].toSorted(([, a], [, b]) => b - a),
    timeline: run.rows,
    connections: { opened: config.concurrency, closedIdle: 0 },
    generator: {
      valid: true,
      reasons: [],
      busyShare: 0.3,
      cpuUsPerRequest: 40,
      memoryBytesMax: 96_000_000,
      rateReached: 1,
    },
    thresholds: [],
    expectations: [],
    rateLimit: undefined,
    comparison: undefined,
    limit: undefined,
    interrupted: false,
    ...over,
  };
}

/** A latency as servers have it: most are near the median, a few take several times as long. */
export function lognormal(random: Random, medianMs: number, spread: number): number {
  return medianMs * Math.exp(spread * normal(random));
}

/** So many values, all the same. */
export function times(count: number, valueMs: number): Histogram {
  const histogram = new Histogram();
  for (let index = 0; index < count; index += 1) histogram.record(valueMs * 1000);
  return histogram;
}

class Run {
  readonly latency = new Histogram();
  readonly corrected = new Histogram();
  readonly classes = new Map<ClassName, Histogram>();
  readonly statuses = new Map<number, number>();
  readonly errors = new Map<string, number>();
  readonly rows: TimelineRow[] = [];
  total = 0;
  ok = 0;
  readonly #parts: RunParts;
  readonly #config: LoadConfig;
  readonly #random: Random;

  constructor(parts: RunParts, config: LoadConfig, random: Random) {
    this.#parts = parts;
    this.#config = config;
    this.#random = random;
  }

  addRow(atMs: number, lengthMs: number): void {
    const atS = (atMs + lengthMs / 2) / 1000;
    const { perSecond = () => 500, inFlight = () => this.#usualInFlight(perSecond(atS), atS) } =
      this.#parts;
    const expected = (perSecond(atS) * lengthMs) / 1000;
    const total = Math.max(0, Math.round(expected + Math.sqrt(expected) * normal(this.#random)));
    const latency = new Histogram();
    const okBefore = this.ok;
    for (let index = 0; index < total; index += 1) this.#addRequest(atS, latency);
    const ok = this.ok - okBefore;
    this.rows.push({
      atMs,
      lengthMs,
      total,
      ok,
      failed: total - ok,
      bytesReceived: total * 3208,
      inFlight: inFlight(atS),
      latency,
    });
    this.corrected.add(latency);
    this.total += total;
  }

  #addRequest(atS: number, row: Histogram): void {
    const { latencyMs = usualLatency, serviceMs, fault = 'response timeout' } = this.#parts;
    const status = this.#parts.status?.(this.#random, atS) ?? 200;
    const latencyUs = latencyMs(this.#random, atS) * 1000;
    const serviceUs = serviceMs === undefined ? latencyUs : serviceMs(this.#random, atS) * 1000;
    const name = classNames[Math.floor(status / 100)] ?? 'no response';
    const ofClass = this.classes.get(name) ?? new Histogram();
    this.classes.set(name, ofClass);
    for (const histogram of [this.latency, ofClass]) histogram.record(serviceUs);
    row.record(latencyUs);
    if (status !== 0) this.statuses.set(status, (this.statuses.get(status) ?? 0) + 1);
    if (status > 0 && status < 400) this.ok += 1;
    else {
      const error = status === 0 ? fault : `HTTP ${status}`;
      this.errors.set(error, (this.errors.get(error) ?? 0) + 1);
    }
  }

  /** All users in the closed model; by Little's law in the open one. */
  #usualInFlight(perSecond: number, atS: number): number {
    const { latencyMs = usualLatency } = this.#parts;
    return this.#config.rate === undefined
      ? this.#config.concurrency
      : Math.round((perSecond * latencyMs(this.#random, atS)) / 1000);
  }
}

const defaultConfig: LoadConfig = {
  method: 'GET',
  concurrency: 50,
  durationMs: 30_000,
  requests: undefined,
  rate: undefined,
  arrivals: 'constant',
  warmupMs: 0,
  rampMs: 0,
  timeoutMs: 10_000,
  workers: 1,
  http: '1.1',
  seed: 1,
};

const classNames: readonly ClassName[] = ['no response', '1xx', '2xx', '3xx', '4xx', '5xx'];

function usualLatency(random: Random): number {
  return lognormal(random, 60, 0.3);
}

function normal(random: Random): number {
  // Box and Muller.
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
