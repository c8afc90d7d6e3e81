import type { Node } from 'libpg-query';
import { nodesOf, type PlanNode } from '../../postgres/what-if/plan.ts';
import { aliasesOf, columnsOf as columnsIn, type ExpressionReader } from './expression.ts';

/** Something on one table that an index could have as a part. */
export interface Term {
  /** Without aliases: `user_id`, `lower(email)`. */
  readonly sql: string;
  /** Where it is a column and nothing else. */
  readonly column: string | undefined;
}

/** A condition that compares a term with something that does not depend on its table's row. */
export interface Comparison {
  readonly alias: string;
  /** Several where rows are compared. */
  readonly terms: readonly Term[];
  /** `=`, `<`, `~~`, `@>` …; with the term on the left. */
  readonly operator: string;
  /** Compared with one of a list. */
  readonly isAny: boolean;
  readonly value: Node;
  /** Where the value is that of another table. */
  readonly isJoin: boolean;
  /** One of several conditions of which one must hold. */
  readonly isAlternative: boolean;
}

/** A condition on one table without anything that varies, such as `read_at IS NULL`: an index can be limited to it. */
export interface Predicate {
  readonly alias: string;
  readonly sql: string;
  /** The columns in it. */
  readonly terms: readonly Term[];
}

export interface OrderKey extends Term {
  readonly alias: string;
  readonly isDescending: boolean;
  readonly nulls: 'first' | 'last' | undefined;
}

/** What a plan asks of its tables, by alias; names are as the server resolved them, through views and subqueries. */
export interface PlanConditions {
  /** `public.orders`, quoted as SQL needs it, by alias. */
  readonly tables: ReadonlyMap<string, string>;
  readonly comparisons: readonly Comparison[];
  readonly predicates: readonly Predicate[];
  /** Each of one table only. */
  readonly orders: readonly (readonly OrderKey[])[];
  /** Columns that the statement needs of a table, by alias. */
  readonly needed: ReadonlyMap<string, ReadonlySet<string>>;
  readonly hasLimit: boolean;
}

/** `idOf` tells the quoted name of a table; undefined for one that is not the user's. */
export function conditionsOf(
  plan: PlanNode,
  reader: ExpressionReader,
  idOf: (schema: string, table: string) => string | undefined,
): PlanConditions {
  const aliases = [...nodesOf(plan)].flatMap(({ Alias: alias }) => alias ?? []);
  const only = new Set(aliases).size === 1 ? aliases[0] : undefined;
  const ofOne = { ...reader, parse: (text: string) => reader.parse(text, only) };
  const collector = new Collector(ofOne, idOf);
  collector.visit(plan, true);
  return collector;
}

const conditionNames = [
  'Index Cond',
  'Recheck Cond',
  'Filter',
  'Hash Cond',
  'Merge Cond',
  'Join Filter',
] as const;

/** Above these a scan still returns no more than what is needed. */
const narrow: ReadonlySet<string> = new Set([
  'Limit',
  'Sort',
  'Incremental Sort',
  'Gather',
  'Gather Merge',
  'Unique',
  'LockRows',
]);

class Collector implements PlanConditions {
  readonly tables = new Map<string, string>();
  readonly comparisons: Comparison[] = [];
  readonly predicates: Predicate[] = [];
  readonly orders: (readonly OrderKey[])[] = [];
  readonly needed = new Map<string, Set<string>>();
  hasLimit = false;
  readonly #reader: ExpressionReader;
  readonly #idOf: (schema: string, table: string) => string | undefined;

  constructor(
    reader: ExpressionReader,
    idOf: (schema: string, table: string) => string | undefined,
  ) {
    this.#reader = reader;
    this.#idOf = idOf;
  }

  visit(node: PlanNode, isNarrow: boolean): void {
    const { Schema: schema, 'Relation Name': relation, Alias: alias } = node;
    if (relation !== undefined && schema !== undefined && alias !== undefined) {
      const id = this.#idOf(schema, relation);
      if (id !== undefined) this.tables.set(alias, id);
    }
    if (node['Node Type'] === 'Limit') this.hasLimit = true;
    for (const name of conditionNames) {
      const text = node[name];
      const condition = text === undefined ? undefined : this.#reader.parse(text);
      if (condition !== undefined) this.#condition(condition, false);
    }
    this.#order(node['Sort Key'] ?? []);
    this.#order(node['Group Key'] ?? []);
    const isScan = relation !== undefined;
    for (const text of node.Output ?? []) {
      const output = this.#reader.parse(text);
      if (output === undefined) continue;
      if (!isScan || isNarrow) this.#need(output);
      this.#extreme(output);
    }
    const below = isNarrow && narrow.has(node['Node Type']);
    for (const child of node.Plans ?? []) this.visit(child, below);
  }

