import type { TypeName } from 'libpg-query';
import { nameText, stringsOf } from './names.ts';

/** A type as a statement names it. Types of PostgreSQL itself by their name in its catalog: `int4`, `varchar`. */
export interface SqlType {
  readonly name: string;
  /** What stands in parentheses: length, precision, scale. */
  readonly args: readonly number[];
  readonly array: boolean;
  /** As people write it: `integer`, `varchar(20)`. */
  readonly text: string;
}

/** The type that a column has in the end: `serial` is a way to write one. */
export function storedType(type: SqlType): SqlType {
  const name = counters[type.name];
  return name === undefined ? type : { ...type, name, text: typeText(name, [], false) };
}

const counters: Readonly<Record<string, string>> = {
  bigserial: 'int8',
  serial: 'int4',
  serial2: 'int2',
  serial4: 'int4',
  serial8: 'int8',
  smallserial: 'int2',
};

export function sqlType(type: TypeName | undefined): SqlType {
  const names = stringsOf(type?.names);
  const isOurs = names.length > 1 && names[0] !== 'pg_catalog';
  const name = isOurs ? nameText(names) : (names.at(-1) ?? '');
  const args = (type?.typmods ?? []).flatMap((node) =>
    'A_Const' in node && node.A_Const.ival !== undefined ? [node.A_Const.ival.ival ?? 0] : [],
  );
  const array = (type?.arrayBounds ?? []).length > 0;
  return { name, args, array, text: typeText(name, args, array) };
}

function typeText(name: string, args: readonly number[], array: boolean): string {
  const base = spellings[name] ?? (/^[a-z]/.test(name) ? name : nameText([name]));
  // The first argument of an interval is a mask of its fields, which nobody writes as a number.
  const shown = name === 'interval' ? args.slice(1) : args;
  return `${base}${shown.length === 0 ? '' : `(${shown.join(', ')})`}${array ? '[]' : ''}`;
}

const spellings: Readonly<Record<string, string>> = {
  bool: 'boolean',
  bpchar: 'char',
  float4: 'real',
  float8: 'double precision',
  int2: 'smallint',
  int4: 'integer',
  int8: 'bigint',
};
