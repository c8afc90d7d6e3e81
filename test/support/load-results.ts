import { seededRandom, type Random } from '../../src/base/random.ts';
import { Histogram } from '../../src/http/histogram.ts';
import type { ComparedFigure, Comparison } from '../../src/load/comparison.ts';
import type { LoadResult, TimelineRow } from '../../src/load/load-result.ts';

/** Results of load tests that never ran: hand-made, the same every time, with histograms as a run would have them. */

/** The run that the first report of the design is about, figure by figure. */
export function plainResult(): LoadResult {
  const random = seededRandom(1);
  const values = shuffled(
    Array.from({ length: 15_247 }, (_, index) => documentedMs(index)),
    random,
  );
  const timeline = timelineOf({ seconds: 30, values, failedEvery: 105, inFlight: 50 });
  return {
    ...emptyResult(),
    durationMs: 30_001.3,
    requests: {
      ...noRequests,
      total: 15_247,
      ok: 15_102,
      failed: 145,
      perSecond: 508.2,
      scheduled: 15_247,
      sent: 15_247,
    },
    latency: sumOf(timeline),
    phases: {
      connect: sample(random, 50, 11, 0.2),
      tls: sample(random, 50, 24, 0.3),
      firstByte: sample(random, 15_158, 64, 0.6),
      sendLag: sample(random, 15_247, 0.06, 0.5),
    },
    classes: [
      { name: '2xx', latency: sample(random, 15_102, 66, 0.6) },
      { name: '5xx', latency: sample(random, 56, 31, 0.4) },
      { name: 'no response', latency: sample(random, 89, 900, 0.1) },
    ],
    operations: [
      {
        name: 'GET /users',
        total: 15_247,
        ok: 15_102,
        failed: 145,
        latency: sumOf(timeline),
        statuses: [
          [200, 15_102],
          [503, 56],
        ],
        errors: [
          ['connection timeout', 89],
          ['HTTP 503', 56],
        ],
      },
    ],
    bytes: { received: 48_912_004, sent: 1_890_628 },
    statuses: [
      [200, 15_102],
      [503, 56],
    ],
    errors: [
      ['connection timeout', 89],
      ['HTTP 503', 56],
    ],
    timeline,
    connections: { opened: 139, closedIdle: 0 },
    verdicts: [
      {
        id: 'slow-tail',
        severity: 'warning',
        title: 'P99 latency (423ms) exceeds 200ms target.',
        fix: 'Consider: connection pooling, query optimization, or horizontal scaling.',
        evidence: { p99_ms: 423.1, target_ms: 200, requests: 15_247 },
        key: 'slow-tail',
      },
    ],
  };
}

/** An open model over TLS, with a mix of requests, a stall of the server in its middle, thresholds and expectations. */
export function ratedResult(): LoadResult {
  const random = seededRandom(2);
  const values = Array.from({ length: 30_000 }, (_, index) => {
    const atMs = index * 2;
    const own = lognormal(random, 4.1, 0.45);
    // Stands still from second 30 to 31.2: what is due then waits for the rest of it.
    return atMs >= 30_000 && atMs < 31_200 ? 31_200 - atMs + own : own;
  });
  const timeline = timelineOf({ seconds: 60, values, failedEvery: 6000, inFlight: 3 });
  const service = sample(random, 29_500, 4.1, 0.45);
  for (let late = 0; late < 3; late += 1) service.record((1200 - late) * 1000);
  return {
    ...emptyResult(),
    target: 'openapi.yaml',
    config: {
      ...emptyResult().config,
      method: undefined,
      durationMs: 60_000,
      rate: 500,
      arrivals: 'poisson',
      workers: 2,
      warmupMs: 5000,
    },
    durationMs: 60_000,
    requests: {
      total: 30_000,
      ok: 29_995,
      failed: 5,
      perSecond: 500,
      scheduled: 30_000,
      sent: 29_998,
      unsent: 2,
      unfinished: 1,
    },
    latency: service,
    latencyCorrected: sumOf(timeline),
    phases: {
      connect: sample(random, 64, 0.7, 0.2),
      tls: sample(random, 64, 3.4, 0.2),
      firstByte: sample(random, 29_998, 3.9, 0.45),
      sendLag: sample(random, 29_998, 0.4, 0.6),
    },
    classes: [
      { name: '2xx', latency: sample(random, 29_000, 4.1, 0.45) },
      { name: '4xx', latency: sample(random, 995, 1.2, 0.3) },
      { name: '5xx', latency: sample(random, 3, 8, 0.3) },
    ],
    operations: [
      operation(random, { name: 'GET /books', total: 18_020, failed: 0, medianMs: 3.2 }),
      operation(random, { name: 'GET /books/{isbn}', total: 8940, failed: 2, medianMs: 2.1 }),
      operation(random, { name: 'POST /orders', total: 3040, failed: 3, medianMs: 11.8 }),
    ],
    bytes: { received: 96_400_120, sent: 5_120_400 },
    statuses: [
      [200, 25_960],
      [201, 3040],
      [404, 995],
      [500, 3],
    ],
    errors: [
      ['HTTP 500', 3],
      ['unfinished at the end', 1],
      ['connection refused', 1],
    ],
    timeline,
    connections: { opened: 64, closedIdle: 3 },
    generator: {
      valid: true,
      reasons: [],
      busyShare: 0.31,
      cpuUsPerRequest: 48.2,
      memoryBytesMax: 112_000_000,
      rateReached: 0.99993,
    },
    thresholds: [
      { text: 'p95<20ms', passed: true, actual: 'p95 = 9.64 ms' },
      { text: 'p99<200ms', passed: false, actual: 'p99 = 603 ms' },
    ],
    expectations: [
      { name: 'status 200,201,404', passed: false, detail: '3 responses had status 500.' },
    ],
    verdicts: [
      {
        id: 'stall',
        severity: 'warning',
        title: 'The server answered nothing for 1.2 s from second 30.',
        fix: 'Look for what stops the whole process: garbage collection, a synchronous call, a lock.',
        evidence: { stall_ms: 1200, at_s: 30, requests_delayed: 600 },
        key: 'stall',
      },
      { id: 'note', severity: 'info', title: 'Connections were kept open.', key: 'note' },
    ],
  };
}

