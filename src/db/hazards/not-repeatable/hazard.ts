import type { Act } from '../acts/act.ts';
import type { Concern, Hazard } from '../hazard.ts';

/** Outside of a transaction, a migration that failed half-way cannot be run again from its beginning. */
export const notRepeatable: Hazard = {
  id: 'not-repeatable',
  pedantic: true,
  judge({ acts }, { transaction, resumable }) {
    if (transaction !== 'none' || resumable) return [];
    return acts.flatMap((act): readonly Concern[] => {
      const found = withoutIf(act);
      if (found === undefined) return [];
      const [subject, words] = found;
      return [
        {
          subject,
          severity: 'info',
          title: `It is not in a transaction, and without ${words} it fails when the migration runs a second time`,
          fix: `Add ${words}${act.kind === 'create index' ? `, with DROP INDEX CONCURRENTLY IF EXISTS ${subject} before it, since a failed build leaves an invalid index` : ''}.`,
        },
      ];
    });
  },
};

const creating = 'IF NOT EXISTS';
const dropping = 'IF EXISTS';

function withoutIf(act: Act): readonly [subject: string, words: string] | undefined {
  switch (act.kind) {
    case 'create table':
      return act.ifNotExists ? undefined : [act.table, creating];
    case 'create index':
      return act.ifNotExists ? undefined : [act.name ?? act.table, creating];
    case 'add column':
      return act.ifNotExists ? undefined : [`${act.table}.${act.column.name}`, creating];
    case 'drop':
      return act.ifExists ? undefined : [act.name, dropping];
    case 'drop column':
      return act.ifExists ? undefined : [`${act.table}.${act.column}`, dropping];
    default:
      return undefined;
  }
}
