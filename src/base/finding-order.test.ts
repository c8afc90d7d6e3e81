import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Finding } from './finding.ts';
import { inReadingOrder } from './finding-order.ts';

function at(file: string, line: number, column: number): Finding {
  const key = `${file}:${line}:${column}`;
  return { id: 'x', severity: 'error', title: key, place: { file, line, column }, key };
}

test('findings come file by file, from top to bottom, those without a place last', () => {
  const nowhere: Finding = { id: 'x', severity: 'info', title: '', key: 'nowhere' };
  const findings = [
    at('b.yaml', 9, 1),
    nowhere,
    at('a.yaml', 2, 7),
    at('b.yaml', 3, 5),
    at('b.yaml', 3, 1),
  ];
  assert.deepEqual(
    inReadingOrder(findings).map(({ key }) => key),
    ['b.yaml:3:1', 'b.yaml:3:5', 'b.yaml:9:1', 'a.yaml:2:7', 'nowhere'],
  );
});