/** Two targets side by side, the second a little slower. */
export function comparisonResult(): LoadResult {
  return { ...plainResult(), verdicts: [], comparison: comparison() };
}

/** Now against a file: nothing can be said yet. */
export function baselineResult(): LoadResult {
  const { a, b, latency } = comparison();
  const open = figure(67, 68.2, [0.97, 1.09], 'undecided', 252_000);
  return {
    ...plainResult(),
    verdicts: [],
    comparison: {
      ...comparison(),
      method: 'baseline',
      a: { ...a, name: 'main.json' },
      b,
      pairs: 60,
      blockMs: 5000,
      throughput: figure(508, 501, [0.97, 1.01], 'equivalent'),
      latency: {
        ...latency,
        p50: open,
        p90: figure(150, 151, [0.98, 1.02], 'equivalent'),
        p95: open,
        p99: figure(423, 0, [0, Number.POSITIVE_INFINITY], 'undecided'),
      },
      errors: figure(0.01, 0.01, [-0.001, 0.001], 'equivalent'),
      verdict: 'undecided',
      caveats: [
        'The baseline was measured at another time, which is weaker than measuring both side by side.',
      ],
    },
  };
}

/** A server with a limit that its headers do not tell the truth about. */
export function rateLimitResult(): LoadResult {
  return {
    ...plainResult(),
    statuses: [
      [200, 100],
      [429, 15_147],
    ],
    errors: [],
    requests: { ...plainResult().requests, ok: 15_247, failed: 0 },
    verdicts: [],
    expectations: [
      {
        name: 'rate limit',
        passed: false,
        detail: 'The limit is 100 in 60s, the headers say 120.',
      },
    ],
    rateLimit: {
      answered: 15_247,
      limit: 100,
      windowMs: 60_000,
      windowFrom: 'observed',
      kind: 'fixed window',
      perSecond: 100 / 60,
      retryAfterMs: 41_000,
      refused: 15_147,
      refusedStatus: 429,
      advertised: { dialect: 'RateLimit-Limit', limit: 120, windowMs: 60_000, retryAfter: true },
      agrees: false,
      honestRefused: 2,
      serverErrors: 0,
    },
  };
}

/** How much a server can take, found out step by step. */
export function limitResult(): LoadResult {
  const steps = [100, 200, 400, 600, 800, 900].map((rate, index) => ({
    rate,
    reached: index === 5 ? 871.4 : rate - 0.2,
    p50Ms: [2.1, 2.1, 2.3, 2.9, 6.4, 48][index] ?? 0,
    p99Ms: [5.2, 5.4, 6.1, 11.2, 88, 1220][index] ?? 0,
    errorShare: index === 5 ? 0.021 : 0,
    held: index < 5,
  }));
  return {
    ...ratedResult(),
    limit: { held: 800, knee: 600, brokenBy: 'p99<200ms: p99 = 1,220 ms', steps },
  };
}

