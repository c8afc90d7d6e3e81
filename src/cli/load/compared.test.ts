import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LoadFlags } from '../commands/load-flags.ts';
import { comparisonOf } from './compared.ts';

const a = 'http://127.0.0.1:3000/a';
const b = 'http://127.0.0.1:3000/b';

function flags(compare: string | undefined): LoadFlags {
  const nothing: LoadFlags = Object.create(null);
  return { ...nothing, compare };
}

type Case = readonly [
  compare: string | undefined,
  operands: readonly string[],
  targets: readonly string[],
  baseline: string | undefined,
];

const cases: readonly Case[] = [
  [undefined, [], [], undefined],
  [undefined, [a], [a], undefined],
  ['', [a, b], [a, b], undefined],
  [b, [a], [a, b], undefined],
  ['HTTPS://example.com/', [a], [a, 'HTTPS://example.com/'], undefined],
  ['baseline.json', [a], [a], 'baseline.json'],
  // The target may come from --spec.
  ['baseline.json', [], [], 'baseline.json'],
  ['https.json', [a], [a], 'https.json'],
];

for (const [compare, operands, targets, baseline] of cases) {
  test(`${operands.join(' ')} ${compare === undefined ? '' : `--compare ${compare}`}`, () => {
    assert.deepEqual(comparisonOf(flags(compare), operands), { operands: targets, baseline });
  });
}

const mistakes: readonly (readonly [
  compare: string | undefined,
  operands: readonly string[],
  says: RegExp,
])[] = [
  [undefined, [a, b], /Two targets need --compare/],
  ['', [a], /needs something to compare with/],
  ['', [], /needs something to compare with/],
  [b, [], /needs something to compare with/],
  [b, [a, a], /needs something to compare with/],
  ['baseline.json', [a, b], /one too many/],
];

for (const [compare, operands, says] of mistakes) {
  test(`${operands.join(' ')} --compare ${compare ?? 'nothing'} is refused`, () => {
    assert.throws(() => comparisonOf(flags(compare), operands), { code: 'USAGE', message: says });
  });
}
