/** Figures for a monitoring system, named as OpenTelemetry does; `prometheus.ts` and `otlp.ts` write them down. */
export type Metric = NumberMetric | HistogramMetric;

export interface NumberMetric extends MetricHead {
  /** A counter only ever grows while a process lives; a gauge is what it is. */
  readonly kind: 'counter' | 'gauge';
  readonly points: readonly (Labelled & { readonly value: number })[];
}

export interface HistogramMetric extends MetricHead {
  readonly kind: 'histogram';
  readonly points: readonly (Labelled & { readonly buckets: BucketCounts })[];
}

/** Values by buckets, in the unit of the metric. */
export interface BucketCounts {
  /** Upper ends, inclusive, ascending; a last bucket without an end follows. */
  readonly bounds: readonly number[];
  /** One more than there are bounds; not cumulative. */
  readonly counts: readonly number[];
  readonly sum: number;
  readonly min: number;
  readonly max: number;
}

/** UCUM, as https://opentelemetry.io/docs/specs/semconv/general/metrics/ has it; empty for a yes or no. */
export type MetricUnit = 's' | 'By' | '1' | '{request}' | '{request}/s' | '{connection}' | '';

interface MetricHead {
  /** `trivet.load.requests` */
  readonly name: string;
  readonly help: string;
  readonly unit: MetricUnit;
}

interface Labelled {
  readonly labels: Readonly<Record<string, string>>;
}
