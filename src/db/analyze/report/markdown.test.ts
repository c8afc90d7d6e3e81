import assert from 'node:assert/strict';
import { test } from 'node:test';
import { analysisFinding, analysisReport } from '../../../../test/support/analysis-reports.ts';
import { workloadOf } from '../../../../test/support/workload.ts';
import { analysisMarkdown } from './markdown.ts';

test('a pull request sees the same as a browser', () => {
  const text = analysisMarkdown(analysisReport());
  assert.match(text, /^# Database report\n\n`postgres:.*`: 2 tables, 105,000 rows, 12\.0 MB\n/);
  assert.match(text, /\| `SELECT \* FROM orders WHERE user_id = \$1` \| 1,000 \| 75 \| 75\.0% \|/);
  assert.match(text, /\| `CREATE INDEX ON public\.orders \(user_id\)` \| 1,000 \| 75 \| 0\.2 \|/);
  assert.match(
    text,
    /- 🟠 \*\*warning\*\* public\.orders\\_again is the same .* `duplicate-index`/,
  );
  assert.match(text, /```sql\n-- Add index on orders\(user_id\)\nCREATE INDEX ON/);
  assert.ok(!text.includes('hunter2'));
});

test('no text that strangers chose is markup', () => {
  const report = analysisReport({
    workload: workloadOf({ text: 'SELECT `a` | b FROM "<img>"\n@team' }),
    suggestions: [{ title: 'x\n```\n<b>', statements: ['SELECT 1'] }],
  });
  const findings = [analysisFinding({ title: '<img src=x> *bold* [a](b) @team' })];
  const text = analysisMarkdown({ ...report, analysis: { ...report.analysis, findings } });
  assert.match(text, /\\<img src=x\\> \\\*bold\\\* \\\[a\\\]\(b\) @\u200bteam/);
  assert.match(text, /\| ``SELECT `a` \\\| b FROM "<img>" @team`` \|/);
  assert.match(text, /````sql\n-- x ``` <b>\nSELECT 1;\n````/);
});
