import { durationText } from '../../../base/duration.ts';
import { html, type Html } from '../../../report/html.ts';
import { withSeparators } from '../../../report/number.ts';
import { counted } from '../../../report/text.ts';
import type { LoadResult } from '../../load-result.ts';
import { loadChecks } from '../checks.ts';
import { roundDuration } from '../round-duration.ts';

/** What was tested, when, and how. */
export function pageHeader(result: LoadResult): Html {
  return html`<header>
    <p class="brand">trivet load test</p>
    <h1>${result.target}</h1>
    <ul class="facts">
      ${outcomeOf(result)}
      ${factsOf(result).map(([name, value]) => html`<li><span>${name}</span> ${value}</li>`)}
    </ul>
  </header>`;
}

/** Whether all held, for those who read no further. */
function outcomeOf(result: LoadResult): Html | undefined {
  const checks = loadChecks(result).filter(({ kind }) => kind !== 'generator');
  const failed = checks.filter(({ outcome }) => outcome === 'failed').length;
  const undecided = checks.some(({ outcome }) => outcome === 'undecided');
  if (checks.length === 0) return undefined;
  if (failed > 0) {
    return html`<li class="state bad">
      ✗ ${checks.length === 1 ? 'failed' : `${failed} of ${checks.length} checks failed`}
    </li>`;
  }
  return undecided
    ? html`<li class="state warn">? undecided</li>`
    : html`<li class="state ok">
        ✓ ${checks.length === 1 ? 'passed' : `all ${checks.length} checks passed`}
      </li>`;
}

type Fact = readonly [name: string, value: string];

function factsOf({ config, durationMs, startedAt }: LoadResult): readonly Fact[] {
  const { method, rate, arrivals, requests, warmupMs, rampMs } = config;
  const facts: readonly (Fact | undefined)[] = [
    method === undefined ? undefined : ['method', method],
    ['duration', durationText(roundDuration(durationMs))],
    ['concurrency', withSeparators(config.concurrency)],
    rate === undefined ? undefined : ['rate', `${withSeparators(rate)}/s, ${arrivals}`],
    requests === undefined ? undefined : ['stops after', counted(requests, 'request')],
    warmupMs === 0 ? undefined : ['warm-up', durationText(warmupMs)],
    rampMs === 0 ? undefined : ['ramp', durationText(rampMs)],
    ['HTTP', config.http],
    ['workers', String(config.workers)],
    ['started', `${startedAt.slice(0, 19).replace('T', ' ')} UTC`],
  ];
  return facts.filter((fact) => fact !== undefined);
}
