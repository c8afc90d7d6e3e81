import { html, type Html, type HtmlPart } from '../../../../report/html.ts';
import { ms, percent, withSeparators } from '../../../../report/number.ts';
import { table } from '../../../../report/table.ts';
import type { Workload } from '../../../workload/workload.ts';
import type { ExplainedStatement } from '../../explain/explain-statements.ts';
import type { PlanStep } from '../../explain/plan-steps.ts';
import type { PlanRemark } from '../../plan-rules/plan-rule.ts';
import type { AnalysisReport } from '../analysis-report.ts';
import { costWords, executionWords, stepConditions, stepLabel } from '../plan-words.ts';
import { shareBar } from './share-bar.ts';
import { sqlText } from './sql-text.ts';

/** How the statements that take the most time are carried out, and what stands out in that. */
export function planSection({ explanation, workload }: AnalysisReport): Html | undefined {
  if (explanation === undefined || workload === undefined) return undefined;
  const { origin, statements, unplanned } = explanation;
  return html`<section>
    <h2>Plans</h2>
    <p class="quiet">
      Of the statements that take the most time, ${origin} for values that they are likely to have
      had; those that were run are as they ran. Constants are shown as <code>?</code>.
    </p>
    ${statements.map((each) => statementBlock(each, workload))}
    ${
      unplanned.length > 0 &&
      html`<ul class="plain">
        ${unplanned.map(
          ({ statement, reason }) =>
            html`<li>${sqlText(statement.text)} could not be planned: ${reason}</li> `,
        )}
      </ul>`
    }
  </section>`;
}

function statementBlock(explained: ExplainedStatement, workload: Workload): Html {
  const { statement, remarks, steps } = explained;
  const execution = executionWords(explained);
  return html`<div class="statement">
    <h3>${sqlText(statement.text)}</h3>
    <ul class="facts">
      <li>${costWords(explained, workload)}</li>
      ${execution !== undefined && html`<li>${execution}</li>`}
    </ul>
    ${remarks.map(remarkBlock)}
    <details open>
      <summary>${remarks.length === 0 ? 'Plan: nothing stands out' : 'Plan'}</summary>
      ${planTable(steps)}
    </details>
  </div> `;
}

function remarkBlock({ rule, title, fix }: PlanRemark): Html {
  return html`<div class="finding warning">
    <h4>It ${title}.</h4>
    <p>${fix}</p>
    <ul class="facts">
      <li><code>${rule}</code></li>
    </ul>
  </div> `;
}

function planTable(steps: readonly PlanStep[]): Html {
  const wasRun = steps.some(({ node }) => node['Actual Rows'] !== undefined);
  return table(
    [
      { heading: 'step', kind: 'name' },
      { heading: 'cost', kind: 'number' },
      { heading: '', kind: 'text' },
      { heading: 'rows expected', kind: 'number' },
      ...(wasRun
        ? [
            { heading: 'rows', kind: 'number' as const },
            { heading: 'loops', kind: 'number' as const },
            { heading: 'ms, all loops', kind: 'number' as const },
          ]
        : []),
    ],
    steps.map((step) => [...plannedCells(step), ...(wasRun ? ranCells(step) : [])]),
    'plan',
  );
}

function plannedCells({ node, depth, ownShare }: PlanStep): readonly HtmlPart[] {
  return [
    html`<div style="padding-left:${Math.min(depth, DEPTH_MAX)}rem">
      ${stepLabel(node)}
      ${stepConditions(node).map((condition) => html`<small><code>${condition}</code></small>`)}
    </div>`,
    percent(ownShare),
    shareBar(ownShare),
    withSeparators(node['Plan Rows']),
  ];
}

/** Deeper ones stand no further to the right. */
const DEPTH_MAX = 12;

function ranCells({ node }: PlanStep): readonly HtmlPart[] {
  const loops = node['Actual Loops'] ?? 0;
  if (loops === 0) return ['never run', '0', '–'];
  const rows = node['Actual Rows'] ?? 0;
  return [
    withSeparators(rows),
    withSeparators(loops),
    ms((node['Actual Total Time'] ?? 0) * loops),
  ];
}
