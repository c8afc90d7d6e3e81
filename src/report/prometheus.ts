import type { HistogramMetric, Metric, MetricUnit } from './metric.ts';

type Labels = Readonly<Record<string, string>>;

/**
 * Metrics in the text format 0.0.4, which Pushgateway and the textfile collector read:
 * https://prometheus.io/docs/instrumenting/exposition_formats/. `common` labels go onto every sample.
 */
export function prometheusText(metrics: readonly Metric[], common: Labels): string {
  return metrics
    .flatMap((metric) => [
      `# HELP ${prometheusName(metric)} ${helpText(metric.help)}`,
      `# TYPE ${prometheusName(metric)} ${metric.kind}`,
      ...sampleLines(metric, common),
    ])
    .map((line) => `${line}\n`)
    .join('');
}

/** Dots become underscores, the unit and `total` are appended: https://opentelemetry.io/docs/specs/otel/compatibility/prometheus_and_openmetrics/ */
function prometheusName({ name, unit, kind }: Metric): string {
  return `${name.replaceAll('.', '_')}${suffixes[unit]}${kind === 'counter' ? '_total' : ''}`;
}

const suffixes: Readonly<Record<MetricUnit, string>> = {
  s: '_seconds',
  By: '_bytes',
  '1': '_ratio',
  '{request}': '',
  '{request}/s': '_per_second',
  '{connection}': '',
  '': '',
};

function sampleLines(metric: Metric, common: Labels): readonly string[] {
  if (metric.kind === 'histogram') return histogramLines(metric, common);
  const name = prometheusName(metric);
  return metric.points.map(
    ({ labels, value }) => `${name}${labelText({ ...common, ...labels })} ${numberText(value)}`,
  );
}

function histogramLines(metric: HistogramMetric, common: Labels): readonly string[] {
  const name = prometheusName(metric);
  return metric.points.flatMap(({ labels, buckets }) => {
    const all = { ...common, ...labels };
    let seen = 0;
    const lines = buckets.counts.map((count, index) => {
      seen += count;
      const le = numberText(buckets.bounds[index] ?? Number.POSITIVE_INFINITY);
      return `${name}_bucket${labelText({ ...all, le })} ${seen}`;
    });
    return [
      ...lines,
      `${name}_sum${labelText(all)} ${numberText(buckets.sum)}`,
      `${name}_count${labelText(all)} ${seen}`,
    ];
  });
}

function labelText(labels: Labels): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${valueText(value)}"`);
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
}

function valueText(text: string): string {
  return helpText(text).replaceAll('"', '\\"');
}

function helpText(text: string): string {
  return text.toWellFormed().replaceAll('\\', '\\\\').replaceAll('\n', '\\n');
}

/** As Go reads floating-point numbers. */
function numberText(value: number): string {
  if (Number.isFinite(value)) return String(value);
  return Number.isNaN(value) ? 'NaN' : value > 0 ? '+Inf' : '-Inf';
}
