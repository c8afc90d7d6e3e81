import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { readCatalog } from '../../../postgres/catalog/read.ts';
import { openShadow } from '../../../postgres/shadow/open-shadow.ts';
import type { Shadow, ShadowDatabase } from '../../../postgres/shadow/shadow.ts';
import { readStatistics } from '../../../postgres/statistics/read-statistics.ts';
import { candidateSql } from '../../../postgres/what-if/candidate.ts';
import type { WhatIf } from '../../../postgres/what-if/what-if.ts';
import { expressionReader } from '../expression.ts';
import { openWhatIf } from '../open-what-if.ts';
import { readStatements } from '../read-statements.ts';
import { readTables } from '../tables.ts';

const schema = `
  CREATE TABLE users (id int PRIMARY KEY, email varchar(90) NOT NULL, name text, "group" int, deleted_at timestamptz, url text);
  INSERT INTO users SELECT i, 'u' || i || '@example.org', 'name ' || i, i % 9, CASE WHEN i % 50 = 0 THEN now() END, repeat(md5(i::text), 3) FROM generate_series(1, 5000) i;
  CREATE TABLE orders (id int PRIMARY KEY, user_id int NOT NULL, status text NOT NULL, paid boolean NOT NULL, coupon text, attrs jsonb, tags text[],
    total numeric, created_at timestamptz NOT NULL);
  INSERT INTO orders SELECT i, 1 + i * 7 % 5000, (ARRAY['open', 'done', 'done'])[1 + i % 3], i % 2 = 0, CASE WHEN i % 40 = 0 THEN 'C' || i END,
    jsonb_build_object('color', 'red', 'size', i % 30), ARRAY['t' || i % 20], i % 100, timestamptz '2026-01-01' + i * interval '1 minute' FROM generate_series(1, 90000) i;
  CREATE VIEW open_orders AS SELECT * FROM orders WHERE status = 'open';
  VACUUM ANALYZE`;

let shadow: Shadow;
let live: ShadowDatabase;
let whatIf: WhatIf;
let advise: (sql: string) => Promise<readonly string[]>;

before(async () => {
  shadow = await openShadow({ major: 15, user: 'postgres' });
  live = await shadow.createDatabase();
  const { session } = live;
  for (const statement of schema.split(';\n')) await session.execute(statement);
  const catalog = await readCatalog(session);
  const statistics = await readStatistics(session, ['public.users', 'public.orders']);
  whatIf = await openWhatIf({ session, catalog, statistics, shadow });
  const tables = await readTables(whatIf, statistics);
  const reader = await expressionReader();
  advise = async (text) => {
    const statement = { id: '1', text, calls: 10, totalMs: 100, rows: 10 };
    const read = await readStatements([statement], { whatIf, statistics, tables, reader });
    assert.deepEqual(read.unplanned, []);
    return read.candidates.map(candidateSql);
  };
});
after(async () => {
  await whatIf[Symbol.asyncDispose]();
  await live[Symbol.asyncDispose]();
  await shadow[Symbol.asyncDispose]();
});

type Names = readonly string[];

