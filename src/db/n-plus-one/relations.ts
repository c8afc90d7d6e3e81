import { parametersOf } from '../advise/expression.ts';
import { repairedStatement } from '../advise/statement-text.ts';
import type { AnalyzedDatabase } from '../checks/check.ts';
import { readUses, type StatementUse } from '../checks/statement-uses.ts';
import type { WorkloadStatement } from '../workload/workload.ts';
import { type ColumnReference, readReferences } from './foreign-keys.ts';
import { type ReturnedColumns, returnedColumns } from './returned-columns.ts';
import type { StatementPair } from './suspect.ts';

/** A statement that could be asked with a value that another returned. */
export interface StatementRelation extends StatementPair {
  /** Qualified and quoted: `public.users`. */
  readonly parentTable: string;
  readonly childTable: string;
  /** The child's column that is compared with a parameter. */
  readonly column: string;
}

/**
 * Pairs of statements, by what they say: the child compares a column with one parameter, and the parent returns that column,
 * or one that a foreign key joins with it. Without foreign keys, names have to say so: `user_id` and the `id` of `users`.
 */
export async function readRelations(
  database: AnalyzedDatabase,
  statements: readonly WorkloadStatement[],
): Promise<readonly StatementRelation[]> {
  const texts = await Promise.all(
    statements.map(({ text }) => repairedStatement(text).catch(() => text)),
  );
  const uses = await readUses(database, texts);
  const references = await readReferences(database);
  const parents = statements.flatMap(({ id }, index) => {
    const use = uses[index];
    const returned = use && returnedColumns(use.tree);
    return use === undefined || returned === undefined
      ? []
      : [{ id, tables: use.tables, returned }];
  });
  return statements.flatMap(({ id: child }, index) =>
    askedColumns(uses[index]).flatMap((asked) =>
      parents.flatMap(({ id: parent, ...source }) => {
        const parentTable = parent === child ? undefined : sourceOf(asked, source, references);
        if (parentTable === undefined) return [];
        return [{ parent, child, parentTable, childTable: asked.table, column: asked.column }];
      }),
    ),
  );
}

interface AskedColumn {
  readonly table: string;
  readonly column: string;
}

/** Columns that are compared with one value, not with a list. */
function askedColumns(use: StatementUse | undefined): readonly AskedColumn[] {
  const comparisons = use?.comparisons ?? [];
  return comparisons.flatMap(({ operator, isAny, left, right }) => {
    if (operator !== '=' || isAny) return [];
    const [column, value] = left.column === undefined ? [right.column, left] : [left.column, right];
    return column !== undefined && parametersOf(value.node).length > 0 ? [column] : [];
  });
}

interface Source {
  readonly tables: readonly string[];
  readonly returned: ReturnedColumns;
}

/** The table whose rows the value can be from. */
function sourceOf(
  { table, column }: AskedColumn,
  { tables, returned }: Source,
  references: readonly ColumnReference[],
): string | undefined {
  const joined = references.flatMap((each) => {
    if (each.table === table && each.column === column) return [[each.target, each.targetColumn]];
    return each.target === table && each.targetColumn === column ? [[each.table, each.column]] : [];
  });
  // Ids first, and each row by its own.
  const sources = [...joined, [table, column]];
  const known = sources.find(
    ([from = '', name = '']) => tables.includes(from) && returned.has(name),
  );
  if (known !== undefined) return known[0];
  const isReferring = references.some((each) => each.table === table && each.column === column);
  return isReferring
    ? undefined
    : tables.find((from) => isNamedFor(from, { table, column }, returned));
}

/** `user_id` and the `id` of `users`, in either direction; only where the statement names what it returns. */
function isNamedFor(
  from: string,
  { table, column }: AskedColumn,
  returned: ReturnedColumns,
): boolean {
  if (from === table) return false;
  if (column === 'id') return idNames(table).some((name) => returned.names.has(name));
  return idNames(from).includes(column) && returned.has('id');
}

function idNames(table: string): readonly string[] {
  const name = table.replace(/^.*\./, '').replaceAll('"', '');
  const singular = name
    .replace(/ies$/, 'y')
    .replace(/(ss|x|ch|sh)es$/, '$1')
    .replace(/s$/, '');
  return [`${singular}_id`, `${singular}Id`, `${name}_id`];
}
