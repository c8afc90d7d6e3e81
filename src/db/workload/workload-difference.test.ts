import assert from 'node:assert/strict';
import { test } from 'node:test';
import { workloadOf } from '../../../test/support/workload.ts';
import { workloadDifference } from './workload-difference.ts';

test('only what was asked in between counts', () => {
  const before = workloadOf(
    { text: 'a', calls: 10, totalMs: 100, rows: 10, temporaryBytes: 5 },
    { text: 'idle', calls: 7 },
    { text: 'reset', calls: 1000, totalMs: 5000 },
  );
  const after = workloadOf(
    { text: 'a', calls: 15, totalMs: 400, rows: 30, temporaryBytes: 5 },
    { text: 'idle', calls: 7 },
    { text: 'reset', calls: 3, totalMs: 30 },
    { text: 'new', calls: 2, totalMs: 20 },
  );
  const { statements, countedDays } = workloadDifference(before, after, 0.5);
  assert.equal(countedDays, 0.5);
  assert.deepEqual(
    statements.map(({ text, calls, totalMs }) => [text, calls, totalMs]),
    [
      ['a', 5, 300],
      ['reset', 3, 30],
      ['new', 2, 20],
    ],
  );
  assert.deepEqual([statements[0]?.rows, statements[0]?.temporaryBytes], [20, 0]);
});
