import { durationText } from '../../../base/duration.ts';
import { html, type Html } from '../../../report/html.ts';
import { ms, percent, perSecond, withSeparators } from '../../../report/number.ts';
import { alongTime, upCounts, upFromZero, upLatency, type Axis } from '../../../report/svg/axis.ts';
import { chart } from '../../../report/svg/chart.ts';
import type { Layer, Strip } from '../../../report/svg/layer.ts';
import type { Point } from '../../../report/svg/path.ts';
import type { LoadConfig, LoadResult, TimelineRow } from '../../load-result.ts';
import { mergedRows } from '../merged-rows.ts';
import { roughDuration } from '../round-duration.ts';

/** What happened when: throughput with failures, latency, and in the open model how many requests were waiting. */
export function timelineSection({ timeline, config }: LoadResult): Html | undefined {
  const rows = mergedRows(timeline, rowsMax);
  const [first, last] = [rows[0], rows.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  const x = alongTime(last.atMs + last.lengthMs);
  return html`<section>
    <h2>Over time</h2>
    <div class="charts">
      ${throughputChart(rows, x, config)} ${latencyChart(rows, x)}
      ${rows.some(({ failed }) => failed > 0) && failuresChart(rows, x)}
      ${config.rate !== undefined && inFlightChart(rows, x)}
    </div>
    <p class="quiet">Each point covers about ${durationText(roughDuration(first.lengthMs))}.</p>
  </section>`;
}

/** One for every third unit of the drawing. */
const rowsMax = 160;

function throughputChart(rows: readonly TimelineRow[], x: Axis, { rate }: LoadConfig): Html {
  const all = rows.map((row): Point => [middleOf(row), rateOf(row, row.total)]);
  const ground = all.map(([at]): Point => [at, 0]);
  const asked: Layer[] =
    rate === undefined
      ? []
      : [
          {
            kind: 'line',
            name: 'asked for',
            tone: 'muted',
            dashed: true,
            points: all.map(([at]) => [at, rate]),
          },
        ];
  return chart({
    title: 'Throughput',
    description: 'Requests completed per second over time.',
    x,
    y: upFromZero([...all.map(([, value]) => value ?? 0), rate ?? 0], 'requests/s'),
    layers: [
      { kind: 'band', name: '', tone: 'ok', upper: all, lower: ground },
      { kind: 'line', name: rate === undefined ? '' : 'completed', tone: 'ok', points: all },
      ...asked,
      { kind: 'strips', strips: rows.map((row) => stripOf(row, throughputText(row))) },
    ],
  });
}

function latencyChart(rows: readonly TimelineRow[], x: Axis): Html {
  const quantile = (share: number): readonly Point[] =>
    rows.map((row) => [middleOf(row), quantileMs(row, share)]);
  const [p50, p99] = [quantile(0.5), quantile(0.99)];
  const values = [...p50, ...p99].flatMap(([, value]) => value ?? []);
  return chart({
    title: 'Latency',
    description: `p50 and p99 over time; the highest p99 is ${ms(Math.max(0, ...values))} ms.`,
    x,
    y: upLatency(values),
    layers: [
      { kind: 'band', name: '', tone: 'a', upper: p99, lower: p50 },
      { kind: 'line', name: 'p99', tone: 'b', points: p99 },
      { kind: 'line', name: 'p50', tone: 'a', points: p50 },
      { kind: 'strips', strips: rows.map((row) => stripOf(row, latencyText(row))) },
    ],
  });
}

function failuresChart(rows: readonly TimelineRow[], x: Axis): Html {
  const bars = rows.map((row) => ({
    from: row.atMs,
    to: row.atMs + row.lengthMs,
    height: row.failed,
  }));
  const failures = rows.reduce((sum, row) => sum + row.failed, 0);
  return chart({
    title: 'Failures',
    description: `Failed requests over time; ${withSeparators(failures)} in all.`,
    x,
    y: upCounts(
      rows.map(({ failed }) => failed),
      'requests',
    ),
    layers: [
      { kind: 'bars', name: '', tone: 'bad', bars },
      {
        kind: 'strips',
        strips: rows
          .filter(({ failed }) => failed > 0)
          .map((row) => stripOf(row, failuresText(row))),
      },
    ],
  });
}

function inFlightChart(rows: readonly TimelineRow[], x: Axis): Html {
  const points = rows.map((row): Point => [row.atMs + row.lengthMs, row.inFlight]);
  const most = Math.max(...rows.map(({ inFlight }) => inFlight));
  return chart({
    title: 'Requests under way',
    description: `How many requests were unanswered; at most ${withSeparators(most)}.`,
    x,
    y: upCounts([most], 'requests'),
    layers: [{ kind: 'line', name: '', tone: 'a', points }],
  });
}

function middleOf({ atMs, lengthMs }: TimelineRow): number {
  return atMs + lengthMs / 2;
}

function rateOf({ lengthMs }: TimelineRow, count: number): number {
  return lengthMs > 0 ? count / (lengthMs / 1000) : 0;
}

function quantileMs({ latency }: TimelineRow, share: number): number | undefined {
  return latency.count === 0 ? undefined : latency.quantileUs(share) / 1000;
}

function stripOf({ atMs, lengthMs }: TimelineRow, text: string): Strip {
  return { from: atMs, to: atMs + lengthMs, text: `${durationText(atMs)}: ${text}` };
}

function throughputText(row: TimelineRow): string {
  return `${perSecond(rateOf(row, row.total))}/s`;
}

function failuresText({ failed, total }: TimelineRow): string {
  return `${withSeparators(failed)} failed (${percent(failed / total)})`;
}

function latencyText(row: TimelineRow): string {
  const [p50, p99] = [quantileMs(row, 0.5), quantileMs(row, 0.99)];
  if (p50 === undefined || p99 === undefined) return 'no answers';
  return `p50 ${ms(p50)}, p99 ${ms(p99)}, max ${ms(row.latency.maxUs / 1000)} ms`;
}