/** A statement, what is thought of for it, and what is not. */
const cases: readonly (readonly [sql: string, expected: Names, unexpected?: Names])[] = [
  [
    'SELECT * FROM orders WHERE user_id = $1 ORDER BY created_at DESC LIMIT $2',
    ['orders (user_id)', 'orders (user_id, created_at)', 'orders (created_at)'],
    ['orders (created_at, user_id)'],
  ],
  [
    'SELECT o.id FROM orders AS o WHERE o.user_id = $1 AND o.status = $2 AND o.created_at >= $3 AND o.created_at < $4',
    [
      'orders (user_id, status, created_at)',
      'orders (status, user_id)',
      'orders USING brin (created_at)',
    ],
  ],
  ['SELECT count(*) FROM open_orders WHERE user_id = $1', ['orders (user_id, status)']],
  [
    'WITH x AS (SELECT * FROM orders WHERE total > $1) SELECT u.name FROM x JOIN users u ON u.id = x.user_id WHERE u."group" = $2',
    ['orders (total)', 'orders (user_id)', 'users ("group")'],
  ],
  ['SELECT id FROM users WHERE lower(email) = $1', ['users ((lower(email::text)))']],
  ['SELECT id FROM users WHERE email = $1', ['users (email)', 'users (email) INCLUDE (id)']],
  [
    'SELECT id FROM users WHERE email LIKE $1',
    ['users (email varchar_pattern_ops)', 'users USING gin (email gin_trgm_ops)'],
  ],
  [
    'SELECT id FROM users WHERE name ILIKE $1',
    ['users USING gin (name gin_trgm_ops)'],
    ['users (name text_pattern_ops)'],
  ],
  ['SELECT id FROM users WHERE url = $1', ['users USING hash (url)', 'users (url)']],
  [
    'SELECT id FROM orders WHERE attrs @> $1',
    ['orders USING gin (attrs jsonb_path_ops)', 'orders USING gin (attrs)'],
  ],
  [
    'SELECT id FROM orders WHERE attrs ? $1',
    ['orders USING gin (attrs)'],
    ['orders USING gin (attrs jsonb_path_ops)'],
  ],
  ["SELECT id FROM orders WHERE attrs ->> 'size' = $1", ["orders ((attrs ->> 'size'::text))"]],
  ['SELECT id FROM orders WHERE tags && $1', ['orders USING gin (tags)']],
  [
    "SELECT id FROM orders WHERE to_tsvector('english', status) @@ to_tsquery('english', $1)",
    ["orders USING gin ((to_tsvector(CAST('english' AS regconfig), status)))"],
  ],
  [
    'SELECT id FROM orders WHERE coupon = $1',
    ['orders (coupon) WHERE coupon IS NOT NULL', 'orders (coupon)'],
  ],
  [
    'SELECT id FROM orders WHERE user_id = $1 AND NOT paid',
    [
      'orders (user_id) WHERE NOT (paid)',
      'orders (user_id) INCLUDE (id) WHERE NOT (paid)',
      'orders (user_id)',
    ],
  ],
  [
    'SELECT id FROM users WHERE deleted_at IS NULL AND name = $1',
    ['users (name) WHERE deleted_at IS NULL'],
  ],
  [
    'SELECT * FROM orders WHERE (created_at, id) < ($1, $2) ORDER BY created_at DESC, id DESC LIMIT 20',
    ['orders (created_at, id)'],
  ],
  ['SELECT id FROM orders WHERE user_id IN ($1, $2, $3)', ['orders (user_id)']],
  ['SELECT id FROM orders WHERE user_id = ANY($1)', ['orders (user_id)']],
  [
    'SELECT id FROM orders WHERE user_id = $1 OR coupon = $2',
    ['orders (user_id)', 'orders (coupon)'],
  ],
  ['SELECT max(created_at) FROM orders WHERE user_id = $1', ['orders (user_id, created_at)']],
  [
    'SELECT DISTINCT ON (user_id) * FROM orders ORDER BY user_id, created_at DESC',
    ['orders (user_id, created_at DESC)'],
  ],
  ['SELECT sum(total) FROM orders WHERE user_id = $1', ['orders (user_id) INCLUDE (total)']],
  ['UPDATE orders SET status = $1 WHERE coupon = $2', ['orders (coupon)']],
  ['DELETE FROM orders WHERE user_id = $1', ['orders (user_id)']],
  ['SELECT * FROM orders WHERE created_at > now() - interval $1', ['orders (created_at)']],
  [
    'SELECT u.id FROM users u WHERE EXISTS (SELECT FROM orders o WHERE o.user_id = u.id AND o.total > $1)',
    ['orders (user_id)', 'orders (user_id, total)'],
  ],
];

for (const [sql, expected, unexpected = []] of cases) {
  test(`what might help: ${sql}`, async () => {
    const found = (await advise(sql)).map((each) => each.replace('ON public.', ''));
    const shown = found.join('\n');
    for (const each of expected) assert.ok(found.includes(each), `${each} is not among\n${shown}`);
    for (const each of unexpected) assert.ok(!found.includes(each), `${each} is among\n${shown}`);
  });
}
