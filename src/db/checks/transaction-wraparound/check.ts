import type { Severity } from '../../../base/finding.ts';
import { percent, withSeparators } from '../../../report/number.ts';
import type { Check, Observation } from '../check.ts';

/** Tables whose oldest transaction numbers should long have been frozen, and other databases of which that is true. */
export const transactionWraparound: Check = {
  id: 'transaction-wraparound',
  group: 'storage',
  run: async (database) => {
    const rows = await database.query<Row>(sql);
    return rows.map(observationOf);
  },
};

function observationOf({ name, kind, counter, age, due }: Row): Observation {
  const what = kind === 'table' ? name : `database ${name}`;
  const numbers = counter === 'xid' ? 'transactions' : 'multixacts';
  return {
    subject: what,
    severity: severityOf(age),
    title: `${what} was last frozen ${withSeparators(age)} ${numbers} ago, autovacuum was due at ${withSeparators(due)}, and at 2,147,483,647 the server refuses to write (${percent(age / LIMIT)})`,
    fix:
      kind === 'table'
        ? `Run VACUUM (FREEZE, VERBOSE) ${name}, and end what holds it up: old transactions, prepared ones, replication slots.`
        : `Connect to ${name} and look there which tables are due.`,
    evidence: { counter, age, due },
  };
}

/** Numbers are compared modulo 2^32, so this many lie in the past. */
const LIMIT = 2 ** 31;
/** Half of the way. At 1.6 billion the server gives up everything else for freezing. */
const URGENT = 1_000_000_000;

function severityOf(age: number): Severity {
  return age >= URGENT ? 'error' : 'warning';
}

interface Row {
  readonly name: string;
  readonly kind: 'table' | 'database';
  readonly counter: 'xid' | 'multixact';
  readonly age: number;
  readonly due: number;
}

/**
 * Overdue is what is a quarter past the point where autovacuum freezes by itself: it does not come through there. Toast tables
 * count for theirs, partitions for the table that they are parts of. The ten oldest are enough to see what is wrong.
 */
const sql = `
  WITH due AS (
    SELECT current_setting('autovacuum_freeze_max_age')::float8 AS xid,
      current_setting('autovacuum_multixact_freeze_max_age')::float8 AS multixact),
  age AS (
    SELECT CASE WHEN c.relispartition THEN pg_partition_root(c.oid) ELSE c.oid END AS oid, v.counter,
      greatest(v.own, v.toast)::float8 AS age,
      -- A table can only ask for it to be done earlier.
      least(v.due, (SELECT o.option_value::float8 FROM pg_options_to_table(c.reloptions) o WHERE o.option_name = v.option)) AS due
    FROM pg_class c
    LEFT JOIN pg_class t ON t.oid = c.reltoastrelid
    CROSS JOIN due d
    CROSS JOIN LATERAL (VALUES
      ('xid', age(c.relfrozenxid), age(t.relfrozenxid), d.xid, 'autovacuum_freeze_max_age'),
      ('multixact', mxid_age(c.relminmxid), mxid_age(t.relminmxid), d.multixact, 'autovacuum_multixact_freeze_max_age')
    ) v (counter, own, toast, due, option)
    WHERE c.relkind IN ('r', 'm') AND c.relpersistence <> 't'),
  overdue AS (
    SELECT format('%I.%I', n.nspname, c.relname) AS name, 'table' AS kind, a.counter, max(a.age) AS age, min(a.due) AS due
    FROM age a
    JOIN pg_class c ON c.oid = a.oid
    JOIN pg_namespace n ON n.oid = c.relnamespace
    -- Of the server's own tables those that are overdue hold up everything as well.
    WHERE a.age > a.due * 1.25 AND n.nspname !~ '^pg_(toast|temp)'
    GROUP BY n.nspname, c.relname, a.counter
    UNION ALL
    SELECT quote_ident(b.datname), 'database', v.counter, v.age::float8, v.due
    FROM pg_database b
    CROSS JOIN due d
    CROSS JOIN LATERAL (VALUES
      ('xid', age(b.datfrozenxid), d.xid), ('multixact', mxid_age(b.datminmxid), d.multixact)) v (counter, age, due)
    WHERE v.age > v.due * 1.25 AND b.datname <> current_database())
  SELECT * FROM overdue ORDER BY kind DESC, age DESC, name LIMIT 10`;
