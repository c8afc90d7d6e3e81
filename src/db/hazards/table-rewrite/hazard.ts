import type { Act, AddColumn, AlterType } from '../acts/act.ts';
import { callsIn, volatilityOf } from '../acts/expression.ts';
import { nameText, stringsOf } from '../acts/names.ts';
import type { SqlType } from '../acts/sql-type.ts';
import { isMoment, keepsRows } from '../acts/type-change.ts';
import type { Concern, Hazard } from '../hazard.ts';
import { partKey } from '../knowledge.ts';
import type { Scope } from '../scope.ts';

/** A table and all its indexes are written anew while nobody can read it. */
export const tableRewrite: Hazard = {
  id: 'table-rewrite',
  growsWithTable: true,
  judge: ({ acts }, scope) => acts.flatMap((act) => concernOf(act, scope) ?? []),
  seen: ({ rewritten, locks }) =>
    locks.flatMap(({ table, mode }) =>
      mode === 'ACCESS EXCLUSIVE' && rewritten.includes(table) ? [table] : [],
    ),
  unforeseen: (table) => ({
    ...rewriting(table, table),
    title: `It writes ${table} and its indexes anew, while nobody can read the table`,
    fix: 'Make the new shape beside the old one (a new column or table), fill it in batches, and switch.',
  }),
};

function rewriting(
  subject: string,
  table: string,
): Pick<Concern, 'subject' | 'severity' | 'table' | 'lock'> {
  return { subject, severity: 'error', table, lock: 'ACCESS EXCLUSIVE' };
}

function concernOf(act: Act, scope: Scope): Concern | undefined {
  switch (act.kind) {
    case 'add column':
      return addedColumn(act, scope);
    case 'alter type':
      return newType(act, scope);
    case 'set expression':
      return {
        ...rewriting(`${act.table}.${act.column}`, act.table),
        title: `A new expression for ${act.table}.${act.column} computes it for every row of the table`,
        doubt: 'unless it is a virtual column',
        fix: `Add a column with the new expression that triggers keep up to date, fill it in batches, and switch to it.`,
      };
    case 'alter table':
      return {
        ...rewriting(`${act.table} ${act.what}`, act.table),
        title: `${act.what} writes ${act.table} and its indexes anew, while nobody can read the table`,
        fix: 'Fill a new table in batches and switch, or do it when nobody needs the table.',
      };
    case 'maintain':
      return compacted(act.what, act.name);
    default:
      return undefined;
  }
}

function addedColumn({ table, column }: AddColumn, { knowledge }: Scope): Concern | undefined {
  const { name, type } = column;
  const base = rewriting(`${table}.${name}`, table);
  const add = `ALTER TABLE ${table} ADD COLUMN ${name}`;
  if (column.counts) {
    return {
      ...base,
      title: `Column ${name} numbers the rows of ${table}, so the whole table is written anew`,
      fix: `${add} bigint; then give it a sequence as its default, fill the old rows in batches, and only then make it NOT NULL.`,
    };
  }
  if (column.generated === 'stored') {
    return {
      ...base,
      title: `The stored generated column ${name} is computed for every row of ${table}, so the whole table is written anew`,
      fix: `${add} ${type.text}; then keep it up to date with a trigger and fill the old rows in batches (from PostgreSQL 18 on, VIRTUAL instead of STORED writes nothing).`,
    };
  }
  if (column.default === undefined) return undefined;
  const volatility = volatilityOf(column.default, knowledge.functions);
  if (volatility === 'constant') return undefined;
  const [call] = callsIn(column.default);
  const what = `${nameText(stringsOf(call?.funcname))}()`;
  return {
    ...base,
    title: `The default ${what} is computed for every row of ${table}, so the whole table is written anew`,
    ...(volatility === 'unknown' && { doubt: `unless ${what} is STABLE or IMMUTABLE` }),
    fix: `${add} ${type.text}; ALTER TABLE ${table} ALTER COLUMN ${name} SET DEFAULT …; then fill the old rows in batches.`,
  };
}

function newType(act: AlterType, { knowledge, settingOf }: Scope): Concern | undefined {
  const { table, column, type, using } = act;
  const from = knowledge.types.get(partKey(table, column));
  const isUtc = settingOf('timezone') === 'utc';
  if (from !== undefined && using === undefined && keepsRows(from, type, isUtc)) return undefined;
  return {
    ...rewriting(`${table}.${column}`, table),
    title: `The type of ${table}.${column} becomes ${type.text}, so the whole table is written anew`,
    ...doubtOf(from, act),
    fix: `Add a column of type ${type.text}, keep both up to date with a trigger, fill the old rows in batches, switch to it, and drop ${column} in a later release.`,
    evidence: { ...(from !== undefined && { old_type: from.text }), new_type: type.text },
  };
}

function doubtOf(from: SqlType | undefined, { type, using }: AlterType): { doubt?: string } {
  if (using !== undefined) return {};
  if (from === undefined) {
    return { doubt: 'unless it only becomes wider, as from varchar(20) to varchar(40)' };
  }
  return isMoment(from, type) ? { doubt: "unless the session's time zone is UTC" } : {};
}

function compacted(what: string, name: string | undefined): Concern | undefined {
  if (what !== 'VACUUM FULL' && what !== 'CLUSTER') return undefined;
  const table = name ?? 'every table';
  return {
    ...rewriting(`${table} ${what}`, table),
    title: `${what} writes ${table} and its indexes anew, while nobody can read the table`,
    fix: 'Use pg_repack or pg_squeeze, which lock for a moment only; against dead rows, an ordinary VACUUM will do.',
  };
}
