import { bytesText } from '../../../base/bytes.ts';
import { sqlParser } from '../../../postgres/sql-parser.ts';
import type { AnalyzedDatabase, Check, Observation } from '../check.ts';
import { literal } from '../known-tables.ts';
import {
  type CostlyStatement,
  costEvidence,
  costlyStatements,
  shortText,
} from '../statement-costs.ts';
import { readUses } from '../statement-uses.ts';
import { walk } from '../../advise/expression.ts';
import { memberOf } from '../statement-tree.ts';

/** A statement that fetches all columns of rows whose long values are stored apart. */
export const selectStarWide: Check = {
  id: 'select-star-wide',
  group: 'statements',
  pedantic: true,
  needs: ['workload'],
  run: async (database) => {
    if (database.workload === undefined) return [];
    const { parseSync } = await sqlParser();
    const days = Math.max(1, database.workload.countedDays ?? 1);
    const costly = await costlyStatements(database.workload);
    const starred = costly.filter(({ text }) => hasStar(parseSync(text)));
    const uses = await readUses(
      database,
      starred.map(({ text }) => text),
    );
    const tables = new Set(uses.flatMap((use) => use?.tables ?? []));
    const wide = tables.size === 0 ? [] : await readWide(database, [...tables]);
    return starred.flatMap((each, position) => {
      const table = wide.find(({ name }) => uses[position]?.tables.includes(name));
      return table === undefined ? [] : observe(each, table, days);
    });
  },
};

const BYTES_PER_ROW_MIN = 2048;
const BYTES_A_DAY_MIN = 1024 ** 3;

interface WideTable {
  readonly name: string;
  /** Stored apart, for each row in the mean. */
  readonly bytesPerRow: number;
}

function observe(
  costly: CostlyStatement,
  { name, bytesPerRow }: WideTable,
  days: number,
): readonly Observation[] {
  const { statement, text } = costly;
  const bytesADay = (statement.rows * bytesPerRow) / days;
  if (bytesADay < BYTES_A_DAY_MIN) return [];
  return [
    {
      subject: `statement ${statement.id}`,
      severity: 'info',
      title: `${shortText(text)} fetches all columns of ${name}, which has ${bytesText(bytesPerRow)} of long values in each row: ${bytesText(bytesADay)} a day`,
      fix: 'Name the columns that are used.',
      evidence: {
        ...costEvidence(costly),
        table: name,
        long_bytes_per_row: Math.round(bytesPerRow),
        long_bytes_per_day: Math.round(bytesADay),
      },
    },
  ];
}

/** `*` or `t.*` among what is returned; not `count(*)`. */
function hasStar(tree: unknown): boolean {
  let has = false;
  walk(tree, (name, value) => {
    if (name !== 'ResTarget') return;
    const fields = memberOf(memberOf(memberOf(value, 'val'), 'ColumnRef'), 'fields');
    has ||= memberOf(Array.isArray(fields) ? fields.at(-1) : undefined, 'A_Star') !== undefined;
  });
  return has;
}

/** The widest first. */
async function readWide(
  database: AnalyzedDatabase,
  tables: readonly string[],
): Promise<readonly WideTable[]> {
  return database.query<WideTable>(`
    SELECT format('%I.%I', n.nspname, c.relname) AS name, sum(pg_relation_size(l.reltoastrelid)) / sum(l.reltuples)::float8 AS "bytesPerRow"
    FROM pg_class c
    JOIN pg_namespace n ON n.oid = c.relnamespace
    CROSS JOIN LATERAL (SELECT c.oid WHERE c.relkind <> 'p' UNION ALL SELECT relid FROM pg_partition_tree(c.oid) WHERE c.relkind = 'p') p
    JOIN pg_class l ON l.oid = p.oid AND l.reltoastrelid <> 0 AND l.reltuples > 0
    WHERE format('%I.%I', n.nspname, c.relname) IN (${tables.map(literal).join(', ')})
    GROUP BY 1
    HAVING sum(pg_relation_size(l.reltoastrelid)) >= ${BYTES_PER_ROW_MIN} * sum(l.reltuples)
    ORDER BY 2 DESC, 1`);
}
