import assert from 'node:assert/strict';
import { assertConforms } from './published-schema.ts';
import { type Outcome, trivet, type TrivetOptions } from './trivet.ts';

/** The part of `schemas/load-1.json` that tests look at. */
export interface LoadDocument {
  readonly target: string;
  readonly duration_s: number;
  readonly interrupted: boolean;
  readonly valid: boolean;
  readonly config: Readonly<Record<string, unknown>>;
  readonly requests: Readonly<
    Record<
      'total' | 'ok' | 'failed' | 'per_second' | 'scheduled' | 'sent' | 'unsent' | 'unfinished',
      number
    >
  >;
  readonly latency_ms: Figures;
  readonly latency_corrected_ms?: Figures;
  readonly bytes: { readonly received: number; readonly sent: number };
  readonly statuses: Readonly<Record<string, number>>;
  readonly errors: Readonly<Record<string, number>>;
  readonly connections: { readonly opened: number; readonly closed_idle: number };
  readonly generator: { readonly cpu_us_per_request: number; readonly rate_reached: number };
  readonly operations: readonly Operation[];
  readonly timeline: readonly Row[];
  readonly thresholds: readonly { readonly text: string; readonly passed: boolean }[];
  readonly expectations: readonly {
    readonly name: string;
    readonly passed: boolean;
    readonly detail: string;
  }[];
  readonly comparison?: {
    readonly method: string;
    readonly pairs: number;
    readonly verdict: string;
    readonly a: Side;
    readonly b: Side;
  };
  readonly limit?: { readonly held: number; readonly steps: readonly { readonly held: boolean }[] };
}

/** `null` where nothing was measured. */
type Figures = Readonly<Record<'min' | 'mean' | 'p50' | 'p90' | 'p95' | 'p99' | 'max', number>>;

interface Operation {
  readonly name: string;
  readonly total: number;
  readonly ok: number;
  readonly failed: number;
}

interface Row {
  readonly at_s: number;
  readonly total: number;
  readonly ok: number;
}

interface Side {
  readonly name: string;
  readonly total: number;
}

export interface LoadRun extends Outcome {
  readonly document: LoadDocument;
}

/** Runs `trivet load … --json` and holds what it prints to the schema and to the conservation law. */
export async function runLoad(
  args: readonly string[],
  options: TrivetOptions = {},
): Promise<LoadRun> {
  const outcome = await trivet(['load', ...args, '--json'], options);
  return { ...outcome, document: readDocument(outcome) };
}

export function readDocument({ exit, out, err }: Outcome): LoadDocument {
  assert.notEqual(out, '', `exit ${exit}, and nothing on standard output: ${err}`);
  const parsed: unknown = JSON.parse(out);
  assertConforms(parsed);
  const document: LoadDocument = JSON.parse(out);
  assert.ok('requests' in document, `no report but ${out}${err}`);
  assertConserved(document);
  return document;
}

/** Every request is in exactly one place, whatever became of it. */
function assertConserved({ requests, errors, operations, statuses, timeline }: LoadDocument): void {
  const { total, ok, failed, scheduled, sent, unsent, unfinished } = requests;
  const what = JSON.stringify({ requests, errors });
  assert.equal(total, ok + failed, what);
  assert.equal(scheduled, sent + unsent, what);
  assert.equal(scheduled, total, what);
  assert.equal(sumOf(Object.values(errors)), failed, what);
  assert.ok(unfinished <= failed && sumOf(Object.values(statuses)) <= sent, what);
  assert.equal(sumOf(operations.map((operation) => operation.total)), total, what);
  assert.equal(sumOf(operations.map((operation) => operation.ok)), ok, what);
  assert.equal(sumOf(timeline.map((row) => row.total)), total, what);
  assert.ok(!('none' in errors), what);
}

export function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
