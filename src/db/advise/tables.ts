import type { RelationSize, Statistics } from '../../postgres/statistics/statistics.ts';
import type { WhatIf } from '../../postgres/what-if/what-if.ts';
import type { TableKnowledge } from './relation-use.ts';

/**
 * What is known of all tables that there are statistics of, by id. A partition is known by the table that it is a part of: that
 * is where an index belongs.
 */
export async function readTables(
  whatIf: WhatIf,
  statistics: Statistics,
): Promise<ReadonlyMap<string, TableKnowledge>> {
  const sizes = statistics.sizes.filter(({ kind }) => kind !== 'index');
  const known = await knowledgeOf(whatIf, statistics, sizes);
  const roots = await whatIf.compute<RootRow>(rootsSql, [sizes.map(({ relation }) => relation)]);
  for (const [root, parts] of Map.groupBy(roots, (each) => each.root)) {
    const whole = known.get(root);
    if (whole === undefined) continue;
    const leaves = parts.flatMap(({ leaf }) => known.get(leaf) ?? []);
    const rows = leaves.reduce((sum, leaf) => sum + leaf.rows, 0);
    const pages = leaves.reduce((sum, leaf) => sum + leaf.pages, 0);
    for (const { leaf } of [...parts, { leaf: root }]) known.set(leaf, { ...whole, rows, pages });
  }
  return known;
}

/** By the name of a table or partition, without quotes. */
export function rowsPerPage(
  tables: ReadonlyMap<string, TableKnowledge>,
): (table: string) => number {
  const byName = new Map([...tables].map(([name, table]) => [name.replaceAll('"', ''), table]));
  return (name) => {
    const { rows = 1, pages = 1 } = byName.get(name) ?? {};
    return Math.max(1, rows / Math.max(1, pages));
  };
}

async function knowledgeOf(
  whatIf: WhatIf,
  statistics: Statistics,
  sizes: readonly RelationSize[],
): Promise<Map<string, TableKnowledge>> {
  const types = await whatIf.compute<TypeRow>(typesSql, [sizes.map(({ relation }) => relation)]);
  const typesByTable = Map.groupBy(types, ({ relation }) => relation);
  // What inherits counts where there is nothing else, as with partitions.
  const columns = statistics.columns.toSorted((a, b) => Number(b.inherited) - Number(a.inherited));
  const columnsByTable = Map.groupBy(columns, ({ relation }) => relation);
  return new Map(
    sizes.map(({ relation, pages, countedRows, countedPages }) => [
      relation,
      {
        id: relation,
        rows: Math.max(0, countedPages > 0 ? (countedRows / countedPages) * pages : countedRows),
        pages,
        columns: new Map((columnsByTable.get(relation) ?? []).map((each) => [each.column, each])),
        types: new Map((typesByTable.get(relation) ?? []).map((each) => [each.column, each.type])),
      },
    ]),
  );
}

interface RootRow {
  readonly leaf: string;
  readonly root: string;
}

const rootsSql = `
  SELECT r AS leaf, format('%I.%I', n.nspname, c.relname) AS root
  FROM unnest($1::text[]) AS r
  JOIN pg_class p ON p.oid = to_regclass(r) AND p.relispartition
  JOIN pg_class c ON c.oid = pg_partition_root(p.oid)
  JOIN pg_namespace n ON n.oid = c.relnamespace`;

interface TypeRow {
  readonly relation: string;
  readonly column: string;
  readonly type: string;
}

const typesSql = `
  SELECT r AS relation, a.attname AS column, format_type(a.atttypid, a.atttypmod) AS type
  FROM unnest($1::text[]) AS r JOIN pg_attribute a ON a.attrelid = to_regclass(r) AND a.attnum > 0 AND NOT a.attisdropped`;