/** A generator that was too slow, and a user who did not wait for the end. */
export function invalidResult(): LoadResult {
  return {
    ...ratedResult(),
    durationMs: 12_340,
    interrupted: true,
    generator: {
      valid: false,
      reasons: [
        'The busiest worker was busy for 98% of the time.',
        'Only 71% of the requests that were due were sent.',
      ],
      busyShare: 0.98,
      cpuUsPerRequest: 48.2,
      memoryBytesMax: 112_000_000,
      rateReached: 0.71,
    },
  };
}

/** An hour with a row for each second, which is more than a run makes. */
export function longResult(): LoadResult {
  const random = seededRandom(3);
  const values = Array.from({ length: 3600 * 40 }, () => lognormal(random, 20, 0.7));
  const timeline = timelineOf({ seconds: 3600, values, failedEvery: 500, inFlight: 50 });
  return { ...plainResult(), durationMs: 3_600_000, timeline, latency: sumOf(timeline) };
}

/** All texts that strangers choose try to break out. */
export function hostileResult(): LoadResult {
  const hostile = `"'><script>alert(1)</script>\u{1b}[31m\u{202e}]]>,\n::error::=1+1`;
  const rated = ratedResult();
  return {
    ...rated,
    target: `https://evil.example/?token=hunter2&q=${hostile}`,
    operations: rated.operations.map((one) => ({ ...one, name: hostile })),
    errors: [[hostile, 3]],
    thresholds: [{ text: hostile, passed: false, actual: hostile }],
    expectations: [{ name: hostile, passed: false, detail: hostile }],
    verdicts: [
      {
        id: hostile,
        severity: 'error',
        title: hostile,
        fix: hostile,
        evidence: { [hostile]: hostile },
        key: hostile,
      },
    ],
    generator: { ...rated.generator, valid: false, reasons: [hostile] },
    comparison: {
      ...comparison(),
      a: { ...comparison().a, name: hostile },
      b: { ...comparison().b, name: hostile },
      caveats: [hostile],
    },
    limit: limitResult().limit && { held: 0, knee: undefined, brokenBy: hostile, steps: [] },
    rateLimit: {
      answered: 0,
      limit: undefined,
      windowMs: undefined,
      windowFrom: undefined,
      kind: undefined,
      perSecond: undefined,
      retryAfterMs: undefined,
      refused: 0,
      refusedStatus: undefined,
      advertised: { dialect: hostile, limit: undefined, windowMs: undefined, retryAfter: false },
      agrees: undefined,
      honestRefused: 0,
      serverErrors: 0,
    },
  };
}

/** Nothing listened: no request was ever sent. */
export function emptyResult(): LoadResult {
  return {
    target: 'https://api.example.com/users',
    config: {
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
      seed: 42,
    },
    startedAt: '2026-11-25T10:00:00.000Z',
    durationMs: 30_000,
    requests: noRequests,
    latency: new Histogram(),
    latencyCorrected: undefined,
    phases: {
      connect: new Histogram(),
      tls: new Histogram(),
      firstByte: new Histogram(),
      sendLag: new Histogram(),
    },
    classes: [],
    operations: [],
    bytes: { received: 0, sent: 0 },
    statuses: [],
    errors: [],
    timeline: [],
    connections: { opened: 0, closedIdle: 0 },
    generator: {
      valid: true,
      reasons: [],
      busyShare: 0.12,
      cpuUsPerRequest: 61.5,
      memoryBytesMax: 96_000_000,
      rateReached: 1,
    },
    thresholds: [],
    expectations: [],
    rateLimit: undefined,
    comparison: undefined,
    limit: undefined,
    verdicts: [],
    interrupted: false,
  };
}

/** Every kind of result by name, for tests that hold for all of them. */
export const allResults: ReadonlyMap<string, () => LoadResult> = new Map([
  ['plain', plainResult],
  ['rated', ratedResult],
  ['comparison', comparisonResult],
  ['baseline', baselineResult],
  ['rate-limit', rateLimitResult],
  ['limit', limitResult],
  ['invalid', invalidResult],
  ['long', longResult],
  ['hostile', hostileResult],
  ['empty', emptyResult],
]);

const noRequests: LoadResult['requests'] = {
  total: 0,
  ok: 0,
  failed: 0,
  perSecond: 0,
  scheduled: 0,
  sent: 0,
  unsent: 0,
  unfinished: 0,
};

