import { withSeparators } from '../../../report/number.ts';
import type { Check, Observation } from '../check.ts';
import { estimatedRows, ownTables } from '../own-objects.ts';

/** Several policies of which any lets a row pass: all may have to be tried, for each row. */
export const severalPermissivePolicies: Check = {
  id: 'several-permissive-policies',
  group: 'security',
  run: async (database) => {
    const rows = await database.query<Row>(sql);
    const byTable = Map.groupBy(rows, ({ table }) => table);
    // One of them is enough to see the pattern; the same pair mostly meets for several statements.
    return [...byTable.values()].flatMap(([first]) =>
      first === undefined ? [] : [ofTable(first)],
    );
  },
};

function ofTable({ table, rows, command, role, policies }: Row): Observation {
  return {
    subject: table,
    severity: rows >= MANY_ROWS ? 'warning' : 'info',
    title: `${table} has ${policies.length} permissive policies for ${command} by ${role} (${policies.join(', ')}): each of ${withSeparators(rows)} rows is held against one after the other`,
    fix: 'Make one policy of them, with OR between the conditions.',
    evidence: { policies: policies.length, rows, command, role },
  };
}

const MANY_ROWS = 1_000_000;

interface Row {
  readonly table: string;
  readonly rows: number;
  readonly command: string;
  readonly role: string;
  readonly policies: readonly string[];
}

/** For each role that a policy names: those for it and those for everybody. INSERT is left out: new rows are few. */
const sql = `
  WITH policy AS (
    SELECT p.polrelid, p.polname, p.polcmd, role
    FROM pg_policy p CROSS JOIN unnest(p.polroles) AS role
    WHERE p.polpermissive),
  meeting AS (
    SELECT o.polrelid, o.role, c.command, count(DISTINCT p.polname) AS count, array_agg(DISTINCT p.polname::text) AS policies
    FROM policy o
    JOIN policy p ON p.polrelid = o.polrelid AND p.role IN (o.role, 0)
    JOIN (VALUES ('r', 'SELECT'), ('w', 'UPDATE'), ('d', 'DELETE')) c (letter, command) ON p.polcmd IN (c.letter, '*')
    GROUP BY 1, 2, 3
    HAVING count(DISTINCT p.polname) > 1)
  SELECT t.name AS table, n.rows, m.command, coalesce(r.rolname::text, 'PUBLIC') AS role, m.policies
  FROM meeting m
  JOIN ${ownTables} t ON t.oid = m.polrelid
  LEFT JOIN pg_roles r ON r.oid = m.role
  CROSS JOIN LATERAL (SELECT ${estimatedRows('t')} AS rows) n
  WHERE t.relrowsecurity AND n.rows >= 1000
  ORDER BY n.rows DESC, 1, m.count DESC, m.command = 'SELECT' DESC, m.command, role`;
