import { percent, withSeparators } from '../../../report/number.ts';
import type { Workload } from '../../workload/workload.ts';
import type { AnalyzedDatabase, Check, Observation } from '../check.ts';
import { userTable } from '../fragments.ts';
import { literal } from '../known-tables.ts';
import { readUses } from '../statement-uses.ts';

/** An index on a column that is updated all the time, so that each update has to write all indexes of the table. */
export const lowHotUpdates: Check = {
  id: 'low-hot-updates',
  group: 'storage',
  needs: ['workload'],
  run: async (database) => {
    if (database.workload === undefined) return [];
    const days = Math.max(1, await database.countedDays());
    const tables = (await database.query<UpdatedTable>(tablesSql)).filter(
      ({ updates, hotUpdates }) => (updates - hotUpdates) / days >= UPDATES_A_DAY_MIN,
    );
    if (tables.length === 0) return [];
    const updates = await readUpdates(database, database.workload);
    const names = tables.map(({ table }) => table);
    const indexes = await database.query<IndexRow>(indexesSql(names, database.major));
    return tables.flatMap((table) => {
      const own = indexes.filter((index) => index.table === table.table);
      const culprit = culpritOf(updates.get(table.table) ?? [], own);
      return culprit === undefined ? [] : [observe(table, culprit, own.length, days)];
    });
  },
};

const UPDATES_A_DAY_MIN = 50_000;
const WARNING_UPDATES_A_DAY = 5_000_000;
/** Of updates that could be HOT, as far as the server's counters go. */
const HOT_SHARE_MAX = 0.5;
/** Of updates that only one index stands in the way of. */
const CULPRIT_SHARE_MIN = 0.5;

interface UpdatedTable {
  readonly table: string;
  readonly updates: number;
  readonly hotUpdates: number;
}

interface IndexRow {
  readonly table: string;
  readonly name: string;
  readonly columns: readonly string[];
  readonly scans: number;
  readonly isNeeded: boolean;
}

interface Update {
  readonly columns: readonly string[];
  readonly rows: number;
}

interface Culprit {
  readonly index: IndexRow;
  readonly columns: readonly string[];
  readonly share: number;
}

/** What statements set, by table. */
async function readUpdates(
  database: AnalyzedDatabase,
  { statements }: Workload,
): Promise<ReadonlyMap<string, readonly Update[]>> {
  const candidates = statements.filter(({ text, rows }) => /\bupdate\b/i.test(text) && rows > 0);
  const uses = await readUses(
    database,
    candidates.map(({ text }) => text),
  );
  const updates = uses.flatMap((use, position) => {
    const [first] = use?.updated ?? [];
    const columns = (use?.updated ?? []).map(({ column }) => column);
    const rows = candidates[position]?.rows ?? 0;
    return first === undefined ? [] : [{ table: first.table, columns, rows }];
  });
  return Map.groupBy(updates, ({ table }) => table);
}

/** The index without which most updates would touch no index at all. */
function culpritOf(updates: readonly Update[], indexes: readonly IndexRow[]): Culprit | undefined {
  const all = updates.reduce((sum, { rows }) => sum + rows, 0);
  const alone = new Map<IndexRow, { rows: number; columns: Set<string> }>();
  for (const { columns, rows } of updates) {
    const touched = indexes.filter((index) => index.columns.some((each) => columns.includes(each)));
    const [index] = touched;
    if (index === undefined || touched.length > 1) continue;
    const before = alone.get(index) ?? { rows: 0, columns: new Set() };
    const set = index.columns.filter((each) => columns.includes(each));
    alone.set(index, { rows: before.rows + rows, columns: new Set([...before.columns, ...set]) });
  }
  const [worst] = [...alone].toSorted(([, a], [, b]) => b.rows - a.rows);
  if (worst === undefined || worst[0].isNeeded || worst[1].rows < all * CULPRIT_SHARE_MIN)
    return undefined;
  return { index: worst[0], columns: [...worst[1].columns], share: worst[1].rows / all };
}

function observe(
  { table, updates, hotUpdates }: UpdatedTable,
  { index, columns, share }: Culprit,
  indexCount: number,
  days: number,
): Observation {
  const perDay = (updates - hotUpdates) / days;
  const { name, scans } = index;
  return {
    subject: `index ${name}`,
    severity: perDay >= WARNING_UPDATES_A_DAY ? 'warning' : 'info',
    title: `${percent(hotUpdates / updates)} of the ${withSeparators(updates)} updates of ${table} left its ${indexCount} indexes alone, because ${percent(share)} set ${columns.join(', ')}, which only ${name} needs`,
    fix:
      scans === 0
        ? `Drop ${name}, which nothing reads, if no standby reads it either.`
        : `Weigh the ${withSeparators(scans)} reads of ${name} against it: a BRIN index (from version 16) or none lets updates stay on their page.`,
    evidence: {
      table,
      updates,
      hot_updates: hotUpdates,
      other_updates_per_day: Math.round(perDay),
      index: name,
      index_scans: scans,
      columns: columns.join(', '),
    },
  };
}

/** Partitions count for their outermost parent. */
const tablesSql = `
  SELECT format('%I.%I', rn.nspname, r.relname) AS "table", sum(s.n_tup_upd)::float8 AS updates, sum(s.n_tup_hot_upd)::float8 AS "hotUpdates"
  FROM pg_class c
  JOIN pg_stat_user_tables s ON s.relid = c.oid
  JOIN pg_class r ON r.oid = CASE WHEN c.relispartition THEN pg_partition_root(c.oid) ELSE c.oid END
  JOIN pg_namespace rn ON rn.oid = r.relnamespace
  WHERE c.relkind = 'r' AND ${userTable('r', 'rn')}
  GROUP BY 1
  HAVING sum(s.n_tup_upd) > 0 AND sum(s.n_tup_hot_upd) < ${HOT_SHARE_MAX} * sum(s.n_tup_upd)
  ORDER BY 2 DESC, 1`;

/**
 * With all columns that an index needs: keys, what it includes, and (by what it depends on) those of expressions and conditions.
 * Since version 16, an index of summaries (BRIN) does not stand in the way.
 */
const indexesSql = (tables: readonly string[], major: number): string => `
  SELECT format('%I.%I', n.nspname, t.relname) AS "table", format('%I.%I', n.nspname, c.relname) AS name,
    ARRAY(
      SELECT a.attname::text FROM pg_attribute a
      WHERE a.attrelid = t.oid AND a.attnum > 0 AND (a.attnum = ANY (x.indkey) OR EXISTS (
        SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.refclassid = 'pg_class'::regclass
          AND d.refobjid = t.oid AND d.refobjsubid = a.attnum))) AS columns,
    (SELECT coalesce(sum(s.idx_scan), 0) FROM pg_stat_user_indexes s
     WHERE s.indexrelid = c.oid OR c.relkind = 'I' AND s.indexrelid IN (SELECT relid FROM pg_partition_tree(c.oid)))::float8 AS scans,
    x.indisunique OR x.indisreplident OR EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = c.oid) AS "isNeeded"
  FROM pg_index x
  JOIN pg_class c ON c.oid = x.indexrelid
  JOIN pg_am m ON m.oid = c.relam
  JOIN pg_class t ON t.oid = x.indrelid
  JOIN pg_namespace n ON n.oid = t.relnamespace
  WHERE format('%I.%I', n.nspname, t.relname) IN (${tables.map(literal).join(', ')})
    ${major >= 16 ? `AND m.amname <> 'brin'` : ''}`;
