import { durationText } from '../../../../base/duration.ts';
import { redact } from '../../../../base/secrets.ts';
import { html, type Html } from '../../../../report/html.ts';
import { counted } from '../../../../report/text.ts';
import type { AnalysisReport } from '../analysis-report.ts';
import { baselineWords } from '../baseline-words.ts';

/** Which database this is about, and how bad it is. */
export function pageHeader({
  analysis,
  database,
  workload,
  baseline,
  watchedMs,
}: AnalysisReport): Html {
  const { findings, summary } = analysis;
  const of = (wanted: string): number =>
    findings.filter(({ finding }) => finding.severity === wanted).length;
  const [errors, warnings, notes] = [of('error'), of('warning'), of('info')];
  return html`<header>
    <p class="brand">trivet database report</p>
    <h1>${redact(database)}</h1>
    <ul class="facts">
      ${errors > 0 && html`<li class="state bad">✗ ${counted(errors, 'error')}</li>`}
      ${warnings > 0 && html`<li class="state warn">! ${counted(warnings, 'warning')}</li>`}
      ${errors + warnings === 0 && html`<li class="state ok">✓ ${baseline === undefined ? 'no' : 'no new'} errors or warnings</li>`}
      ${notes > 0 && html`<li>${counted(notes, 'note')}</li>`}
      ${
        baseline !== undefined &&
        html`<li><span>against ${baseline.name}</span> ${baselineWords(baseline)}</li>`
      }
      ${workload !== undefined && html`<li><span>statements from</span> ${workload.source}</li>`}
      ${
        watchedMs !== undefined &&
        html`<li><span>watched for</span> ${durationText(Math.round(watchedMs / 1000) * 1000)}</li>`
      }
      ${
        watchedMs === undefined &&
        summary.statisticsSince !== undefined &&
        html`<li><span>counted since</span> ${timeText(summary.statisticsSince)}</li>`
      }
    </ul>
  </header>`;
}

function timeText(time: Date): string {
  return `${time.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
