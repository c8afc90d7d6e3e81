import assert from 'node:assert/strict';
import { test } from 'node:test';
import { normal, simulatedBlock, within } from '../../../test/support/simulated-blocks.ts';
import { type Random, seededRandom } from '../../base/random.ts';
import { Histogram } from '../../http/histogram.ts';
import type { Block, Comparison } from '../comparison.ts';
import { type BlockComparison, compareBlocks } from './compare-blocks.ts';

const setUp = {
  nameA: 'a',
  nameB: 'b',
  method: 'interleaved',
  margin: 0.02,
  seed: 1,
  blur: 1,
} as const;

function compare(
  a: readonly Block[],
  b: readonly Block[],
  options: Partial<BlockComparison> = {},
): Comparison {
  return compareBlocks({ ...setUp, a, b, ...options });
}

/** A block of 200 ms with so many requests, all of about the same latency. */
function block(requests: number, latencyMs: number, failed = 0): Block {
  const latency = new Histogram();
  for (let request = 0; request < requests; request += 1) latency.record(latencyMs * 1000);
  return { startMs: 0, lengthMs: 200, total: requests, failed, latency };
}

function blocks(count: number, make: (index: number) => Block): readonly Block[] {
  return Array.from({ length: count }, (_, index) => make(index));
}

test('a clear difference is found in all figures, whichever side is the slower one', () => {
  const fast = blocks(14, (index) => block(400, 10 + (index % 3) / 10));
  const slow = blocks(14, (index) => block(200, 20 + (index % 4) / 10));
  const forth = compare(fast, slow);
  assert.equal(forth.verdict, 'slower');
  for (const figure of [...Object.values(forth.latency), forth.throughput]) {
    assert.equal(figure.verdict, 'slower');
    assert.equal(figure.decidesAfterMs, undefined);
  }
  assert.ok(Math.abs(forth.latency.p50.ratio - 2) < 0.05);
  assert.ok(Math.abs(forth.throughput.ratio - 0.5) < 0.01);
  assert.deepEqual([forth.throughput.a, forth.throughput.b], [2000, 1000]);
  assert.deepEqual(forth.caveats, []);
  const back = compare(slow, fast);
  assert.equal(back.verdict, 'faster');
  assert.equal(back.latency.p99.verdict, 'faster');
});

/** Wanders a little from block to block. */
function steady(index: number): Block {
  return block(400, 10 + (index % 7) / 10);
}

test('two sides that are the same to 0.1 % are equivalent', () => {
  const { verdict, latency, throughput } = compare(blocks(20, steady), blocks(20, steady));
  assert.equal(verdict, 'equivalent');
  assert.deepEqual(latency.p50.ci95, [1, 1]);
  assert.equal(latency.p50.p, 1);
  assert.equal(throughput.verdict, 'equivalent');
});

test('the sides are summed up as they are', () => {
  const { a, b, pairs, blockMs, margin, method } = compare(
    blocks(6, () => block(100, 10)),
    blocks(6, () => block(50, 20, 5)),
  );
  assert.deepEqual([a.name, a.total, a.ok, a.failed, a.perSecond], ['a', 600, 600, 0, 500]);
  assert.deepEqual([b.name, b.total, b.ok, b.failed, b.perSecond], ['b', 300, 270, 30, 225]);
  assert.equal(a.latency.count, 600);
  assert.deepEqual([pairs, blockMs, margin, method], [6, 200, 0.02, 'interleaved']);
});

test('a p99 that rests on few requests is undecided, and the others are not', () => {
  const { latency, verdict, caveats } = compare(
    blocks(13, (index) => block(100, 20 + (index % 3) / 10)),
    blocks(13, (index) => block(100, 25 + (index % 5) / 10)),
  );
  assert.deepEqual(
    Object.values(latency).map((figure) => figure.verdict),
    ['slower', 'slower', 'slower', 'undecided'],
  );
  assert.deepEqual(latency.p99.ci95, [0, Infinity]);
  assert.equal(latency.p99.p, 1);
  // 4 groups of 300 requests came of 2 * 13 blocks of 200 ms; 6 are needed.
  assert.equal(latency.p99.decidesAfterMs, (5200 * 6) / 4);
  assert.equal(verdict, 'slower');
  assert.deepEqual(caveats, [
    'p99 cannot be decided: 4 pairs of blocks with at least 300 requests are too few.',
  ]);
});

test('fewer than 6 pairs decide nothing, and one sentence says so', () => {
  for (const count of [0, 5]) {
    const comparison = compare(
      blocks(count, () => block(400, 10)),
      blocks(count, () => block(400, 90)),
    );
    assert.equal(comparison.verdict, 'undecided');
    assert.equal(comparison.caveats.length, 1);
    assert.equal(comparison.errors.verdict, 'undecided');
  }
});

test('a side that fails more is slower, however fast it fails', () => {
  const { verdict, latency, errors } = compare(
    blocks(12, (index) => block(400, 20 + (index % 3) / 10)),
    blocks(12, (index) => block(400, 1 + (index % 3) / 100, 350 + index)),
  );
  assert.equal(latency.p50.verdict, 'faster');
  assert.equal(errors.verdict, 'slower');
  assert.ok(errors.ratio > 0.87 && errors.ci95[0] > 0.85);
  assert.equal(verdict, 'slower');
});

test('a side that answers nothing is slower, not without a figure', () => {
  const dead = { startMs: 0, lengthMs: 200, total: 0, failed: 0, latency: new Histogram() };
  const { verdict, throughput, latency } = compare(
    blocks(12, (index) => block(100 + index, 20)),
    blocks(12, () => dead),
  );
  assert.equal(throughput.verdict, 'slower');
  assert.equal(throughput.b, 0);
  assert.equal(latency.p50.verdict, 'undecided');
  assert.equal(verdict, 'slower');
});