/** Quantiles as documented: 12 at the bottom, p50 67, p95 198, p99 423, 1,247 at the top; a mean of 89. */
function documentedMs(index: number): number {
  const at = (index + 0.5) / 15_247;
  const segments: readonly (readonly [
    from: number,
    to: number,
    lowMs: number,
    highMs: number,
    bend: number,
  ])[] = [
    [0, 0.5, 12, 67, 0.8],
    [0.5, 0.95, 67, 198, 2.17],
    [0.95, 0.99, 198, 423, 1.2],
    [0.99, 1, 423, 1247, 2],
  ];
  if (index === 0) return 12;
  if (index === 15_246) return 1247;
  for (const [from, to, lowMs, highMs, bend] of segments) {
    if (at <= to) return lowMs + (highMs - lowMs) * ((at - from) / (to - from)) ** bend;
  }
  return 1247;
}

interface TimelineParts {
  readonly seconds: number;
  /** Latencies in milliseconds, in the order in which the requests were due. */
  readonly values: readonly number[];
  readonly failedEvery: number;
  readonly inFlight: number;
}

function timelineOf({ seconds, values, failedEvery, inFlight }: TimelineParts): TimelineRow[] {
  const each = values.length / seconds;
  return Array.from({ length: seconds }, (_, second) => {
    const from = Math.round(second * each);
    const own = values.slice(from, Math.round((second + 1) * each));
    const failed = own.filter((_one, index) => (from + index + 1) % failedEvery === 0).length;
    const latency = new Histogram();
    for (const value of own) latency.record(value * 1000);
    return {
      atMs: second * 1000,
      lengthMs: 1000,
      total: own.length,
      ok: own.length - failed,
      failed,
      bytesReceived: own.length * 3208,
      inFlight: inFlight + (second % 3),
      latency,
    };
  });
}

function sumOf(rows: readonly TimelineRow[]): Histogram {
  const sum = new Histogram();
  for (const { latency } of rows) sum.add(latency);
  return sum;
}

function sample(random: Random, count: number, medianMs: number, spread: number): Histogram {
  const histogram = new Histogram();
  for (let index = 0; index < count; index += 1) {
    histogram.record(lognormal(random, medianMs, spread) * 1000);
  }
  return histogram;
}

interface OperationParts {
  readonly name: string;
  readonly total: number;
  readonly failed: number;
  readonly medianMs: number;
}

function operation(
  random: Random,
  { name, total, failed, medianMs }: OperationParts,
): LoadResult['operations'][number] {
  return {
    name,
    total,
    ok: total - failed,
    failed,
    latency: sample(random, total, medianMs, 0.4),
    statuses:
      failed === 0
        ? [[200, total]]
        : [
            [200, total - failed],
            [500, failed],
          ],
    errors: failed === 0 ? [] : [['HTTP 500', failed]],
  };
}

function comparison(): Comparison {
  const random = seededRandom(4);
  const side = { total: 7600, ok: 7592, failed: 8, perSecond: 506.7 };
  return {
    method: 'interleaved',
    a: {
      ...side,
      name: 'https://api.example.com/v1/users',
      latency: sample(random, 7600, 67, 0.5),
    },
    b: {
      ...side,
      name: 'https://api.example.com/v2/users',
      latency: sample(random, 7600, 70.2, 0.5),
    },
    pairs: 75,
    blockMs: 200,
    margin: 0.02,
    throughput: figure(508.2, 486.1, [0.951, 0.963], 'slower'),
    latency: {
      p50: figure(67, 70.2, [1.043, 1.053], 'slower'),
      p90: figure(127, 133, [1.031, 1.064], 'slower'),
      p95: figure(152, 154, [0.996, 1.018], 'equivalent'),
      p99: figure(214, 221, [0.94, 1.13], 'undecided', 540_000),
    },
    errors: figure(0.001, 0.0012, [-0.0004, 0.0008], 'equivalent'),
    verdict: 'slower',
    caveats: ['A p99 rests on 100 requests a block.'],
  };
}

function figure(
  a: number,
  b: number,
  ci95: readonly [number, number],
  verdict: ComparedFigure['verdict'],
  decidesAfterMs?: number,
): ComparedFigure {
  const [low, high] = ci95;
  const isDifference = low < 0;
  const middle =
    high === Number.POSITIVE_INFINITY ? 1 : isDifference ? (low + high) / 2 : Math.sqrt(low * high);
  const p = verdict === 'slower' ? 0.0004 : 0.31;
  return { a, b, ratio: middle, ci95, p, verdict, decidesAfterMs };
}

function lognormal(random: Random, medianMs: number, spread: number): number {
  // Box and Muller.
  const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return medianMs * Math.exp(spread * normal);
}

function shuffled(values: readonly number[], random: Random): number[] {
  const mixed = [...values];
  for (let last = mixed.length - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1));
    [mixed[last], mixed[other]] = [mixed[other] ?? 0, mixed[last] ?? 0];
  }
  return mixed;
}
