import type { Catalog } from '../../../postgres/catalog/catalog.ts';
import type { ObservedStep } from '../../step.ts';
import { inner, text } from '../facts.ts';

/** A new column that `--backfill` would add more gently. */
export interface BackfillCandidate {
  /** `public.users.display_name`. */
  readonly column: string;
  /** `required`: it is NOT NULL, and rows that are there get no value. `computed`: each row gets one of its own at once. */
  readonly why: 'required' | 'computed';
}

/** Which columns of a plan they are: `steps` lead from `source` to `target`. */
export function backfillCandidates(
  source: Catalog,
  target: Catalog,
  steps: readonly ObservedStep[],
): readonly BackfillCandidate[] {
  const found: BackfillCandidate[] = [];
  for (const column of target.objects.values()) {
    if (column.kind !== 'column' || source.objects.has(column.id)) continue;
    const table = text(column, 'table');
    const isPart = target.objects.has(`partition ${table}`) || column.facts['local'] === false;
    const isGiven = text(column, 'generated') !== '' || inner(column, 'identity') !== undefined;
    if (isPart || isGiven || !source.objects.has(`table ${table}`)) continue;
    const name = column.id.slice('column '.length);
    const adding = steps.find(({ sql }) => adds(sql, table, text(column, 'name')));
    if (adding === undefined || steps.some(({ fills }) => fills === name)) continue;
    if (target.objects.has(`default ${name}`)) {
      if (adding.observation.rewritten.includes(table))
        found.push({ column: name, why: 'computed' });
    } else if (inner(column, 'notNull') !== undefined) {
      found.push({ column: name, why: 'required' });
    }
  }
  return found;
}

function adds(sql: string, table: string, name: string): boolean {
  return sql.startsWith(`ALTER TABLE ${table} `) && sql.includes(`ADD COLUMN ${name} `);
}
