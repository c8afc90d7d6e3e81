import { durationText } from '../../base/duration.ts';

/** `1h5m20s`: in whole seconds, as precisely as anybody wants to know how long something has been going on. */
export function roughDuration(durationMs: number): string {
  return durationMs < 1000
    ? durationText(Math.round(durationMs))
    : durationText(Math.round(durationMs / 1000) * 1000);
}
