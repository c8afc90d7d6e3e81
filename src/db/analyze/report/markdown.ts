import { bytesText } from '../../../base/bytes.ts';
import { redact } from '../../../base/secrets.ts';
import { candidateSql } from '../../../postgres/what-if/candidate.ts';
import { evidenceTexts } from '../../../report/evidence.ts';
import {
  markdownBlock,
  markdownCode,
  markdownTable,
  markdownText,
} from '../../../report/markdown.ts';
import { ms, percent, withSeparators } from '../../../report/number.ts';
import type { AnalysisFinding } from '../analyze.ts';
import type { AnalysisReport } from './analysis-report.ts';
import { baselineWords } from './baseline-words.ts';
import { findingGroups } from './groups.ts';
import { indexTimes } from './index-times.ts';
import { limitsOf } from './limits.ts';
import { costWords, executionWords } from './plan-words.ts';
import { slowerWords } from './slower-words.ts';
import { statementTimes } from './statement-times.ts';

/** A comment on GitHub holds 65,536 characters: statements are shown as far as they tell one from another. */
const STATEMENT_CHARACTERS = 160;

/** The report for a pull request: GitHub Flavored Markdown. */
export function analysisMarkdown(report: AnalysisReport): string {
  const { summary } = report.analysis;
  const parts = [
    `# Database report`,
    `${markdownCode(redact(report.database))}: ${withSeparators(summary.tables)} tables, ${withSeparators(summary.rows)} rows, ${bytesText(summary.bytes)}`,
    ...(report.baseline === undefined
      ? []
      : [
          `Findings against ${markdownCode(report.baseline.name)}: ${baselineWords(report.baseline)}. Those that are known are not listed.`,
        ]),
    ...statementTable(report),
    ...missingIndexes(report),
    ...slowerTable(report),
    ...plans(report),
    ...findingGroups(report.analysis.findings).flatMap(({ heading, findings }) => [
      `## ${heading} (${findings.length})`,
      findings.map(findingItem).join('\n'),
    ]),
    ...suggestions(report),
    ...limits(report),
  ];
  return `${parts.join('\n\n')}\n`;
}

function statementTable({ workload }: AnalysisReport): readonly string[] {
  const shown = workload === undefined ? [] : statementTimes(workload);
  if (shown.length === 0) return [];
  const rows = shown.map(({ statement, meanMs, share }) => [
    code(statement.text),
    withSeparators(statement.calls),
    ms(meanMs),
    percent(share),
  ]);
  return [
    '## Where the time goes',
    markdownTable(['statement', 'calls', 'mean, ms', 'of all time'], ['<', '>', '>', '>'], rows),
  ];
}

function missingIndexes({ analysis, workload }: AnalysisReport): readonly string[] {
  const { advice } = analysis;
  if (workload === undefined || advice === undefined) {
    return ['## Missing indexes', 'Not known: that takes pg\\_stat\\_statements.'];
  }
  if (advice.indexes.length === 0) return ['## Missing indexes', 'None.'];
  const rows = advice.indexes.map((advised) => {
    const { calls, meanMsBefore, meanMsAfter } = indexTimes(advised);
    const sql = markdownCode(`CREATE INDEX ${candidateSql(advised.index)}`);
    return [sql, withSeparators(calls), ms(meanMsBefore), ms(meanMsAfter)];
  });
  return [
    `## Missing indexes (${rows.length})`,
    markdownTable(['index', 'calls', 'before, ms', 'after, ms'], ['<', '>', '>', '>'], rows),
  ];
}

function slowerTable({ slower }: AnalysisReport): readonly string[] {
  if (slower === undefined) return [];
  if (slower.length === 0) return ['## Slower than before', 'None.'];
  const items = slower.map((each) => `- ${code(each.text)}: ${slowerWords(each)}`);
  return ['## Slower than before', items.join('\n')];
}

function plans({ explanation, workload }: AnalysisReport): readonly string[] {
  if (explanation === undefined || workload === undefined) return [];
  const items = explanation.statements.map((each) => {
    const execution = executionWords(each);
    const ran = execution === undefined ? '' : `; ${markdownText(execution)}`;
    const said = each.remarks.map(
      ({ title, fix, rule }) =>
        `  - **${markdownText(title)}** \`${rule}\`\\\n    ${markdownText(fix)}`,
    );
    const lines = said.length === 0 ? ['  - nothing stands out'] : said;
    return [`- ${code(each.statement.text)}: ${costWords(each, workload)}${ran}`, ...lines].join(
      '\n',
    );
  });
  return ['## Plans', items.join('\n')];
}

const signs = { error: '🔴 **error**', warning: '🟠 **warning**', info: '🔵 note' } as const;

function findingItem({ finding }: AnalysisFinding): string {
  const { severity, title, fix = '', evidence, id } = finding;
  const facts = evidenceTexts(evidence)
    .filter(({ name }) => name !== 'statement')
    .map(({ name, text }) => `${markdownText(name)} ${markdownText(text)}`);
  return [
    `- ${signs[severity]} ${markdownText(title)} \`${id}\``,
    `  ${markdownText(fix)}`,
    ...(facts.length === 0 ? [] : [`  <sub>${facts.join(' · ')}</sub>`]),
  ].join('\\\n');
}

function suggestions({ suggestions: all, files }: AnalysisReport): readonly string[] {
  if (all.length === 0) return ['## Suggested migrations', 'None.'];
  const sql = all.map(({ title, statements }) =>
    [`-- ${title.replaceAll(/\s+/g, ' ')}`, ...statements.map((each) => `${each};`)].join('\n'),
  );
  const written =
    files === undefined
      ? []
      : [`Written as ${markdownCode(files.migration.name)}, with its rollback.`];
  return ['## Suggested migrations', markdownBlock(sql.join('\n\n'), 'sql'), ...written];
}

function limits({ analysis, workload }: AnalysisReport): readonly string[] {
  const lines = [...limitsOf(analysis), ...(workload?.notes ?? [])];
  if (lines.length === 0) return [];
  return ['## Not looked at', lines.map((line) => `- ${markdownText(line)}`).join('\n')];
}

function code(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return markdownCode(
    line.length <= STATEMENT_CHARACTERS ? line : `${line.slice(0, STATEMENT_CHARACTERS - 1)}…`,
  );
}
