import assert from 'node:assert/strict';
import { test } from 'node:test';
import { emptyResult, hostileResult, plainResult } from '../../../test/support/load-results.ts';
import { loadCsv } from './csv.ts';

test('a row for each interval and one for all, in the same columns', () => {
  const lines = loadCsv(plainResult()).trimEnd().split('\r\n');
  assert.equal(lines.length, 1 + 30 + 1);
  const [heading = '', first = ''] = lines;
  const names = heading.split(',');
  assert.ok(lines.every((line) => line.split(',').length === names.length));
  const cell = (line: string, name: string): string | undefined =>
    line.split(',')[names.indexOf(name)];
  assert.equal(cell(first, 'row'), 'interval');
  const total = lines.at(-1) ?? '';
  assert.equal(cell(total, 'row'), 'total');
  assert.equal(cell(total, 'latency_max_ms'), '1247');
  const requests = lines.slice(1, -1).map((line) => Number(cell(line, 'requests')));
  assert.equal(
    requests.reduce((sum, count) => sum + count, 0),
    Number(cell(total, 'requests')),
  );
});

test('without requests there are no figures, and no strange ones', () => {
  const [, total = ''] = loadCsv(emptyResult()).trimEnd().split('\r\n');
  assert.equal(total, 'total,0,30,0,0,0,0,,0,,,,,,,,');
});

test('no text of strangers is in it', () => {
  assert.match(loadCsv(hostileResult()), /^[\w,.\r\n-]+$/);
});
