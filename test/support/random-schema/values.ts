import type { Pick } from './pick.ts';

/** Types of columns, those of the schema itself among them, and values that they take. */
const values: Readonly<Record<string, readonly string[]>> = {
  int: ['0', '42', "nextval('s1')", 'f1(1)', 'length(f2())'],
  bigint: ['7', "nextval('s1')", "nextval('extra.s3')"],
  smallint: ['1'],
  text: ["'x'", "lower('A')", 'f2()', "E'a\\\\b'"],
  'varchar(20)': ["'it''s'"],
  'varchar(40)': ["'x'"],
  'text COLLATE "C"': ["'x'"],
  'char(3)': ["'abc'"],
  'numeric(10,2)': ['0', '1.5'],
  numeric: ['1.5'],
  timestamptz: ['now()', "'2024-01-01 00:00+00'"],
  date: ['current_date', "'2024-01-01'"],
  boolean: ['true', 'f3(1)'],
  jsonb: [`'{"a": 1}'`],
  uuid: ['gen_random_uuid()'],
  'int[]': ["'{1}'", 'ARRAY[f1(2)]'],
  'text[]': ["'{}'"],
  int4range: ["'[1,2)'"],
  e1: ["'one'", "'two'"],
  'e1[]': ["'{one}'"],
  'extra.e2': ["'a'"],
  d1: ['1'],
  d2: ["'x'"],
  'd1[]': ["'{1}'"],
  comp1: ["ROW(1, 'x')::comp1"],
  rng1: ["'[1,2)'"],
  base1: ["'x'"],
  citext: ["'x'"],
};

export interface Value {
  readonly type: string;
  readonly value: string;
}

export function anyValue(pick: Pick): Value {
  // Simple ones more often: much can be done with them.
  const type = pick.chance(0.4)
    ? pick.of(['int', 'bigint', 'text', 'varchar(20)', 'date'])
    : pick.of(Object.keys(values));
  return { type, value: pick.of(values[type] ?? ['NULL']) };
}

/** Of any row of any table. */
export function anyCondition(pick: Pick): string {
  return pick.of([
    'id > 0',
    `a > ${pick.between(0, 9)}`,
    'a IS NOT NULL',
    "b <> ''",
    "b IN ('x', 'y', 'z')",
    'f3(id)',
    'length(b) < 50 AND a < 100',
    'c IS NOT NULL',
    'd IS NULL OR c IS NULL',
    "at > '2020-01-01'",
    "c = 'one'",
    '(id, a) IS NOT NULL',
  ]);
}

/** That is immutable, for indexes and generated columns. */
export function anyExpression(pick: Pick): string {
  return pick.of([
    'lower(b)',
    'id + a',
    'f1(a)',
    "coalesce(b, '')",
    'abs(a)',
    "(id::text || 'x')",
    'c::text',
    'f4(b)',
    'length(b)',
    'CASE WHEN a > 1 THEN b END',
  ]);
}