test('where it is undecided, more time is asked for the wider the interval is', () => {
  const random = seededRandom(3);
  const asked = [0.03, 0.1].map((spread) => {
    const make = (): Block => block(100, 20 * (1 + within(spread, random)));
    const { p50 } = compare(blocks(12, make), blocks(12, make)).latency;
    assert.equal(p50.verdict, 'undecided');
    return p50.decidesAfterMs ?? 0;
  });
  const [narrow = 0, wide = 0] = asked;
  assert.ok(narrow > 2 * 12 * 200 && wide > 3 * narrow, asked.join(', '));
});

test('what blurs every ratio widens the intervals and nothing else', () => {
  const a = blocks(10, (index) => block(400, 10 + (index % 3) / 10));
  const b = blocks(10, (index) => block(400, 10.5 + (index % 3) / 10));
  const sharp = compare(a, b).latency.p50;
  const blurred = compare(a, b, { blur: 1.1 }).latency.p50;
  assert.equal(sharp.verdict, 'slower');
  assert.equal(blurred.verdict, 'undecided');
  assert.deepEqual(blurred.ci95, [sharp.ci95[0] / 1.1, sharp.ci95[1] * 1.1]);
  assert.equal(blurred.ratio, sharp.ratio);
});

function short(index: number): Block {
  return block(10, 0.2 + (index % 9) / 100);
}

test('hours of blocks are merged to a bounded number', () => {
  const startedMs = performance.now();
  const { pairs, latency } = compare(blocks(1500, short), blocks(1500, short));
  assert.ok(performance.now() - startedMs < 3000);
  assert.equal(pairs, 1500);
  assert.equal(latency.p50.verdict, 'equivalent');
});

/** Makes the sides of one simulated comparison: what the next pair of blocks is like. */
type Environment = (random: Random) => () => readonly [a: Circumstances, b: Circumstances];

interface Circumstances {
  /** Median, and how requests scatter around it (the deviation of the logarithm). */
  readonly latencyMs: number;
  readonly scatter: number;
  readonly failShare: number;
}

/** Short, so that the simulation is quick: about 60 requests in each block of 20 ms. */
const medianMs = 0.3;

const calm: Circumstances = { latencyMs: medianMs, scatter: 0.5, failShare: 0 };

/** How many of so many simulated comparisons of 14 pairs come to which verdict on the whole and on p50. */
function verdicts(runs: number, environment: Environment): Record<'all' | 'p50', string[]> {
  const all: string[] = [];
  const p50: string[] = [];
  for (let run = 0; run < runs; run += 1) {
    const random = seededRandom(run);
    const next = environment(random);
    const draw = ({ latencyMs, scatter, failShare }: Circumstances): Block =>
      simulatedBlock(
        {
          startMs: 0,
          lengthMs: 20,
          concurrency: 1,
          failShare,
          latencyMs: () => latencyMs * Math.exp(scatter * normal(random)),
        },
        random,
      );
    const pairs = Array.from({ length: 14 }, next).map(([a, b]) => [draw(a), draw(b)] as const);
    const comparison = compare(
      pairs.map(([a]) => a),
      pairs.map(([, b]) => b),
    );
    all.push(comparison.verdict);
    p50.push(comparison.latency.p50.verdict);
  }
  return { all, p50 };
}

function different(values: readonly string[]): number {
  return values.filter((verdict) => verdict === 'slower' || verdict === 'faster').length;
}

const environments: Readonly<Record<string, Environment>> = {
  'requests that scatter widely': () => () => [
    { ...calm, scatter: 0.8 },
    { ...calm, scatter: 0.8 },
  ],
  'a machine that drifts for both': (random) => {
    let drift = 0;
    return () => {
      drift += 0.1 * normal(random);
      const now = { ...calm, latencyMs: medianMs * Math.exp(drift) };
      return [now, now];
    };
  },
  'stalls that hit one or both, and noise of each block': (random) => {
    const side = (isStalled: boolean): Circumstances => ({
      ...calm,
      latencyMs: medianMs * Math.exp(0.2 * normal(random)) * (isStalled && random() < 0.7 ? 5 : 1),
    });
    return () => {
      const isStalled = random() < 0.15;
      return [side(isStalled), side(isStalled)];
    };
  },
  'failures that come and go': (random) => () => {
    const now = { ...calm, failShare: 0.2 * random() ** 3 };
    return [now, now];
  },
};

for (const [name, environment] of Object.entries(environments)) {
  test(`A/A is called different in at most 5 % of 400 comparisons: ${name}`, () => {
    const called = different(verdicts(400, environment).all);
    assert.ok(called <= 20, `${called} of 400`);
  });
}

test('20 ms against 21 ms is found in at least 90 % of comparisons of 13 pairs', () => {
  const runs = 200;
  let found = 0;
  for (let run = 0; run < runs; run += 1) {
    const random = seededRandom(1000 + run);
    const make = (timerMs: number): Block => {
      const blockMs = timerMs * (1 + within(0.03, random));
      const latencyMs = (): number => blockMs * (1 + within(0.02, random));
      return simulatedBlock(
        { startMs: 0, lengthMs: 200, concurrency: 10, latencyMs, failShare: 0 },
        random,
      );
    };
    const a = blocks(13, () => make(20));
    const b = blocks(13, () => make(21));
    if (compare(a, b).latency.p50.verdict === 'slower') found += 1;
  }
  assert.ok(found >= 0.9 * runs, `${found} of ${runs}`);
});
