import type { ColumnStatistics } from '../../postgres/statistics/statistics.ts';
import type { OrderKey, PlanConditions, Predicate, Term } from './conditions.ts';

/** A table as the planner knows it. */
export interface TableKnowledge {
  /** `public.orders`, quoted as SQL needs it. */
  readonly id: string;
  readonly rows: number;
  readonly pages: number;
  readonly columns: ReadonlyMap<string, ColumnStatistics>;
  /** By column, as `format_type` writes it. */
  readonly types: ReadonlyMap<string, string>;
}

/** How one statement uses one table: what an index would have to serve. */
export interface RelationUse {
  readonly table: TableKnowledge;
  /** Compared with constants or parameters for being equal. */
  readonly equal: readonly Term[];
  /** Compared with columns of other tables for being equal. */
  readonly joined: readonly Term[];
  /** Compared for being less or greater; several terms where rows are compared. */
  readonly ranges: readonly (readonly Term[])[];
  /** Of conditions of which one must hold. */
  readonly alternatives: readonly Term[];
  /** All other operators: `~~`, `@>`, `@@` … */
  readonly operators: readonly { readonly term: Term; readonly operator: string }[];
  readonly predicates: readonly Predicate[];
  readonly orders: readonly (readonly OrderKey[])[];
  /** All columns that the statement needs of it. */
  readonly needed: ReadonlySet<string>;
  readonly hasLimit: boolean;
}

export function usesOf(
  conditions: PlanConditions,
  tables: ReadonlyMap<string, TableKnowledge>,
): readonly RelationUse[] {
  return [...conditions.tables].flatMap(([alias, id]) => {
    const table = tables.get(id);
    return table === undefined ? [] : [useOf(alias, table, conditions)];
  });
}

function useOf(alias: string, table: TableKnowledge, conditions: PlanConditions): RelationUse {
  const own = conditions.comparisons.filter((each) => each.alias === alias);
  const sure = own.filter(({ isAlternative }) => !isAlternative);
  const equalities = sure.filter(({ operator }) => operator === '=');
  const firsts = (list: typeof own): readonly Term[] => distinct(list.map(({ terms }) => terms[0]));
  return {
    table,
    equal: firsts(equalities.filter(({ isJoin }) => !isJoin)),
    joined: firsts(equalities.filter(({ isJoin }) => isJoin)),
    ranges: distinctLists(
      sure.filter(({ operator }) => isRange(operator)).map(({ terms }) => terms),
    ),
    alternatives: firsts(
      own.filter(
        ({ isAlternative, operator }) => isAlternative && (operator === '=' || isRange(operator)),
      ),
    ),
    operators: own
      .filter(({ operator }) => operator !== '=' && !isRange(operator))
      .flatMap(({ terms: [term], operator }) => (term === undefined ? [] : [{ term, operator }])),
    predicates: conditions.predicates.filter((each) => each.alias === alias),
    orders: conditions.orders.filter(([first]) => first?.alias === alias),
    needed: conditions.needed.get(alias) ?? new Set(),
    hasLimit: conditions.hasLimit,
  };
}

/** `<`, `<=`, `>`, `>=` */
function isRange(operator: string): boolean {
  return /^[<>]=?$/.test(operator);
}

function distinct(terms: readonly (Term | undefined)[]): readonly Term[] {
  const found = new Map<string, Term>();
  for (const term of terms) if (term !== undefined) found.set(term.sql, term);
  return [...found.values()];
}

function distinctLists(lists: readonly (readonly Term[])[]): readonly (readonly Term[])[] {
  return [...new Map(lists.map((list) => [list.map(({ sql }) => sql).join(), list])).values()];
}
