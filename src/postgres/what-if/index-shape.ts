import type { Session } from '../session.ts';
import type { ColumnStatistics } from '../statistics/statistics.ts';
import type { Candidate } from './candidate.ts';
import type { IndexPart, IndexShape } from './index-size.ts';

export interface TableFacts {
  /** Rows that the index has, and rows of the table. */
  readonly rows: number;
  readonly tableRows: number;
  readonly tablePages: number;
  readonly columns: readonly ColumnStatistics[];
}

/** What an index that has just been made consists of, by its own catalog rows and its table's statistics. */
export async function readIndexShape(
  session: Session,
  candidate: Candidate & { readonly name: string },
  facts: TableFacts,
): Promise<IndexShape> {
  const parts = await session.query<PartRow>(partsSql, [candidate.name]);
  return {
    method: candidate.method,
    rows: facts.rows,
    tablePages: facts.tablePages,
    keyCount: candidate.keys.length,
    parts: parts.map((part) => partOf(part, candidate, facts)),
    isDeduplicated:
      candidate.include.length === 0 &&
      parts.slice(0, candidate.keys.length).every(({ equalImage }) => equalImage),
  };
}

interface PartRow {
  /** Null for an expression, whose statistics stand under the index's own column. */
  readonly column: string | null;
  readonly name: string;
  /** Bytes; −1: of varying length. */
  readonly length: number;
  readonly alignment: number;
  readonly isTrigram: boolean;
  readonly equalImage: boolean;
}

const partsSql = `
  SELECT t.attname AS column, a.attname AS name, a.attlen AS length, oc.opcname LIKE '%trgm%' AS "isTrigram",
    CASE a.attalign WHEN 'd' THEN 8 WHEN 'i' THEN CASE WHEN a.attlen = -1 THEN 1 ELSE 4 END WHEN 's' THEN 2 ELSE 1 END AS alignment,
    coalesce((SELECT true FROM pg_amproc p WHERE p.amprocfamily = oc.opcfamily AND p.amproclefttype = oc.opcintype AND p.amprocnum = 4), false)
      AS "equalImage"
  FROM pg_index i
  JOIN pg_attribute a ON a.attrelid = i.indexrelid
  LEFT JOIN pg_attribute t ON t.attrelid = i.indrelid AND t.attnum = i.indkey[a.attnum - 1] AND t.attnum > 0
  LEFT JOIN pg_opclass oc ON oc.oid = CASE WHEN a.attnum <= i.indnkeyatts THEN i.indclass[a.attnum - 1] END
  WHERE i.indexrelid = to_regclass($1)
  ORDER BY a.attnum`;

/** Of a text of unknown length. */
const UNKNOWN_WIDTH = 24;
/** Different trigrams of texts in a language. */
const TRIGRAMS = 5000;
/** Mean bytes of a key and its value in a document of JSON. */
const JSON_KEY_BYTES = 20;

function partOf(
  row: PartRow,
  { table, name: index }: Candidate & { readonly name: string },
  { rows, tableRows, columns }: TableFacts,
): IndexPart {
  const [relation, name] = row.column === null ? [index, row.name] : [table, row.column];
  const known = columns.find(
    (each) => each.relation === relation && each.column === name && !each.inherited,
  );
  const nullFraction = known?.nullFraction ?? 0;
  const width = row.length > 0 ? row.length : (known?.averageWidth ?? UNKNOWN_WIDTH);
  const distinct = known === undefined ? rows : count(known.distinct, tableRows);
  return {
    width,
    alignment: row.alignment,
    nullFraction: rows < tableRows ? 0 : nullFraction,
    distinct: Math.min(rows, distinct),
    // In a part of the rows they are others.
    frequencies: rows < tableRows ? [] : numbers(known?.commonFrequencies),
    ...keysOf(row, known, Math.min(rows, distinct)),
  };
}

/** What GIN takes values apart into: the index's own column is of the type of these keys. */
function keysOf(
  row: PartRow,
  known: ColumnStatistics | undefined,
  distinct: number,
): Pick<IndexPart, 'keysPerValue' | 'distinctKeys'> {
  const width = known?.averageWidth ?? UNKNOWN_WIDTH;
  if (row.isTrigram) return { keysPerValue: width + 1, distinctKeys: TRIGRAMS };
  const elements = numbers(known?.elementCounts).at(-1);
  if (elements !== undefined) {
    return {
      keysPerValue: elements,
      distinctKeys: numbers(known?.commonElementFrequencies).length,
    };
  }
  const members = Math.max(1, width / JSON_KEY_BYTES);
  return { keysPerValue: members, distinctKeys: distinct };
}

/** `pg_stats.n_distinct` as a number of values. */
export function count(distinct: number, rows: number): number {
  return distinct >= 0 ? Math.max(1, distinct) : Math.max(1, -distinct * rows);
}

function numbers(list: string | null | undefined): readonly number[] {
  return list == null ? [] : list.replace(/[{}]/g, '').split(',').map(Number);
}
