import type { Act, NewColumn } from '../acts/act.ts';
import type { SqlType } from '../acts/sql-type.ts';
import type { Concern, Hazard } from '../hazard.ts';

/** A type that is often regretted, where another would do. */
export const typeChoice: Hazard = {
  id: 'type-choice',
  pedantic: true,
  judge: ({ acts }) => acts.flatMap(concernsOf),
};

function concernsOf(act: Act): readonly Concern[] {
  switch (act.kind) {
    case 'create table':
      return act.columns.flatMap((column) => ofColumn(act.table, column));
    case 'add column':
      return ofColumn(act.table, act.column);
    case 'alter type':
      return ofType(`${act.table}.${act.column}`, act.type);
    default:
      return [];
  }
}

function ofColumn(table: string, { name, type }: NewColumn): readonly Concern[] {
  return ofType(`${table}.${name}`, type);
}

function ofType(subject: string, type: SqlType): readonly Concern[] {
  const advice = advise(type);
  if (advice === undefined) return [];
  const [better, why] = advice;
  return [
    {
      subject,
      severity: 'info',
      title: `${subject} is ${type.text}: ${why}`,
      fix: `Use ${better}.`,
    },
  ];
}

function advise({ name, args }: SqlType): readonly [better: string, why: string] | undefined {
  if (name === 'bpchar') return ['text', 'values are padded with spaces, which come back'];
  if (name === 'varchar' && args.length > 0) {
    return [
      'text, with a CHECK of its length where there is a limit',
      'lowering the limit later writes the table anew',
    ];
  }
  return choices.get(name);
}

const narrow = 'it runs out at some point, and widening it writes the table anew';
const counter =
  'its sequence has rights and an owner of its own, and the column takes other values';

const choices: ReadonlyMap<string, readonly [better: string, why: string]> = new Map([
  ['int2', ['bigint', narrow]],
  ['int4', ['bigint', narrow]],
  ['serial', ['bigint GENERATED ALWAYS AS IDENTITY', counter]],
  ['bigserial', ['bigint GENERATED ALWAYS AS IDENTITY', counter]],
  ['smallserial', ['bigint GENERATED ALWAYS AS IDENTITY', counter]],
  [
    'timestamp',
    ['timestamptz', 'it is a moment only together with a time zone that it does not hold'],
  ],
]);
