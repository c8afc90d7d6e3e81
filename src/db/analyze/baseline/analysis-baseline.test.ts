import assert from 'node:assert/strict';
import { test } from 'node:test';
import { analysisFinding } from '../../../../test/support/analysis-reports.ts';
import { assertConforms } from '../../../../test/support/published-schema.ts';
import { againstBaseline } from './against-baseline.ts';
import { readAnalysisBaseline } from './read-analysis-baseline.ts';
import { analysisBaselineText } from './write-analysis-baseline.ts';

test('what is written is sorted, said once, and read again', () => {
  const text = analysisBaselineText(['unused-index b', 'duplicate-index a', 'unused-index b']);
  assertConforms(JSON.parse(text));
  assert.equal(
    text,
    '{\n  "schema": "trivet.analyze-baseline/1",\n  "findings": [\n    "duplicate-index a",\n    "unused-index b"\n  ]\n}\n',
  );
  const { keys } = readAnalysisBaseline(text, 'known.json');
  assert.deepEqual([...keys], ['duplicate-index a', 'unused-index b']);
});

test('findings are new or known; what is no longer found is gone, unless nobody looked', () => {
  const findings = ['a', 'b'].map((subject) => analysisFinding({ subject }));
  const keys = new Set(['duplicate-index a', 'duplicate-index c', 'slow-statement 7']);
  const compared = againstBaseline(
    { findings, made: new Set(['duplicate-index']) },
    { name: 'known.json', keys },
  );
  assert.deepEqual(
    compared.fresh.map(({ finding }) => finding.key),
    ['duplicate-index b'],
  );
  assert.deepEqual(
    compared.known.map(({ finding }) => finding.key),
    ['duplicate-index a'],
  );
  assert.deepEqual(compared.gone, ['duplicate-index c']);
  assert.deepEqual(compared.unseen, ['slow-statement 7']);
});

for (const [text, message] of [
  ['{', /known\.json is not JSON/],
  ['{"schema":"trivet.analyze-baseline/2","findings":[]}', /another version of trivet/],
  ['{"schema":"trivet.load-baseline/1"}', /is not a baseline of findings in a database/],
  ['{"schema":"trivet.analyze-baseline/1","findings":[1]}', /findings\[0\] .* is not a text/],
] as const) {
  test(`no baseline: ${text}`, () => {
    assert.throws(() => readAnalysisBaseline(text, 'known.json'), {
      code: 'INPUT_INVALID',
      message,
    });
  });
}
