import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openShadow } from '../../../postgres/shadow/open-shadow.ts';
import { testCheck } from '../../../../test/support/checks.ts';
import { columnPadding } from './check.ts';
import { type RowColumn, rowWidth, tightOrder } from './row-width.ts';

const many = "UPDATE pg_class SET reltuples = 2e6 WHERE oid = 't'::regclass;";

testCheck(columnPadding, {
  fires: [
    {
      name: 'flags between numbers',
      sql: `CREATE TABLE t (a bool, b bigint, c bool, d bigint, e bool); ${many}`,
      expected:
        /^info public\.t loses 32\.0 MB between its columns, 16 bytes in each of 2,000,000 rows \(23\.5%\)$/m,
      subjects: ['public.t'],
    },
    {
      name: 'very many rows',
      sql: "CREATE TABLE t (a bool, b bigint, c bool, d bigint, e bool); UPDATE pg_class SET reltuples = 2e8 WHERE oid = 't'::regclass",
      expected: /^warning public\.t loses 3\.20 GB/m,
      subjects: ['public.t'],
    },
    {
      name: 'a partitioned table, once',
      sql: `CREATE TABLE p (a bool, b bigint, c bool, d bigint, e bool) PARTITION BY RANGE (b); CREATE TABLE t PARTITION OF p DEFAULT; ${many}`,
      subjects: ['public.p'],
    },
  ],
  silent: [
    {
      name: 'a tight order',
      sql: `CREATE TABLE t (b bigint, d bigint, a bool, c bool, e bool); ${many}`,
    },
    { name: 'few rows', sql: 'CREATE TABLE t (a bool, b bigint, c bool, d bigint, e bool)' },
    {
      name: 'rows so wide that it is nothing',
      sql: `CREATE TABLE t (a bool, b bigint, c text); INSERT INTO t SELECT true, 1, repeat('x', 400) FROM generate_series(1, 100); ANALYZE t; ${many}`,
    },
    {
      name: 'what rounding up takes in any order',
      sql: `CREATE TABLE t (a bigint, b bool); ${many}`,
    },
    {
      name: 'columns that are never there',
      sql: `CREATE TABLE t (a bool, b bigint, c bool, d bigint, e bigint); INSERT INTO t SELECT true, NULL, NULL, NULL, 1 FROM generate_series(1, 100); ANALYZE t; ${many}`,
    },
  ],
});

test('what is computed of an order is what the server takes', async () => {
  await using shadow = await openShadow({ major: 18, user: 'postgres' });
  await using database = await shadow.createDatabase();
  const { session } = database;
  const value: Readonly<Record<string, string>> = {
    flag: 'i % 2 = 0',
    at: "'2026-01-01'::timestamptz",
    name: "repeat('x', 3 + i % 16)",
    count: 'CASE WHEN i / 16 % 4 > 0 THEN i END',
    code: '(i % 100)::int2',
    id: 'i::int8',
  };
  const columns: Readonly<Record<string, RowColumn>> = {
    flag: { alignBytes: 1, widthBytes: 1, isFixed: true, nullShare: 0 },
    at: { alignBytes: 8, widthBytes: 8, isFixed: true, nullShare: 0 },
    name: { alignBytes: 4, widthBytes: 11.5, isFixed: false, nullShare: 0 },
    count: { alignBytes: 4, widthBytes: 4, isFixed: true, nullShare: 0.25 },
    code: { alignBytes: 2, widthBytes: 2, isFixed: true, nullShare: 0 },
    id: { alignBytes: 8, widthBytes: 8, isFixed: true, nullShare: 0 },
  };
  const orders = [
    ['flag', 'at', 'name', 'count', 'code', 'id'],
    ['name', 'id', 'flag', 'at', 'code', 'count'],
    ['code', 'count', 'id', 'flag', 'name', 'at'],
    tightOrder(Object.entries(columns).map(([name, column]) => ({ ...column, name }))).map(
      ({ name }) => name,
    ),
  ];
  for (const [index, order] of orders.entries()) {
    const list = order.map((name) => `${value[name]} AS ${name}`).join(', ');
    await session.execute(
      `CREATE TABLE t${index} AS SELECT ${list} FROM generate_series(1, 10000) i`,
    );
    const [row] = await session.query<{ bytes: number }>(
      // Without the head of the row, and with what fills it up.
      `SELECT avg(ceil((pg_column_size(t.*) - 24) / 8.0) * 8)::float8 AS bytes FROM t${index} t`,
    );
    const computed = rowWidth(order.flatMap((name) => columns[name] ?? []));
    assert.ok(
      Math.abs((row?.bytes ?? 0) - computed) < 0.25,
      `${order.join()}: ${row?.bytes} instead of ${computed}`,
    );
  }
});
