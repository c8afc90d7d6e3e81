import type { Concern, Hazard } from '../hazard.ts';

/** One statement changes all rows of a table, and holds the locks of all of them until it ends. */
export const unbatchedBackfill: Hazard = {
  id: 'unbatched-backfill',
  growsWithTable: true,
  judge: ({ acts }) =>
    acts.flatMap((act): readonly Concern[] => {
      // DELETE of all rows is a loss before it is anything else.
      const isMany =
        act.kind === 'update' ? act.rows !== 'some' : act.kind === 'delete' && act.rows === 'many';
      if (!isMany || !('table' in act)) return [];
      const { table } = act;
      const word = act.kind.toUpperCase();
      return [
        {
          subject: `${word} ${table}`,
          severity: 'warning',
          title: `${word} goes through all of ${table} in one statement: its rows stay locked until the end, the table can double in size, and replicas fall behind`,
          fix: `In batches of some thousand rows, each a transaction of its own: ${word} ${word === 'DELETE' ? 'FROM ' : ''}${table} … WHERE id IN (SELECT id FROM ${table} WHERE … LIMIT 5000), until no row is left.`,
          table,
          lock: 'ROW EXCLUSIVE',
        },
      ];
    }),
};
