import { prometheusText } from '../../report/prometheus.ts';
import type { LoadResult } from '../load-result.ts';
import { loadMetrics } from './metrics.ts';

/** The run for Pushgateway or the textfile collector, each sample with its target. */
export function loadPrometheus(result: LoadResult): string {
  return prometheusText(loadMetrics(result), { target: result.target });
}
