import { otlpDocument } from '../../report/otlp.ts';
import type { LoadResult } from '../load-result.ts';
import { loadMetrics } from './metrics.ts';

/** The run for an OpenTelemetry collector; `version` is trivet's. */
export function loadOtlp(
  result: LoadResult,
  { version }: { readonly version: string },
): Readonly<Record<string, unknown>> {
  return otlpDocument(loadMetrics(result), {
    resource: { 'service.name': 'trivet', 'trivet.load.target': result.target },
    scope: { name: 'trivet/load', version },
    startedAt: result.startedAt,
    durationMs: result.durationMs,
  });
}
