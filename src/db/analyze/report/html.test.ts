import assert from 'node:assert/strict';
import { test } from 'node:test';
import { analysisFinding, analysisReport } from '../../../../test/support/analysis-reports.ts';
import { planNode } from '../../../../test/support/plans.ts';
import { assertWellFormed } from '../../../../test/support/well-formed.ts';
import { workloadOf } from '../../../../test/support/workload.ts';
import { planSteps } from '../explain/plan-steps.ts';
import type { AnalysisReport } from './analysis-report.ts';
import { analysisHtml } from './html.ts';

const htmlOf = (report: AnalysisReport): string => analysisHtml(report, { version: '1.2.3' });
const { analysis } = analysisReport();

const bare: AnalysisReport = {
  ...analysisReport({ workload: undefined, suggestions: [] }),
  analysis: {
    ...analysis,
    advice: undefined,
    findings: [],
    missing: [{ need: 'workload', isMet: false, lacks: 'no statements', cure: 'CREATE EXTENSION' }],
    skipped: [{ id: 'slow-statement', reason: 'needs workload' }],
  },
};

const [statement] = analysisReport().workload?.statements ?? [];
assert.ok(statement);
const steps = planSteps(
  planNode('Sort', { 'Total Cost': 100, 'Actual Rows': 5, 'Actual Loops': 1 }, [
    planNode('Seq Scan', {
      'Total Cost': 80,
      Schema: 'public',
      'Relation Name': '<orders>',
      Filter: "(orders.email = 'secret@example.org'::text)",
    }),
  ]),
);
const [step] = steps;
assert.ok(step);
const remark = { rule: 'large-scan', step, title: 'reads <all>', fix: 'Let an index find them.' };
const planned: AnalysisReport = {
  ...analysisReport({ watchedMs: 61_000 }),
  explanation: {
    origin: 'planned on a shadow',
    statements: [{ statement, steps, remarks: [remark], execution: { ms: 12.3 } }],
    unplanned: [{ statement, reason: 'no <table>' }],
  },
  slower: [
    {
      id: '1',
      text: 'SELECT <b> FROM t',
      at: '2026-01-05T10:00:00.000Z',
      meanMsThen: 4.1,
      meanMsNow: 9.7,
      callsThen: 1200,
      callsNow: 800,
    },
  ],
};

test('plans are trees with shares of the cost, and hold no values of rows', () => {
  const page = htmlOf(planned);
  assert.match(page, /padding-left:1rem">\s*Seq Scan on public\.&lt;orders&gt;/);
  assert.match(page, /Filter: \(orders\.email = \?::text\)/);
  assert.match(page, />80\.0%</);
  assert.match(page, /ran in 12\.3 ms/);
  assert.match(page, /<span>watched for<\/span> 1m1s/);
  assert.ok(!page.includes('secret@example.org'));
});

for (const [name, report] of [
  ['full', analysisReport()],
  ['planned', planned],
  ['bare', bare],
] as const) {
  test(`the page of the ${name} report is well-formed and stands alone`, () => {
    const page = htmlOf(report);
    assertWellFormed(page);
    assert.doesNotMatch(page, /<script|<link|<iframe|<img|@import|url\(|\s(?:src|href|on\w+)=/i);
    assert.match(page, /content="default-src 'none'/);
    assert.doesNotMatch(page, /NaN|Infinity|undefined|\[object/);
  });
}

test('the page says how large it is, where the time goes, and what an index would change', () => {
  const page = htmlOf(analysisReport());
  assert.match(page, /<dt>Rows<\/dt>\s*<dd>105,000<\/dd>/);
  assert.match(page, /SELECT \* FROM orders WHERE user_id = \$1<\/code>[\s\S]*75\.0%/);
  assert.match(page, /75 ms → 0\.2 ms in 1,000 calls/);
  assert.match(page, /<pre class="copy"><code>CREATE INDEX ON public\.orders \(user_id\);<\/code>/);
  assert.match(page, /<h2>Indexes \(1\)<\/h2>[\s\S]*<span>size_bytes<\/span> 1,234,567/);
});

test('what could not be looked at is said, with what makes it visible', () => {
  const page = htmlOf(bare);
  assert.match(
    page,
    /<h2>Not looked at<\/h2>[\s\S]*no statements \(1 check left out\); next: CREATE/,
  );
  assert.match(page, /Not known: that takes pg_stat_statements/);
});

test('no text that strangers chose is markup, and secrets are not in it', () => {
  const hostile = `"'><script>alert(1)</script>`;
  const finding = analysisFinding({ title: hostile, fix: hostile, sql: hostile });
  const page = htmlOf({
    ...analysisReport({ workload: workloadOf({ text: `SELECT ${hostile}` }) }),
    analysis: { ...analysis, findings: [finding] },
  });
  assertWellFormed(page);
  assert.match(page, /&quot;&#39;&gt;&lt;script&gt;alert\(1\)/);
  assert.ok(!page.includes('hunter2'));
});
