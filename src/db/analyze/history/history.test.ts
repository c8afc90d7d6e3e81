import assert from 'node:assert/strict';
import { test } from 'node:test';
import { workloadOf } from '../../../../test/support/workload.ts';
import type { HistoryLine } from './history-line.ts';
import { historyRun } from './history-run.ts';
import { historyText } from './history-text.ts';
import { readHistory } from './read-history.ts';
import { slowerThanBefore } from './slower.ts';

const database = 'localhost:5432/shop';

function line(changes: Partial<HistoryLine>): HistoryLine {
  return {
    at: '2026-01-01T00:00:00.000Z',
    database,
    id: '1',
    text: 'SELECT 1 FROM t',
    calls: 100,
    totalMs: 1000,
    countedCalls: 100,
    countedMs: 1000,
    ...changes,
  };
}

test('what is written is read again', () => {
  const lines = [line({}), line({ id: '2', text: 'SELECT "ü" FROM t' })];
  assert.deepEqual(readHistory(historyText(lines), 'h.jsonl'), lines);
});

test('where it gets too long, the oldest lines go', () => {
  const lines = ['1', '2', '3'].map((id) => line({ id }));
  const length = historyText(lines).length;
  const kept = readHistory(historyText(lines, length - 1), 'h.jsonl');
  assert.deepEqual(
    kept.map(({ id }) => id),
    ['2', '3'],
  );
});

test('a broken line is named', () => {
  const text = `${historyText([line({})])}{"schema":\n`;
  assert.throws(() => readHistory(text, 'h.jsonl'), {
    code: 'INPUT_INVALID',
    message: /h\.jsonl, line 2 is not JSON/,
  });
});

test('a run counts what came since the one before, of statements that are about tables', async () => {
  const counted = workloadOf(
    { text: 'SELECT a FROM t', calls: 150, totalMs: 6000 },
    { text: 'SELECT 1 FROM pg_class', calls: 5 },
  );
  const run = { at: new Date(0), database, counted, watched: undefined };
  const [since, more] = await historyRun(run, [line({ database: 'other' }), line({})]);
  assert.equal(more, undefined);
  assert.deepEqual([since?.calls, since?.totalMs, since?.countedCalls], [50, 5000, 150]);
});

test('a statement is slower where calls and the difference are large enough', () => {
  const cases: readonly (readonly [
    now: Partial<HistoryLine>,
    then: Partial<HistoryLine>,
    slower: boolean,
  ])[] = [
    [{ calls: 100, totalMs: 2000 }, {}, true],
    [{ calls: 100, totalMs: 1400 }, {}, false],
    [{ calls: 29, totalMs: 29_000 }, {}, false],
    [{ calls: 100, totalMs: 2000 }, { calls: 5 }, false],
    [{ calls: 100, totalMs: 90 }, { totalMs: 10 }, false],
    [{ calls: 100, totalMs: 2000 }, { database: 'other' }, false],
  ];
  for (const [now, then, slower] of cases) {
    const found = slowerThanBefore([line(now)], [line(then)]);
    assert.equal(found.length, slower ? 1 : 0, JSON.stringify([now, then]));
  }
  const [found] = slowerThanBefore([line({ totalMs: 2000 })], [line({ totalMs: 100 }), line({})]);
  assert.deepEqual([found?.meanMsThen, found?.meanMsNow], [10, 20], 'the last run counts');
});
