import { durationText } from '../../../base/duration.ts';
import { printableLine } from '../../../base/printable.ts';
import { withSeparators } from '../../../report/number.ts';
import type { Style } from '../../../report/style.ts';
import type { LoadResult } from '../../load-result.ts';
import { roundDuration } from '../round-duration.ts';

/** What was tested and how; then, where it is so, that the figures cannot be believed or are not all. */
export function headLines(result: LoadResult, style: Style): readonly string[] {
  return [
    style('bold', '=== Load Test Results ==='),
    `Target: ${printableLine(result.target)}`,
    settingsOf(result).join(' | '),
    ...invalidLines(result).map((line) => style('bold', style('red', line))),
    ...interruptedLines(result).map((line) => style('yellow', line)),
  ];
}

function settingsOf({ durationMs, config }: LoadResult): readonly string[] {
  return [
    `Duration: ${durationText(roundDuration(durationMs))}`,
    `Concurrency: ${withSeparators(config.concurrency)}`,
    ...(config.rate === undefined ? [] : [`Rate: ${withSeparators(config.rate)}/s`]),
  ];
}

function invalidLines({ generator }: LoadResult): readonly string[] {
  if (generator.valid) return [];
  const [first = 'the generator could not keep up.', ...others] = generator.reasons;
  return [
    `NOT VALID: ${printableLine(first)}`,
    ...others.map((reason) => `           ${printableLine(reason)}`),
  ];
}

function interruptedLines({ interrupted, durationMs, config }: LoadResult): readonly string[] {
  if (!interrupted) return [];
  const planned = durationText(config.durationMs);
  return [`Interrupted after ${durationText(roundDuration(durationMs))} of ${planned}`];
}
