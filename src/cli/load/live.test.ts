import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LoadProgress } from '../../load/index.ts';
import { openTerminal } from '../terminal.ts';
import { liveView } from './live.ts';

function record(isTTY: boolean): {
  readonly view: (progress: LoadProgress) => void;
  readonly said: () => string;
} {
  let text = '';
  const terminal = openTerminal({
    stdout: { write: () => assert.fail('nothing goes to standard output') },
    stderr: { isTTY, write: (piece) => (text += piece) },
    env: { NO_COLOR: '1' },
    options: { json: false, quiet: false, verbose: false, noColor: false },
  });
  return { view: liveView(terminal), said: () => text };
}

function at(elapsedMs: number, changes: Partial<LoadProgress> = {}): LoadProgress {
  return {
    phase: 'measuring',
    elapsedMs,
    durationMs: 60_000,
    total: 1000,
    failed: 3,
    perSecond: 4812.4,
    p50Ms: 9.83,
    p99Ms: 41.2,
    ...changes,
  };
}

test('in a pipe, a line now and then', () => {
  const { view, said } = record(false);
  for (let second = 0; second <= 60; second += 1)
    view(at(second * 1000, second === 0 ? { total: 0 } : {}));
  const lines = said().trim().split('\n');
  assert.ok(lines.length >= 5 && lines.length <= 12, `${lines.length} lines`);
  assert.equal(lines[0], '[6s/1m] 4,812/s, p50 9.83 ms, p99 41.2 ms, failed 3');
});

test('where nobody knows how long it takes, the end is not promised', () => {
  const { view, said } = record(false);
  view(at(5000, { durationMs: 0 }));
  assert.match(said(), /^\[5s\] /);
});

test('on a terminal, a block that replaces itself and fits', () => {
  const { view, said } = record(true);
  for (let second = 1; second <= 100; second += 1) {
    view(at(second * 600, { perSecond: (second % 9) * 1000 }));
  }
  const blocks = said().split('\r\u001b[2K');
  const last = (blocks.at(-1) ?? '').replaceAll('\u001b[1A\u001b[2K', '').split('\n');
  assert.equal(last.length, 3);
  assert.match(last[0] ?? '', /^measuring █+ 100 %$/);
  assert.match(last[2] ?? '', /8,000\/s at most, 1,000 requests$/);
  for (const line of last) assert.ok(line.length <= 79, line);
});

test('before the first requests, the phase alone', () => {
  const { view, said } = record(true);
  view(at(0, { phase: 'warming up', total: 0 }));
  assert.match(said(), /warming up$/);
});
