import { derivedSeed, type Random, seededRandom } from '../base/random.ts';
import { Histogram } from '../http/histogram.ts';
import type { Block } from './comparison.ts';
import type { Crew } from './engine/crew.ts';
import type { Snapshot } from './engine/snapshot.ts';
import type { LoadIo, LoadRequest } from './load-request.ts';
import { noProgress } from './run-plain.ts';
import { steadyLoad } from './shape.ts';
import { Tally } from './tally.ts';
import { Timeline } from './timeline.ts';

/** Two targets, driven in turn. */
export interface ComparedRuns {
  readonly a: ComparedRun;
  readonly b: ComparedRun;
}

export interface ComparedRun {
  readonly blocks: Block[];
  readonly tally: Tally;
  readonly timeline: Timeline;
  /** Time of its blocks together. */
  activeMs: number;
}

/**
 * Drives both targets from the same process in short blocks, pair after pair, in random order within each pair: whatever
 * the machine does in the meantime, it does to both. Each block is waited for before the next one starts.
 */
export async function runComparison(
  crew: Crew,
  request: LoadRequest,
  io: Pick<LoadIo, 'progress' | 'signal'>,
): Promise<ComparedRuns> {
  const random = seededRandom(derivedSeed(request.seed, orderPart));
  const runs = { a: emptyRun(crew, 0), b: emptyRun(crew, 1) };
  io.progress({ ...noProgress, phase: 'warming up' });
  const blockMs = await warmUp(crew, request, runs);
  const startMs = performance.now();
  for (let pair = 0; ; pair += 1) {
    const order = pairOrder(random);
    for (const side of order) {
      if (io.signal.aborted) return runs;
      const run = side === 0 ? runs.a : runs.b;
      const atMs = performance.now() - startMs;
      addBlock(run, await runBlock(crew, request, side, blockMs, pair), atMs);
    }
    const elapsedMs = performance.now() - startMs;
    io.progress(progressOf(runs, request, elapsedMs));
    // The time of another pair must be left.
    if (elapsedMs + elapsedMs / (pair + 1) > request.durationMs) return runs;
  }
}

/** Both targets are warm before the first block counts, and the block is long enough for its quantiles. */
async function warmUp(crew: Crew, request: LoadRequest, { a, b }: ComparedRuns): Promise<number> {
  const { warmupMs, durationMs } = request;
  const latency = new Histogram();
  for (const [side, { tally }] of [a, b].entries()) {
    const lengthMs = Math.max(warmupMs, blockMsUsual);
    for (const snapshot of await runBlock(crew, request, side, lengthMs, -1)) {
      tally.addConnections(snapshot);
      for (const part of snapshot.series) latency.addSparse(part.latency);
    }
  }
  const roundsMs = (latency.quantileUs(0.5) / 1000) * roundsMin;
  // In a short comparison pairs count for more than the requests of each.
  const usualMs = Math.min(blockMsUsual, Math.max(blockMsMin, durationMs / (2 * pairsWanted)));
  // Few enough blocks to keep them all, and at least eight pairs.
  const longestMs = Math.max(blockMsMin, durationMs / (2 * pairsMin));
  return Math.min(longestMs, Math.max(usualMs, roundsMs, durationMs / blocksMax));
}

async function runBlock(
  crew: Crew,
  request: LoadRequest,
  side: number,
  durationMs: number,
  pair: number,
): Promise<readonly Snapshot[]> {
  const { load, seed, timeouts } = request;
  const { rest } = await crew.run({
    side,
    durationMs,
    // Both blocks of a pair have the same schedule.
    load: steadyLoad(load, durationMs, derivedSeed(seed, pair)),
    requestsMax: undefined,
    graceMs: timeouts.totalMs,
    tickMs: 0,
  });
  return rest;
}

function addBlock(run: ComparedRun, snapshots: readonly Snapshot[], atMs: number): void {
  const latency = new Histogram();
  let total = 0;
  let ok = 0;
  let lengthMs = 0;
  for (const [worker, snapshot] of snapshots.entries()) {
    run.tally.add(snapshot, worker);
    const { fromMs, toMs } = snapshot;
    run.timeline.add({ ...snapshot, fromMs: atMs + fromMs, toMs: atMs + toMs }, worker);
    for (const part of snapshot.series) latency.addSparse(part.corrected ?? part.latency);
    total += snapshot.ended.reduce((sum, count) => sum + count, 0);
    ok += snapshot.ok.reduce((sum, count) => sum + count, 0);
    lengthMs = Math.max(lengthMs, snapshot.lastEndMs);
  }
  run.blocks.push({ startMs: atMs, lengthMs, total, failed: total - ok, latency });
  run.activeMs += lengthMs;
}

function pairOrder(random: Random): readonly [number, number] {
  return random() < 0.5 ? [0, 1] : [1, 0];
}

function emptyRun(crew: Crew, side: number): ComparedRun {
  return {
    blocks: [],
    tally: new Tally(crew.operations[side] ?? []),
    timeline: new Timeline(1000),
    activeMs: 0,
  };
}

function progressOf(
  { a, b }: ComparedRuns,
  { durationMs }: LoadRequest,
  elapsedMs: number,
): Parameters<LoadIo['progress']>[0] {
  const counts = [a, b].map(({ tally }) => tally.counts(0, 0));
  const last = b.blocks.at(-1);
  return {
    phase: `pair ${b.blocks.length}`,
    elapsedMs,
    durationMs,
    total: counts.reduce((sum, { total }) => sum + total, 0),
    failed: counts.reduce((sum, { failed }) => sum + failed, 0),
    perSecond: last === undefined ? 0 : (last.total * 1000) / Math.max(1, last.lengthMs),
    p50Ms: (last?.latency.quantileUs(0.5) ?? 0) / 1000,
    p99Ms: (last?.latency.quantileUs(0.99) ?? 0) / 1000,
  };
}

/** Short blocks see small differences (0.2 s: +10 % in two minutes at 74 %, 1 s: at 24 %). */
const blockMsUsual = 200;
const blockMsMin = 100;
/** Typical latencies in a block, so that its beginning and its end weigh little. */
const roundsMin = 6;
const pairsMin = 8;
const pairsWanted = 20;
/** Beyond these, blocks get longer instead: they are all kept. */
const blocksMax = 1500;
/** Which part of the seed orders the pairs. */
const orderPart = 1000;
