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
import { type ComparedSide, readUses, type StatementUse } from '../statement-uses.ts';

/** A statement that compares an indexed column as another type, which the index does not have. */
export const implicitCast: Check = {
  id: 'implicit-cast',
  group: 'statements',
  needs: ['workload'],
  run: async (database) => {
    if (database.workload === undefined) return [];
    const slow = await slowStatements(database.workload);
    const uses = await readUses(
      database,
      slow.map(({ text }) => text),
    );
    const expressions = await readExpressions(database, uses);
    return slow.flatMap((each, position) => {
      const cast = castsOf(uses[position]).find((one) => !isIndexed(one, expressions));
      return cast === undefined ? [] : [observe(each, cast)];
    });
  },
};

/** A column that is compared as if it were of a type. */
interface CastColumn {
  readonly column: KnownColumn;
  readonly type: string;
  /** Written in the text, or done by the server. */
  readonly isWritten: boolean;
}

/** What the server makes of a column when it is compared with the other types: no operator takes both as they are. */
const widened: ReadonlyMap<string, readonly string[]> = new Map([
  ['int2', ['numeric', 'float4', 'float8']],
  ['int4', ['numeric', 'float4', 'float8']],
  ['int8', ['numeric', 'float4', 'float8']],
  ['numeric', ['float4', 'float8']],
  ['bpchar', ['text', 'varchar']],
]);

const comparisons: ReadonlySet<string> = new Set(['=', '<', '<=', '>', '>=']);

function castsOf(use: StatementUse | undefined): readonly CastColumn[] {
  return (use?.comparisons ?? [])
    .filter(({ operator }) => comparisons.has(operator))
    .flatMap(({ left, right }) => [...castOf(left, right), ...castOf(right, left)]);
}

function castOf(side: ComparedSide, other: ComparedSide): readonly CastColumn[] {
  const { column, cast } = side;
  if (column === undefined || !column.isIndexed) return [];
  if (cast !== undefined) {
    return isSameForIndex(column.type, cast) ? [] : [{ column, type: cast, isWritten: true }];
  }
  const type = other.cast ?? other.column?.type;
  if (type === undefined || widened.get(column.type)?.includes(type) !== true) return [];
  return [{ column, type, isWritten: false }];
}

/** Such casts change nothing that is stored, and indexes see through them. */
function isSameForIndex(from: string, to: string): boolean {
  return from === to || (from === 'varchar' && to === 'text');
}

function isIndexed({ column, type }: CastColumn, expressions: readonly ExpressionRow[]): boolean {
  return expressions.some(
    ({ table, text }) =>
      table === column.table &&
      text.includes(column.quoted) &&
      text.includes(`::${namesOfTypes.get(type) ?? type}`),
  );
}

const namesOfTypes: ReadonlyMap<string, string> = new Map([
  ['int4', 'integer'],
  ['int8', 'bigint'],
  ['int2', 'smallint'],
  ['float8', 'double precision'],
  ['float4', 'real'],
  ['varchar', 'character varying'],
  ['bpchar', 'character'],
]);

function observe(costly: CostlyStatement, { column, type, isWritten }: CastColumn): Observation {
  const { table, quoted } = column;
  return {
    subject: `statement ${costly.statement.id}`,
    severity: severityOf(costly),
    title: `${shortText(costly.text)} compares ${table}.${quoted} (${column.type}) as ${type}, so that its index is of no use: ${costText(costly)}`,
    fix: isWritten
      ? `Leave the column as it is and cast the other side, to ${column.type}; a day is a range (>= day and < next day).`
      : `Cast the other side to ${column.type}, or give both the same type.`,
    evidence: {
      ...costEvidence(costly),
      column: `${table}.${quoted}`,
      type: column.type,
      as: type,
    },
  };
}

interface ExpressionRow {
  readonly table: string;
  readonly text: string;
}

/** Where an index has what is compared, the cast does no harm. */
async function readExpressions(
  database: AnalyzedDatabase,
  uses: readonly (StatementUse | undefined)[],
): Promise<readonly ExpressionRow[]> {
  const tables = new Set(uses.flatMap((use) => use?.tables ?? []));
  if (tables.size === 0) return [];
  return database.query<ExpressionRow>(`
    SELECT format('%I.%I', n.nspname, t.relname) AS "table", pg_get_expr(x.indexprs, t.oid) AS text
    FROM pg_index x JOIN pg_class t ON t.oid = x.indrelid JOIN pg_namespace n ON n.oid = t.relnamespace
    WHERE x.indisvalid AND x.indexprs IS NOT NULL
      AND format('%I.%I', n.nspname, t.relname) IN (${[...tables].map(literal).join(', ')})`);
}
