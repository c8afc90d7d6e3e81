import { TrivetError } from '../base/errors.ts';
import { parseDuration } from '../base/duration.ts';
import type { Histogram } from '../http/histogram.ts';
import type { LoadResult, ThresholdResult } from './load-result.ts';

/** A condition on a run: `p99<200ms`, `avg<50ms`, `errors<1%`, `rps>500`. */
export interface Threshold {
  /** As the user wrote it. */
  readonly text: string;
  readonly metric: Metric;
  readonly operator: '<' | '<=' | '>' | '>=';
  /** Milliseconds, a share (0 to 1), or requests per second. */
  readonly limit: number;
}

export type Metric =
  | { readonly kind: 'quantile'; readonly share: number; readonly name: string }
  | { readonly kind: 'min' | 'avg' | 'max' | 'errors' | 'rps' };

/** Throws `USAGE` with the forms that exist. */
export function parseThreshold(text: string): Threshold {
  const match = /^\s*(\w+(?:\.\d+)?)\s*(<=|>=|<|>)\s*([\d.]+\s*\S*)\s*$/.exec(text);
  const metric = match && metricOf((match[1] ?? '').toLowerCase());
  const limit = match && metric ? limitOf(metric, (match[3] ?? '').trim()) : undefined;
  const operator = operators.find((each) => each === match?.[2]);
  if (!metric || limit === undefined || operator === undefined) {
    throw new TrivetError('USAGE', `"${text}" is no threshold.`, {
      hint: "Write one like 'p99<200ms', 'p99.9<1s', 'avg<50ms', 'errors<1%' or 'rps>500', in quotes.",
    });
  }
  return { text, metric, operator, limit };
}

/** Latencies are the corrected ones where there is a rate: what users would have seen. */
export function checkThreshold(threshold: Threshold, result: ThresholdInput): ThresholdResult {
  const { metric, operator, limit, text } = threshold;
  const value = valueOf(metric, result);
  return {
    text,
    // Without a single value nothing can be said to be below a limit.
    passed: !Number.isNaN(value) && compares[operator](value, limit),
    actual: `${nameOf(metric)} = ${showValue(metric, value)}`,
  };
}

export type ThresholdInput = Pick<LoadResult, 'latency' | 'latencyCorrected' | 'requests'>;

/** Whether the threshold is about time, so that an invalid measurement cannot prove it. */
export function isAboutTime({ metric }: Threshold): boolean {
  return metric.kind !== 'errors';
}

function metricOf(name: string): Metric | undefined {
  if (name === 'min' || name === 'avg' || name === 'max' || name === 'errors' || name === 'rps') {
    return { kind: name };
  }
  if (name === 'mean') return { kind: 'avg' };
  const share = /^p(\d{1,2}(?:\.\d+)?)$/.exec(name)?.[1];
  if (share === undefined || Number(share) === 0) return undefined;
  return { kind: 'quantile', share: Number(share) / 100, name };
}

function limitOf(metric: Metric, text: string): number | undefined {
  if (metric.kind === 'errors') {
    const percent = /^([\d.]+)\s*%$/.exec(text)?.[1];
    const share = percent === undefined ? Number(text) : Number(percent) / 100;
    // A bare 1 would be all of them, and is most likely a forgotten %.
    return share >= 0 && (share < 1 || (percent !== undefined && share === 1)) ? share : undefined;
  }
  if (metric.kind === 'rps') {
    const rate = Number(text.replace(/\/s$/, ''));
    return Number.isFinite(rate) ? rate : undefined;
  }
  // A bare number is milliseconds here: nobody means 200 s.
  return parseDuration(/^[\d.]+$/.test(text) ? `${text}ms` : text);
}

function valueOf(metric: Metric, { latency, latencyCorrected, requests }: ThresholdInput): number {
  if (metric.kind === 'errors') {
    return requests.total === 0 ? Number.NaN : requests.failed / requests.total;
  }
  if (metric.kind === 'rps') return requests.perSecond;
  const times = latencyCorrected ?? latency;
  return times.count === 0 ? Number.NaN : timeUs(metric, times) / 1000;
}

function timeUs(metric: Metric, times: Histogram): number {
  if (metric.kind === 'quantile') return times.quantileUs(metric.share);
  if (metric.kind === 'min') return times.minUs;
  return metric.kind === 'max' ? times.maxUs : times.meanUs;
}

function nameOf(metric: Metric): string {
  return metric.kind === 'quantile' ? metric.name : metric.kind;
}

function showValue(metric: Metric, value: number): string {
  if (Number.isNaN(value)) return 'nothing was measured';
  if (metric.kind === 'errors') return `${Number((value * 100).toPrecision(3))} %`;
  if (metric.kind === 'rps') return `${Number(value.toFixed(1))}/s`;
  return `${Number(value.toPrecision(value >= 100 ? 4 : 3))} ms`;
}

const operators = ['<', '<=', '>', '>='] as const;

const compares: Readonly<Record<Threshold['operator'], (a: number, b: number) => boolean>> = {
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
};
