import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertSarif } from '../../test/support/sarif.ts';
import type { Finding } from '../base/finding.ts';
import { sarif, type SarifRule } from './sarif.ts';

const rule: SarifRule = { id: 'data-loss', summary: 'Rows are deleted.', page: '# data-loss\n' };
const finding: Finding = {
  id: 'data-loss',
  severity: 'error',
  title: 'DROP TABLE t removes the table with all its rows.',
  fix: 'Keep a copy.',
  place: { file: './db/two words/ü.sql', line: 3, column: 7 },
  evidence: { table: 't', rows: 12 },
  key: 'data-loss t',
};

test('a finding is a result, with its rule, its place and what makes it the same in the next run', () => {
  const log = sarif({ version: '1.2.3', rules: [rule], findings: [finding], suppressed: [] });
  const [result] = assertSarif(log);
  assert.deepEqual(result, {
    ruleId: 'data-loss',
    ruleIndex: 0,
    level: 'error',
    message: { text: 'DROP TABLE t removes the table with all its rows.\nKeep a copy.' },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: 'db/two%20words/%C3%BC.sql' },
          region: { startLine: 3, startColumn: 7 },
        },
      },
    ],
    partialFingerprints: { 'trivetKey/v1': 'data-loss t' },
    properties: { evidence: { table: 't', rows: 12 } },
  });
});

test('what is allowed is there as suppressed, with its reason', () => {
  const suppressed = [
    { finding, reason: 'it moved', inSource: true },
    { finding, reason: '', inSource: false },
  ];
  const results = assertSarif(sarif({ version: '1.2.3', rules: [rule], findings: [], suppressed }));
  assert.deepEqual(
    results.map(({ suppressions }) => suppressions),
    [[{ kind: 'inSource', justification: 'it moved' }], [{ kind: 'external' }]],
  );
});

test('a note is a note, and neither place nor rule nor fix is needed', () => {
  const bare: Finding = { id: 'x', severity: 'info', title: 'A note.', key: 'x' };
  const [result] = assertSarif(
    sarif({ version: '1.2.3', rules: [], findings: [bare], suppressed: [] }),
  );
  assert.deepEqual(result, {
    ruleId: 'x',
    level: 'note',
    message: { text: 'A note.' },
    partialFingerprints: { 'trivetKey/v1': 'x' },
  });
});

test('no findings are a run as well', () => {
  assert.deepEqual(
    assertSarif(sarif({ version: '1.2.3', rules: [], findings: [], suppressed: [] })),
    [],
  );
});
