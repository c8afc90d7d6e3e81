import type { Node } from 'libpg-query';
import type { Comparison, PlanConditions, Predicate, Term } from '../conditions.ts';
import { elementsOf } from '../array-text.ts';
import type { ExpressionReader } from '../expression.ts';
import type { TableKnowledge } from '../relation-use.ts';

/** Above it, an index over these rows only is hardly smaller than one over all. */
const SHARE_MAX = 0.2;
/** A state or a kind, and not a number of something, of which another call asks for another one. */
const DISTINCT_MAX = 100;

/**
 * Conditions that all samples of a statement have with the same constant, such as `status = 'pending'`, where few rows have
 * it: an index may be limited to them, as it may to conditions without parameters.
 */
export function constantPredicates(
  samples: readonly PlanConditions[],
  tables: ReadonlyMap<string, TableKnowledge>,
  reader: ExpressionReader,
): readonly Predicate[] {
  const [first, ...others] = samples.map((each) => constantsOf(each, reader));
  if (first === undefined) return [];
  return first.flatMap(({ predicate, term, value, table }) => {
    const { alias, sql } = predicate;
    const isCommon = others.every((list) =>
      list.some((each) => each.predicate.alias === alias && each.predicate.sql === sql),
    );
    const known = tables.get(table);
    if (!isCommon || known === undefined || !isRare(known, term, value)) return [];
    return [predicate];
  });
}

interface Constant {
  readonly predicate: Predicate;
  readonly term: Term;
  /** As statistics write it. */
  readonly value: string;
  readonly table: string;
}

function constantsOf(
  { comparisons, predicates, tables }: PlanConditions,
  reader: ExpressionReader,
): readonly Constant[] {
  const equal = comparisons.flatMap((comparison): readonly Constant[] => {
    const { alias, terms } = comparison;
    const [term] = terms;
    const value = constantIn(comparison, reader);
    if (term?.column === undefined || terms.length > 1 || value === undefined) return [];
    const predicate = { alias, sql: `${term.sql} = ${value}`, terms };
    const plain = value.replaceAll(/^'|'$/g, '').replaceAll("''", "'");
    return [{ predicate, term, value: plain, table: tables.get(alias) ?? '' }];
  });
  // `is_open = true` is `is_open` to the planner.
  const flags = predicates.flatMap((predicate): readonly Constant[] => {
    const { alias, sql, terms } = predicate;
    const [term] = terms;
    if (term?.column === undefined) return [];
    const value = sql === term.sql ? 't' : 'f';
    if (value === 'f' && sql !== `NOT (${term.sql})`) return [];
    return [{ predicate, term, value, table: tables.get(alias) ?? '' }];
  });
  return [...equal, ...flags];
}

function constantIn(comparison: Comparison, reader: ExpressionReader): string | undefined {
  const { operator, isAny, isJoin, isAlternative, value } = comparison;
  if (operator !== '=' || isAny || isJoin || isAlternative) return undefined;
  const literal = withoutType(value);
  return 'A_Const' in literal ? reader.bare(literal) : undefined;
}

/** The planner adds a type to literals; that of the column will do. */
function withoutType(node: Node): Node {
  return 'TypeCast' in node && node.TypeCast.arg !== undefined
    ? withoutType(node.TypeCast.arg)
    : node;
}

function isRare({ columns, rows }: TableKnowledge, { column }: Term, value: string): boolean {
  const known = columns.get(column ?? '');
  if (known === undefined) return false;
  const { distinct, nullFraction } = known;
  const values = distinct >= 0 ? distinct : -distinct * rows;
  if (values > DISTINCT_MAX) return false;
  const frequencies = elementsOf(known.commonFrequencies).map(Number);
  const share = frequencies[elementsOf(known.commonValues).indexOf(value)];
  // What ANALYZE did not come across is rarer than all that it did.
  const rest = 1 - nullFraction - frequencies.reduce((sum, each) => sum + each, 0);
  return (share ?? rest) <= SHARE_MAX;
}
