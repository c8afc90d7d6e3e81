import { withSeparators } from '../../../report/number.ts';
import type { Check } from '../check.ts';
import { readSettings } from '../settings.ts';

/** Nobody cleans up after changes, and nobody renews what the planner knows. */
export const autovacuumOff: Check = {
  id: 'autovacuum-off',
  group: 'settings',
  run: async (database) => {
    const settings = await readSettings(database, ['autovacuum', 'track_counts']);
    const off = [...settings].filter(([, { value }]) => value === 'off').map(([name]) => name);
    if (off.length === 0) return [];
    const [row] = await database.query<Row>(sql);
    const { dead = 0, tables = 0 } = row ?? {};
    return off.map((name) => ({
      subject: name,
      severity: 'error',
      title: `${name} is off${name === 'track_counts' ? ', so autovacuum does not know what to do' : ''}: ${withSeparators(dead)} dead rows lie in ${withSeparators(tables)} tables, and statistics grow old`,
      fix: `Set ${name} to on and reload; where it disturbs, make it slower (autovacuum_vacuum_cost_delay).`,
      evidence: { setting: name, dead_rows: dead, tables_with_dead_rows: tables },
    }));
  },
};

interface Row {
  readonly dead: number;
  readonly tables: number;
}

const sql = `
  SELECT coalesce(sum(n_dead_tup), 0)::float8 AS dead, count(*) FILTER (WHERE n_dead_tup > 0)::int AS tables
  FROM pg_stat_user_tables`;
