import { withSeparators } from '../../report/number.ts';
import { durationText } from '../../base/duration.ts';
import type { LoadProgress } from '../../load/index.ts';
import type { Terminal } from '../terminal.ts';

/** Shows how a run goes: a block that redraws itself on a terminal, a line now and then elsewhere. */
export function liveView(terminal: Terminal): (progress: LoadProgress) => void {
  const rates: number[] = [];
  let saidMs = 0;
  return (progress) => {
    if (progress.total === 0) return terminal.progress(progress.phase);
    rates.push(progress.perSecond);
    if (rates.length > chartColumns) rates.shift();
    if (terminal.live) return terminal.progress(block(progress, rates));
    const everyMs = Math.max(lineEveryMs, progress.durationMs / 10);
    if (progress.elapsedMs < saidMs + everyMs) return;
    saidMs = progress.elapsedMs;
    terminal.note(line(progress));
  };
}

/** `[12s/30s] 4,812/s, p50 9.8 ms, p99 41 ms, failed 3` */
function line(progress: LoadProgress): string {
  const { elapsedMs, durationMs, perSecond, p50Ms, p99Ms, failed } = progress;
  const at = durationText(Math.round(elapsedMs / 1000) * 1000);
  const of = durationMs > 0 ? `/${durationText(durationMs)}` : '';
  return `[${at}${of}] ${whole(perSecond)}/s, p50 ${short(p50Ms)} ms, p99 ${short(p99Ms)} ms, failed ${whole(failed)}`;
}

function block(progress: LoadProgress, rates: readonly number[]): string {
  const { elapsedMs, durationMs, total } = progress;
  const share = durationMs > 0 ? Math.min(1, elapsedMs / durationMs) : 0;
  const filled = Math.round(share * barColumns);
  const bar = `${'█'.repeat(filled)}${'░'.repeat(barColumns - filled)}`;
  const top = Math.max(1, ...rates);
  const chart = rates.map((rate) => steps[Math.round((rate / top) * (steps.length - 1))]).join('');
  return [
    `${progress.phase} ${bar} ${(share * 100).toFixed(0)} %`,
    line(progress),
    `${chart} ${whole(top)}/s at most, ${whole(total)} requests`,
  ].join('\n');
}

function whole(value: number): string {
  return withSeparators(Math.round(value));
}

function short(value: number): string {
  return String(Number(value.toPrecision(3)));
}

const steps = [' ', '▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
const barColumns = 30;
const chartColumns = 40;
const lineEveryMs = 2000;
