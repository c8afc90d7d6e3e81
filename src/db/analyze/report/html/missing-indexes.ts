import { bytesText } from '../../../../base/bytes.ts';
import { candidateSql } from '../../../../postgres/what-if/candidate.ts';
import { html, type Html, type HtmlPart } from '../../../../report/html.ts';
import { ms, withSeparators } from '../../../../report/number.ts';
import { table } from '../../../../report/table.ts';
import type { AdvisedIndex, StatementGain } from '../../../advise/advise.ts';
import { timesOf, type Workload } from '../../../workload/workload.ts';
import type { AnalysisReport } from '../analysis-report.ts';
import { indexTimes } from '../index-times.ts';
import { sqlText } from './sql-text.ts';

/** Indexes that would help, each with what its statements take without and with it. */
export function missingIndexSection({ analysis, workload }: AnalysisReport): Html {
  const { advice } = analysis;
  if (workload === undefined || advice === undefined) {
    return html`<section>
      <h2>Missing indexes</h2>
      <p>Not known: that takes pg_stat_statements, which counts what the database is asked.</p>
    </section>`;
  }
  return html`<section>
    <h2>Missing indexes</h2>
    ${
      advice.indexes.length === 0
        ? html`<p>None: no index would make these statements faster enough for its room.</p>`
        : html`<p class="quiet">${timesNote(workload, advice.origin)}</p>
            ${advice.indexes.map(indexBlock)}`
    }
  </section>`;
}

function timesNote(workload: Workload, origin: string): string {
  const times = timesOf(workload);
  if (times === 'estimated') return `All times are costs, ${origin}.`;
  const before = times === 'measured' ? 'measured' : 'measured where the source says how long';
  return `Times before are ${before}; those after are ${origin}.`;
}

function indexBlock(advised: AdvisedIndex): Html {
  const { calls, meanMsBefore, meanMsAfter } = indexTimes(advised);
  return html`<div class="finding warning">
    <h3>${ms(meanMsBefore)} ms → ${ms(meanMsAfter)} ms in ${withSeparators(calls)} calls</h3>
    <pre class="copy"><code>CREATE INDEX ${candidateSql(advised.index)};</code></pre>
    ${table(
      [
        { heading: 'statement', kind: 'name' },
        { heading: 'calls', kind: 'number' },
        { heading: 'before, ms', kind: 'number' },
        { heading: 'after, ms', kind: 'number' },
      ],
      advised.statements.map(cellsOf),
    )}
    <ul class="facts">
      <li><span>room</span> ${bytesText(advised.index.bytes)}</li>
    </ul>
  </div> `;
}

function cellsOf({ statement, meanMsBefore, meanMsAfter }: StatementGain): readonly HtmlPart[] {
  return [
    sqlText(statement.text),
    withSeparators(statement.calls),
    ms(meanMsBefore),
    ms(meanMsAfter),
  ];
}
