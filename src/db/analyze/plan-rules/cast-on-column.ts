import type { Node } from 'libpg-query';
import { columnsOf, walk } from '../../advise/expression.ts';
import type { ExistingIndex } from '../../advise/existing.ts';
import type { PlanRule } from './plan-rule.ts';
import { tableOf } from './step-table.ts';

/** A column that is compared as another type than its own, so that its index is of no use. */
export const castOnColumn: PlanRule = {
  id: 'cast-on-column',
  read: (plan) =>
    plan.steps.flatMap((step) => {
      const { node } = step;
      const table = tableOf(step, plan);
      const filter =
        table === undefined || node.Filter === undefined
          ? undefined
          : plan.reader.parse(node.Filter, node.Alias);
      if (table === undefined || filter === undefined) return [];
      return castColumns(filter)
        .filter(({ column, type }) => {
          const own = table.types.get(column) ?? '';
          return !isSame(own, type) && isIndexed(table.id, column, plan.indexes);
        })
        .map(({ column, type }) => ({
          step,
          title: `compares ${table.id}.${column} (${table.types.get(column)}) as ${type}, which its index does not have`,
          fix: `Leave ${column} as it is, and give the other side its type: ${table.types.get(column)}.`,
        }));
    }),
};

interface CastColumn {
  readonly column: string;
  readonly type: string;
}

/** Columns under a cast that are compared with something that is no column. */
function castColumns(filter: Node): readonly CastColumn[] {
  const found = new Map<string, CastColumn>();
  walk(filter, (name, value) => {
    if (name !== 'A_Expr' || !isComparison(value)) return;
    const { lexpr, rexpr } = value;
    for (const [side, other] of [
      [lexpr, rexpr],
      [rexpr, lexpr],
    ]) {
      const cast = side && castOf(side);
      if (cast !== undefined && columnsOf(other).length === 0) found.set(cast.column, cast);
    }
  });
  return [...found.values()];
}

function castOf(node: Node): CastColumn | undefined {
  if (!('TypeCast' in node)) return undefined;
  const { arg, typeName } = node.TypeCast;
  const last = typeName?.names?.at(-1);
  const [column] = columnsOf(arg);
  if (arg === undefined || !('ColumnRef' in arg) || column === undefined) return undefined;
  if (last === undefined || !('String' in last) || last.String.sval === undefined) return undefined;
  return { column: column.column, type: last.String.sval };
}

interface Comparison {
  readonly lexpr?: Node;
  readonly rexpr?: Node;
}

function isComparison(value: unknown): value is Comparison {
  return typeof value === 'object' && value !== null && 'lexpr' in value && 'rexpr' in value;
}

/** `character varying(60)` as `text`: the same bytes, and indexes see through it. */
function isSame(own: string, type: string): boolean {
  return own === type || (own.startsWith('character varying') && type === 'text');
}

function isIndexed(table: string, column: string, indexes: readonly ExistingIndex[]): boolean {
  return indexes.some(
    (index) => index.table === table && index.keys[0]?.replaceAll('"', '') === column,
  );
}