  #condition(node: Node, isAlternative: boolean): void {
    this.#need(node);
    if ('BoolExpr' in node) {
      const { boolop, args = [] } = node.BoolExpr;
      if (boolop === 'AND_EXPR') for (const arg of args) this.#condition(arg, isAlternative);
      if (boolop === 'OR_EXPR') for (const arg of args) this.#condition(arg, true);
      if (boolop === 'NOT_EXPR') this.#predicate(node, isAlternative);
      return;
    }
    if ('A_Expr' in node && node.A_Expr.lexpr !== undefined && node.A_Expr.rexpr !== undefined) {
      const { kind, name = [], lexpr, rexpr } = node.A_Expr;
      const last = name.at(-1);
      const operator = last !== undefined && 'String' in last ? (last.String.sval ?? '') : '';
      const isAny = kind === 'AEXPR_OP_ANY';
      if (kind !== 'AEXPR_OP' && !isAny) return;
      const way = { operator, isAny, isAlternative };
      this.#comparison(lexpr, rexpr, way);
      if (!isAny) this.#comparison(rexpr, lexpr, { ...way, operator: mirrored(operator) });
      return;
    }
    this.#predicate(node, isAlternative);
  }

  #comparison(
    side: Node,
    value: Node,
    way: Pick<Comparison, 'operator' | 'isAny' | 'isAlternative'>,
  ): void {
    const [alias, another] = aliasesOf(side);
    const others = aliasesOf(value);
    if (alias === undefined || another !== undefined || others.has(alias)) return;
    const parts = 'RowExpr' in side ? (side.RowExpr.args ?? []) : [side];
    const terms = parts.map((part) => this.#term(part));
    this.comparisons.push({ ...way, alias, terms, value, isJoin: others.size > 0 });
  }

  /** A column that is true, not true, NULL or not. */
  #predicate(node: Node, isAlternative: boolean): void {
    const [alias, another] = aliasesOf(node);
    if (isAlternative || alias === undefined || another !== undefined) return;
    const terms = [this.#term(testedIn(node))];
    this.predicates.push({ alias, sql: this.#reader.bare(node), terms });
  }

  #order(keys: readonly string[]): void {
    const parsed = keys.map((key) => this.#orderKey(key));
    const found = parsed.filter((key) => key !== undefined);
    const [first] = found;
    if (first === undefined || found.length < parsed.length) return;
    if (found.every(({ alias }) => alias === first.alias)) this.orders.push(found);
  }

  #orderKey(text: string): OrderKey | undefined {
    const [, expression = '', direction, nulls] =
      /^(.*?)( DESC| USING .*)?( NULLS (?:FIRST|LAST))?$/.exec(text) ?? [];
    const node = this.#reader.parse(expression);
    if (node === undefined || direction?.startsWith(' USING') === true) return undefined;
    const [alias, another] = aliasesOf(node);
    if (alias === undefined || another !== undefined) return undefined;
    return {
      ...this.#term(node),
      alias,
      isDescending: direction !== undefined,
      nulls: nulls === undefined ? undefined : nulls.endsWith('FIRST') ? 'first' : 'last',
    };
  }

  /** The least and the greatest value are the first of an order. */
  #extreme(node: Node): void {
    if (!('FuncCall' in node)) return;
    const { funcname = [], args = [] } = node.FuncCall;
    const last = funcname.at(-1);
    const name = last !== undefined && 'String' in last ? last.String.sval : undefined;
    const [argument] = args;
    if ((name !== 'min' && name !== 'max') || argument === undefined) return;
    const [alias, another] = aliasesOf(argument);
    if (alias === undefined || another !== undefined) return;
    const term = this.#term(argument);
    this.orders.push([{ ...term, alias, isDescending: false, nulls: undefined }]);
  }

  #need(node: Node): void {
    for (const { alias, column } of columnsIn(node)) {
      const names = this.needed.get(alias) ?? new Set();
      this.needed.set(alias, names.add(column));
    }
  }

  #term(node: Node): Term {
    const inner = withoutRelabelling(node);
    const sql = this.#reader.bare(inner);
    const isColumn = 'ColumnRef' in inner;
    return { sql, column: isColumn ? columnsIn(inner)[0]?.column : undefined };
  }
}

/** `x` of `x IS NULL` and of `NOT x`. */
function testedIn(node: Node): Node {
  if ('NullTest' in node) return node.NullTest.arg ?? node;
  return 'BoolExpr' in node ? (node.BoolExpr.args?.[0] ?? node) : node;
}

/** `varchar` is compared as `text`, which is no other value: an index on the column serves. */
function withoutRelabelling(node: Node): Node {
  if (!('TypeCast' in node)) return node;
  const { arg, typeName } = node.TypeCast;
  const last = typeName?.names?.at(-1);
  const name = last !== undefined && 'String' in last ? last.String.sval : undefined;
  return arg !== undefined && 'ColumnRef' in arg && name === 'text' ? arg : node;
}

function mirrored(operator: string): string {
  return mirror[operator] ?? operator;
}

const mirror: Readonly<Record<string, string>> = {
  '<': '>',
  '>': '<',
  '<=': '>=',
  '>=': '<=',
  '@>': '<@',
  '<@': '@>',
};
