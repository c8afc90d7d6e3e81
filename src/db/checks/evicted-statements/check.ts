import { withSeparators } from '../../../report/number.ts';
import type { Check } from '../check.ts';
import { readSettings } from '../settings.ts';

/** More different statements than there is room for: what is rare is forgotten, with its counts. */
export const evictedStatements: Check = {
  id: 'evicted-statements',
  group: 'settings',
  needs: ['workload'],
  run: async (database) => {
    const [view] = await database.query<{ name: string }>(viewSql);
    if (database.workload === undefined || view === undefined) return [];
    const [row] = await database.query<Row>(
      `SELECT dealloc::float8 AS evictions, extract(epoch FROM now() - stats_reset)::float8 / 86400 AS days FROM ${view.name}`,
    );
    if (row === undefined || row.evictions < EVICTIONS_MIN) return [];
    const settings = await readSettings(database, ['pg_stat_statements.max']);
    const most = settings.get('pg_stat_statements.max')?.number ?? 0;
    const perDay = row.evictions / Math.max(row.days, 1);
    return [
      {
        subject: 'pg_stat_statements.max',
        severity: perDay >= OFTEN_PER_DAY ? 'warning' : 'info',
        title: `pg_stat_statements has made room ${withSeparators(row.evictions)} times in ${withSeparators(row.days, 1)} days: of its ${withSeparators(most)} statements the rarest are lost each time, and sums are too small`,
        fix: 'Make pg_stat_statements.max larger, and write lists of any length as = ANY ($1): each length counts as a statement.',
        evidence: { evictions: row.evictions, days: Number(row.days.toFixed(1)), max: most },
      },
    ];
  },
};

const EVICTIONS_MIN = 10;
/** What is rare does not live for an hour. */
const OFTEN_PER_DAY = 24;

interface Row {
  readonly evictions: number;
  readonly days: number;
}

/** Since version 1.9 of the extension. */
const viewSql = `
  SELECT format('%I.pg_stat_statements_info', n.nspname) AS name
  FROM pg_extension e
  JOIN pg_namespace n ON n.oid = e.extnamespace
  JOIN pg_class c ON c.relnamespace = n.oid AND c.relname = 'pg_stat_statements_info'
  WHERE e.extname = 'pg_stat_statements'`;
