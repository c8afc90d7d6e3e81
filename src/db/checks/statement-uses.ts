import { sqlParser } from '../../postgres/sql-parser.ts';
import { walk } from '../advise/expression.ts';
import type { AnalyzedDatabase } from './check.ts';
import { type KnownColumn, type KnownTables, readKnownTables } from './known-tables.ts';
import { columnFields, isNode, memberOf, namesOf, type TreeNode } from './statement-tree.ts';

/** One side of a comparison. */
export interface ComparedSide {
  /** Where it is a column of a table that is known, with or without a cast. */
  readonly column: KnownColumn | undefined;
  /** The type that it is cast to in the text, as written there. */
  readonly cast: string | undefined;
  readonly node: TreeNode;
}

export interface ComparedPair {
  /** `=`, `<`, `~~` (LIKE), `~~*` (ILIKE) … */
  readonly operator: string;
  readonly left: ComparedSide;
  readonly right: ComparedSide;
  /** With any of a list: IN, ANY. */
  readonly isAny: boolean;
}

/** What a statement does with tables that are known, anywhere in it. */
export interface StatementUse {
  readonly tree: unknown;
  readonly tables: readonly string[];
  readonly comparisons: readonly ComparedPair[];
  readonly orders: readonly KnownColumn[];
  /** Columns that are asked for being null. */
  readonly nulls: readonly KnownColumn[];
  readonly updated: readonly KnownColumn[];
}

/**
 * Reads statements with PostgreSQL's grammar. Names are looked up as far as that is sure: an alias that stands for two tables
 * in one statement, or a column that two of its tables have, is left out. Undefined for a text that is not SQL.
 */
export async function readUses(
  database: AnalyzedDatabase,
  texts: readonly string[],
): Promise<readonly (StatementUse | undefined)[]> {
  const { parseSync } = await sqlParser();
  const trees = texts.map((text): unknown => {
    try {
      return parseSync(text);
    } catch {
      return undefined;
    }
  });
  const relations = trees.map((tree) => (tree === undefined ? [] : relationsOf(tree)));
  const names = new Set(relations.flat().map(({ name }) => name));
  const known = await readKnownTables(database, names);
  return trees.map((tree, index) =>
    tree === undefined ? undefined : useOf(tree, new Scope(relations[index] ?? [], known)),
  );
}

interface RelationName {
  readonly schema: string | undefined;
  readonly name: string;
  readonly alias: string;
}

function relationsOf(tree: unknown): readonly RelationName[] {
  const relations: RelationName[] = [];
  const queries = new Set<string>();
  const add = (value: unknown): void => {
    const name = memberOf(value, 'relname');
    if (typeof name !== 'string') return;
    const schema = memberOf(value, 'schemaname');
    const alias = memberOf(memberOf(value, 'alias'), 'aliasname');
    relations.push({
      name,
      schema: typeof schema === 'string' ? schema : undefined,
      alias: typeof alias === 'string' ? alias : name,
    });
  };
  walk(tree, (name, value) => {
    if (name === 'RangeVar' || name === 'relation') add(value);
    if (name === 'CommonTableExpr') queries.add(String(memberOf(value, 'ctename')));
  });
  return relations.filter(({ schema, name }) => schema !== undefined || !queries.has(name));
}

class Scope {
  readonly tables: readonly string[];
  readonly #byAlias = new Map<string, ReadonlyMap<string, KnownColumn> | undefined>();

  constructor(relations: readonly RelationName[], known: KnownTables) {
    const tables = new Set<string>();
    for (const { schema, name, alias } of relations) {
      const table = known.find(schema, name);
      const before = this.#byAlias.get(alias);
      const isOther = this.#byAlias.has(alias) && before !== table?.columns;
      this.#byAlias.set(alias, isOther ? undefined : table?.columns);
      if (table !== undefined) tables.add(table.name);
    }
    this.tables = [...tables];
  }

  column(node: unknown): KnownColumn | undefined {
    const fields = columnFields(node);
    const column = fields.at(-1);
    if (column === undefined) return undefined;
    const alias = fields.at(-2);
    if (alias !== undefined) return this.#byAlias.get(alias)?.get(column);
    const all = [...this.#byAlias.values()];
    // A table that is not known may have a column of that name as well.
    if (all.includes(undefined)) return undefined;
    const found = new Set(all.flatMap((columns) => columns?.get(column) ?? []));
    return found.size === 1 ? [...found][0] : undefined;
  }
}

function useOf(tree: unknown, scope: Scope): StatementUse {
  const comparisons: ComparedPair[] = [];
  const orders: KnownColumn[] = [];
  const nulls: KnownColumn[] = [];
  const updated: KnownColumn[] = [];
  const add = (list: KnownColumn[], node: unknown): void => {
    const column = scope.column(node);
    if (column !== undefined) list.push(column);
  };
  walk(tree, (name, value) => {
    if (name === 'A_Expr') comparisons.push(...pairsOf(value, scope));
    if (name === 'SortBy') add(orders, memberOf(value, 'node'));
    if (name === 'NullTest' && memberOf(value, 'nulltesttype') === 'IS_NULL')
      add(nulls, memberOf(value, 'arg'));
    if (name === 'UpdateStmt' || name === 'OnConflictClause')
      for (const target of listOf(memberOf(value, 'targetList'))) {
        const column = memberOf(memberOf(target, 'ResTarget'), 'name');
        const relation = memberOf(memberOf(value, 'relation'), 'alias');
        add(updated, columnNode([memberOf(relation, 'aliasname') ?? relationName(value), column]));
      }
  });
  return { tree, tables: scope.tables, comparisons, orders, nulls, updated };
}

function relationName(update: unknown): unknown {
  return memberOf(memberOf(update, 'relation'), 'relname');
}

function columnNode(names: readonly unknown[]): TreeNode {
  const fields = names
    .filter((name) => typeof name === 'string')
    .map((sval) => ({ String: { sval } }));
  return { ColumnRef: { fields } };
}

const kinds: ReadonlySet<unknown> = new Set([
  'AEXPR_OP',
  'AEXPR_OP_ANY',
  'AEXPR_IN',
  'AEXPR_LIKE',
  'AEXPR_ILIKE',
  'AEXPR_BETWEEN',
]);

function pairsOf(expression: unknown, scope: Scope): readonly ComparedPair[] {
  const kind = memberOf(expression, 'kind');
  const [left, right] = [memberOf(expression, 'lexpr'), memberOf(expression, 'rexpr')];
  const operator = namesOf(memberOf(expression, 'name')).at(-1);
  if (!kinds.has(kind) || operator === undefined || !isNode(left)) return [];
  const items = memberOf(memberOf(right, 'List'), 'items');
  const values = kind === 'AEXPR_IN' || kind === 'AEXPR_BETWEEN' ? listOf(items ?? right) : [right];
  return values.filter(isNode).map((value) => ({
    operator: kind === 'AEXPR_BETWEEN' ? '>=' : operator,
    left: sideOf(left, scope),
    right: sideOf(value, scope),
    isAny: kind === 'AEXPR_IN' || kind === 'AEXPR_OP_ANY',
  }));
}

function sideOf(node: TreeNode, scope: Scope): ComparedSide {
  const cast = memberOf(node, 'TypeCast');
  if (cast === undefined) return { column: scope.column(node), cast: undefined, node };
  const type = memberOf(memberOf(cast, 'typeName'), 'names');
  return {
    column: scope.column(memberOf(cast, 'arg')),
    cast: namesOf(type).at(-1),
    node,
  };
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
