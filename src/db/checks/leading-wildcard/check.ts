import type { AnalyzedDatabase, Check, Observation } from '../check.ts';
import { type KnownColumn, literal } from '../known-tables.ts';
import {
  type CostlyStatement,
  costEvidence,
  costText,
  severityOf,
  shortText,
  slowStatements,
} from '../statement-costs.ts';
import { readUses, type StatementUse } from '../statement-uses.ts';
import { patternOf } from './pattern.ts';

/** A statement that looks for text inside of columns, row by row. */
export const leadingWildcard: Check = {
  id: 'leading-wildcard',
  group: 'statements',
  needs: ['workload'],
  run: async (database) => {
    if (database.workload === undefined) return [];
    const slow = await slowStatements(database.workload);
    const uses = await readUses(
      database,
      slow.map(({ text }) => text),
    );
    const indexes = await readTextIndexes(database, uses);
    return slow.flatMap((each, position) => {
      const column = searchedColumn(uses[position], indexes);
      return column === undefined ? [] : [observe(each, column, indexes.trigram)];
    });
  },
};

interface TextIndexes {
  /** Operator class of trigrams, where the extension is there. */
  readonly trigram: string | undefined;
  /** `public.users name`; with `*` for an expression. */
  readonly trigrams: ReadonlySet<string>;
  /** Those that serve `LIKE 'abc%'`. */
  readonly prefixes: ReadonlySet<string>;
}

function searchedColumn(
  use: StatementUse | undefined,
  { trigrams, prefixes }: TextIndexes,
): KnownColumn | undefined {
  for (const { operator, left, right } of use?.comparisons ?? []) {
    const { column } = left;
    if (column === undefined || (operator !== '~~' && operator !== '~~*')) continue;
    const { table, column: name } = column;
    if (trigrams.has(`${table} ${name}`) || trigrams.has(`${table} *`)) continue;
    // A plain parameter says nothing, but patterns that begin with text would be quick.
    const isInside =
      operator === '~~*' || patternOf(right.node) === 'inside' || prefixes.has(`${table} ${name}`);
    if (isInside && patternOf(right.node) !== 'prefix') return column;
  }
  return undefined;
}

function observe(
  costly: CostlyStatement,
  { table, quoted }: KnownColumn,
  trigram: string | undefined,
): Observation {
  const index = `CREATE INDEX CONCURRENTLY ON ${table} USING gin (${quoted} ${trigram ?? 'gin_trgm_ops'})`;
  return {
    subject: `statement ${costly.statement.id}`,
    severity: severityOf(costly),
    title: `${shortText(costly.text)} looks for text anywhere in ${table}.${quoted}, which no b-tree serves: ${costText(costly)}`,
    fix: `${trigram === undefined ? 'CREATE EXTENSION pg_trgm, and then ' : ''}${index}, or a full text search where words are meant.`,
    ...(trigram === undefined ? {} : { sql: index }),
    evidence: costEvidence(costly),
  };
}

async function readTextIndexes(
  database: AnalyzedDatabase,
  uses: readonly (StatementUse | undefined)[],
): Promise<TextIndexes> {
  const tables = new Set(uses.flatMap((use) => use?.tables ?? []));
  const rows = tables.size === 0 ? [] : await database.query<IndexRow>(indexesSql([...tables]));
  const of = (wanted: IndexRow['kind']): ReadonlySet<string> =>
    new Set(rows.filter(({ kind }) => kind === wanted).map(({ key }) => key));
  const [extension] = await database.query<{ trigram: string }>(trigramSql);
  return { trigram: extension?.trigram, trigrams: of('trigram'), prefixes: of('prefix') };
}

interface IndexRow {
  readonly key: string;
  readonly kind: 'trigram' | 'prefix';
}

const trigramSql = `
  SELECT format('%I.gin_trgm_ops', n.nspname) AS trigram
  FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace WHERE e.extname = 'pg_trgm'`;

const indexesSql = (tables: readonly string[]): string => `
  SELECT concat(format('%I.%I', n.nspname, t.relname), ' ', coalesce(a.attname, '*')) AS key,
    CASE WHEN o.opcname LIKE '%trgm_ops' THEN 'trigram' ELSE 'prefix' END AS kind
  FROM pg_index x
  JOIN pg_class t ON t.oid = x.indrelid
  JOIN pg_namespace n ON n.oid = t.relnamespace
  CROSS JOIN LATERAL generate_series(0, x.indnkeyatts - 1) k
  JOIN pg_opclass o ON o.oid = x.indclass[k]
  LEFT JOIN pg_collation l ON l.oid = x.indcollation[k]
  LEFT JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = x.indkey[k] AND a.attnum > 0
  WHERE x.indisvalid AND format('%I.%I', n.nspname, t.relname) IN (${tables.map(literal).join(', ')})
    AND (o.opcname LIKE '%trgm_ops'
      OR k = 0 AND a.attnum IS NOT NULL AND x.indpred IS NULL AND (o.opcname ~ '_pattern_ops$' OR o.opcname = 'text_ops' AND l.collname = 'C'))`;
