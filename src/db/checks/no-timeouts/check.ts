import type { Check } from '../check.ts';

/** Nothing ends a statement or a transaction that was forgotten. */
export const noTimeouts: Check = {
  id: 'no-timeouts',
  group: 'settings',
  run: async (database) => {
    const rows = await database.query<{ name: keyof typeof effects }>(sql);
    return rows.map(({ name }) => ({
      subject: name,
      severity: 'info',
      title: `${name} is set for no role and no database: ${effects[name]}`,
      fix: `Set it for the roles of applications: ALTER ROLE … SET ${name} = ${examples[name]}.`,
      evidence: { setting: name, value: '0' },
    }));
  },
};

const effects = {
  statement_timeout: 'a statement runs on after who asked for it has gone',
  idle_in_transaction_session_timeout:
    'a transaction that was left open keeps its locks, and dead rows, until somebody notices',
} as const;

const examples = {
  statement_timeout: "'30s'",
  idle_in_transaction_session_timeout: "'1min'",
} as const;

/** Roles of the server's own do not count, nor does this one. Since version 17 there is one setting for both. */
const sql = `
  SELECT s.name
  FROM pg_settings s
  WHERE s.name IN ('statement_timeout', 'idle_in_transaction_session_timeout') AND s.reset_val = '0'
    AND NOT EXISTS (SELECT FROM pg_settings t WHERE t.name = 'transaction_timeout' AND t.reset_val <> '0')
    AND NOT EXISTS (
      SELECT FROM pg_db_role_setting r CROSS JOIN unnest(r.setconfig) AS entry
      WHERE r.setdatabase IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))
        AND split_part(entry, '=', 1) IN (s.name, 'transaction_timeout') AND split_part(entry, '=', 2) <> '0')
  ORDER BY 1`;
