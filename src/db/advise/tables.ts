import type { Statistics } from '../../postgres/statistics/statistics.ts';
import type { WhatIf } from '../../postgres/what-if/what-if.ts';
import type { TableKnowledge } from './relation-use.ts';

/** What is known of all tables that there are statistics of, by id. */
export async function readTables(
  whatIf: WhatIf,
  statistics: Statistics,
): Promise<ReadonlyMap<string, TableKnowledge>> {
  const sizes = statistics.sizes.filter(({ kind }) => kind !== 'index');
  const types = await whatIf.compute<TypeRow>(typesSql, [sizes.map(({ relation }) => relation)]);
  const typesByTable = Map.groupBy(types, ({ relation }) => relation);
  const columns = statistics.columns.filter(({ inherited }) => !inherited);
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

interface TypeRow {
  readonly relation: string;
  readonly column: string;
  readonly type: string;
}

const typesSql = `
  SELECT r AS relation, a.attname AS column, format_type(a.atttypid, a.atttypmod) AS type
  FROM unnest($1::text[]) AS r JOIN pg_attribute a ON a.attrelid = to_regclass(r) AND a.attnum > 0 AND NOT a.attisdropped`;
