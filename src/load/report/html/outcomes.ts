import { html, type Html } from '../../../report/html.ts';
import { percent, withSeparators } from '../../../report/number.ts';
import { table, type Column } from '../../../report/table.ts';
import type { Tone } from '../../../report/svg/layer.ts';
import type { LoadResult } from '../../load-result.ts';

/** What came back, by status, and what went wrong, by kind. */
export function outcomesSection({ statuses, errors, requests }: LoadResult): Html | undefined {
  if (requests.total === 0) return undefined;
  return html`<section>
    <h2>Responses</h2>
    <div class="pair">
      ${
        statuses.length === 0
          ? html`<p class="quiet">No response arrived.</p>`
          : countTable('status', statuses.map(statusRow), requests.total)
      }
      ${
        errors.length === 0
          ? html`<p class="quiet">No request failed.</p>`
          : countTable('failure', errors.map(errorRow), requests.total)
      }
    </div>
  </section>`;
}

interface CountRow {
  readonly name: string;
  readonly count: number;
  readonly tone: Tone;
}

function statusRow([status, count]: readonly [number, number]): CountRow {
  const tone = status >= 500 ? 'bad' : status >= 400 ? 'b' : 'ok';
  return { name: String(status), count, tone };
}

function errorRow([name, count]: readonly [string, number]): CountRow {
  return { name, count, tone: 'bad' };
}

function countTable(heading: string, rows: readonly CountRow[], total: number): Html {
  const columns: readonly Column[] = [
    { heading, kind: 'name' },
    { heading: 'requests', kind: 'number' },
    { heading: 'share', kind: 'number' },
    { heading: '', kind: 'text' },
  ];
  return table(
    columns,
    rows.map(({ name, count, tone }) => [
      name,
      withSeparators(count),
      percent(count / total),
      html`<span class="share ${tone}"
        ><i style="width:${Math.max(1, Math.round((count / total) * 100))}%"></i
      ></span>`,
    ]),
  );
}
