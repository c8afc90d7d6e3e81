import type { Check, Observation } from '../check.ts';
import { ownTables } from '../own-objects.ts';

/** Types that work, and that many would not choose today. */
export const debatableType: Check = {
  id: 'debatable-type',
  group: 'schema',
  pedantic: true,
  run: async (database) => {
    const rows = await database.query<Row>(sql);
    return rows.flatMap(({ table, limited, serial }) => [
      ...(limited === null ? [] : [ofLimited(table, limited)]),
      ...(serial === null ? [] : [ofSerial(table, serial)]),
    ]);
  },
};

function ofLimited(table: string, columns: readonly string[]): Observation {
  return {
    subject: `varchar of ${table}`,
    severity: 'info',
    title: `${table} limits the length of ${columns.join(', ')} by its type: lowering that later writes the table anew`,
    fix: 'Use text, with a CHECK where the limit means something.',
    evidence: { columns: columns.length },
  };
}

function ofSerial(table: string, columns: readonly string[]): Observation {
  return {
    subject: `serial of ${table}`,
    severity: 'info',
    title: `${table} numbers ${columns.join(', ')} with serial: the sequence has rights of its own, and any other value can be written`,
    fix: 'Use GENERATED ALWAYS AS IDENTITY.',
    evidence: { columns: columns.length },
  };
}

interface Row {
  readonly table: string;
  readonly limited: readonly string[] | null;
  readonly serial: readonly string[] | null;
}

const sql = `
  SELECT t.name AS table,
    array_agg(a.attname::text ORDER BY a.attnum) FILTER (WHERE a.atttypid = 'varchar'::regtype AND a.atttypmod > 0) AS limited,
    array_agg(a.attname::text ORDER BY a.attnum) FILTER (WHERE s.relid IS NOT NULL) AS serial
  FROM ${ownTables} t
  JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped
  -- Sequences that go with a column and feed its default: what serial makes. Those of identity columns are of type i.
  LEFT JOIN (
    SELECT DISTINCT d.refobjid AS relid, d.refobjsubid AS attnum
    FROM pg_depend d
    JOIN pg_sequence q ON q.seqrelid = d.objid
    WHERE d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass AND d.deptype = 'a') s
    ON s.relid = t.oid AND s.attnum = a.attnum
  GROUP BY t.name
  HAVING count(*) FILTER (WHERE s.relid IS NOT NULL OR (a.atttypid = 'varchar'::regtype AND a.atttypmod > 0)) > 0
  ORDER BY 1`;
