import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openWhatIf } from '../../src/db/advise/open-what-if.ts';
import { readCatalog } from '../../src/postgres/catalog/read.ts';
import type { Session } from '../../src/postgres/session.ts';
import { openShadow } from '../../src/postgres/shadow/open-shadow.ts';
import { readStatistics } from '../../src/postgres/statistics/read-statistics.ts';
import { type Candidate, candidateSql } from '../../src/postgres/what-if/candidate.ts';
import { explain } from '../../src/postgres/what-if/explain.ts';
import { nodesOf, type PlanNode } from '../../src/postgres/what-if/plan.ts';

/** 30,000 rows are as many as ANALYZE looks at, so that it finds the same each time. */
const data = `
  SELECT setseed(0.5);
  CREATE TABLE users (id int PRIMARY KEY, email varchar(80) NOT NULL, country text, created_at timestamptz NOT NULL, deleted_at timestamptz);
  INSERT INTO users SELECT i, 'User' || i || '@Example' || i % 97 || '.org', (ARRAY['US', 'US', 'US', 'DE', 'FR', 'JP'])[1 + floor(random() * 6)::int],
    timestamptz '2026-01-01' + i * interval '7 minutes', CASE WHEN random() < 0.02 THEN now() END FROM generate_series(1, 30000) i;
  CREATE TABLE orders (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, user_id int NOT NULL REFERENCES users, status text NOT NULL,
    total numeric(12, 2), coupon text, tags text[], attrs jsonb, note text, paid boolean NOT NULL, created_at timestamptz NOT NULL);
  INSERT INTO orders (user_id, status, total, coupon, tags, attrs, note, paid, created_at)
  SELECT 1 + floor(29999 * power(random(), 2))::int, CASE WHEN r < 0.01 THEN 'open' WHEN r < 0.1 THEN 'late' ELSE 'done' END, (random() * 400)::numeric(12, 2),
    CASE WHEN random() < 0.03 THEN 'C' || floor(random() * 500)::int END, ARRAY['t' || floor(random() * 90)::int, 't' || floor(random() * 90)::int],
    jsonb_build_object('color', (ARRAY['red', 'green', 'blue'])[1 + floor(random() * 3)::int], 'size', floor(random() * 100)),
    md5(i::text) || ' ' || md5((i * 3)::text), random() < 0.9, timestamptz '2026-01-01' + i * interval '1 minute'
  FROM (SELECT i, random() AS r FROM generate_series(1, 30000) i) x;
  CREATE TABLE events (id bigint, kind text, at date NOT NULL) PARTITION BY RANGE (at);
  CREATE TABLE events_1 PARTITION OF events FOR VALUES FROM ('2026-01-01') TO ('2026-07-01');
  CREATE TABLE events_2 PARTITION OF events FOR VALUES FROM ('2026-07-01') TO ('2027-01-01');
  INSERT INTO events SELECT i, (ARRAY['view', 'click', 'buy'])[1 + i % 3], date '2026-01-01' + i % 364 FROM generate_series(1, 30000) i;
  VACUUM ANALYZE;`;

const index = (
  table: string,
  keys: readonly string[],
  more: Partial<Candidate> = {},
): Candidate => ({
  table: `public.${table}`,
  method: 'btree',
  keys,
  include: [],
  where: undefined,
  ...more,
});

const candidates: readonly Candidate[] = [
  index('users', ['(lower((email)::text))']),
  index('users', ['country', 'created_at DESC']),
  index('users', ['id'], { where: 'deleted_at IS NOT NULL' }),
  index('orders', ['user_id', 'created_at']),
  index('orders', ['created_at'], { where: "status = 'open'" }),
  index('orders', ['coupon'], { where: 'coupon IS NOT NULL', include: ['total'] }),
  index('orders', ['tags'], { method: 'gin' }),
  index('orders', ['attrs jsonb_path_ops'], { method: 'gin' }),
  index('orders', ['note gin_trgm_ops'], { method: 'gin' }),
  index('orders', ['note text_pattern_ops']),
  index('orders', ['note'], { method: 'hash' }),
  index('orders', ['total']),
  index('orders', ['created_at'], { method: 'brin' }),
  index('events', ['kind', 'at']),
];

const statements = [
  "SELECT * FROM users WHERE lower(email) = 'user77@example77.org'",
  "SELECT id FROM users WHERE country = 'JP' ORDER BY created_at DESC LIMIT 10",
  'SELECT count(*) FROM users WHERE deleted_at IS NOT NULL AND id < 1000',
  'SELECT id, total FROM orders WHERE user_id = 5 ORDER BY created_at DESC LIMIT 20',
  'SELECT id, total FROM orders WHERE user_id = 29000 ORDER BY created_at',
  "SELECT id FROM orders WHERE status = 'open' ORDER BY created_at LIMIT 50",
  "SELECT sum(total) FROM orders WHERE coupon = 'C42'",
  "SELECT id FROM orders WHERE tags @> '{t7}'",
  `SELECT id FROM orders WHERE attrs @> '{"color": "red", "size": 7}'`,
  "SELECT id FROM orders WHERE note ILIKE '%a3f9%'",
  "SELECT id FROM orders WHERE note LIKE 'a3f%'",
  "SELECT id FROM orders WHERE note = 'nothing like that'",
  'SELECT id FROM orders WHERE total BETWEEN 100 AND 101',
  "SELECT count(*) FROM orders WHERE created_at >= '2026-01-10' AND created_at < '2026-01-11'",
  "SELECT o.id FROM orders o JOIN users u ON u.id = o.user_id WHERE u.country = 'DE' AND o.created_at > '2026-01-20'",
  "SELECT u.country, sum(o.total) FROM orders o JOIN users u ON u.id = o.user_id WHERE o.status = 'open' GROUP BY 1",
  "SELECT * FROM orders WHERE (created_at, id) < ('2026-01-05', 5000) ORDER BY created_at DESC, id DESC LIMIT 20",
  "SELECT count(*) FROM events WHERE kind = 'buy' AND at BETWEEN '2026-03-01' AND '2026-03-03'",
  'SELECT max(created_at) FROM orders WHERE user_id = 17',
  'SELECT * FROM orders WHERE id IN (3, 5, 8)',
] as const;

/** What the plan does, and to which table. Names of candidates differ. */
function shapeOf(plan: PlanNode): string {
  const nodes = [...nodesOf(plan)].map((node) => {
    const used = node['Index Name'] === undefined ? '' : ' by an index';
    return `${node['Node Type']} ${node['Relation Name'] ?? ''}${used}`;
  });
  return nodes.join(', ');
}

for (const major of [15, 18]) {
  test(`an empty shadow plans as a full database of PostgreSQL ${major} does, without indexes and with them`, async () => {
    await using shadow = await openShadow({ major, user: 'postgres' });
    await using live = await shadow.createDatabase();
    const { session } = live;
    await session.execute('CREATE EXTENSION pg_trgm');
    for (const statement of data.split(';\n')) await session.execute(statement);
    const before = await explainAll(session);
    const catalog = await readCatalog(session);
    for (const each of candidates) await session.execute(`CREATE INDEX ${candidateSql(each)}`);
    await session.execute('ANALYZE');
    const after = await explainAll(session);
    const sizes = await session.query<{ bytes: number }>(
      `SELECT pg_relation_size(c.oid)::float8 AS bytes FROM pg_class c JOIN pg_index i ON i.indexrelid = c.oid
       WHERE c.relname ~ '_idx' AND c.relname !~ '^events_' AND c.relkind = 'i' ORDER BY c.oid`,
    );
    const statistics = await readStatistics(
      session,
      ['users', 'orders', 'events', 'events_1', 'events_2'].map((name) => `public.${name}`),
    );
    await using whatIf = await openWhatIf({ session, catalog, statistics, shadow });
    const added = await whatIf.add(candidates);
    const names = added.map((each) => ('refused' in each ? assert.fail(each.refused) : each.name));
    for (const [place, sql] of statements.entries()) {
      const plan = await whatIf.plan(sql);
      assert.equal(shapeOf(plan), shapeOf(before[place] ?? plan), sql);
      close(plan['Total Cost'], before[place]?.['Total Cost'], 0.02, sql);
    }
    await whatIf.use(new Set(names));
    for (const [place, sql] of statements.entries()) {
      const plan = await whatIf.plan(sql);
      assert.equal(shapeOf(plan), shapeOf(after[place] ?? plan), sql);
      // How many keys a value is taken apart into is a guess.
      const share = /ILIKE|@>/.test(sql) ? 0.5 : 0.1;
      close(plan['Total Cost'], after[place]?.['Total Cost'], share, sql);
    }
    for (const [place, { bytes }] of sizes.entries()) {
      const estimate = added[place];
      assert.ok(estimate !== undefined && 'bytes' in estimate);
      const isRough = estimate.method === 'gin';
      close(estimate.bytes, bytes, isRough ? 0.5 : 0.15, candidateSql(estimate));
    }
    assert.equal(
      (await session.query('SELECT FROM users')).length,
      30_000,
      'nothing was done to it',
    );
  });
}

function close(value: number, truth: number | undefined, share: number, what: string): void {
  const ratio = value / (truth ?? Number.NaN);
  assert.ok(ratio < 1 + share && ratio > 1 / (1 + share), `${what}: ${value}, not ${truth}`);
}

async function explainAll(session: Session): Promise<readonly PlanNode[]> {
  const plans: PlanNode[] = [];
  for (const sql of statements) plans.push(await explain(session, sql));
  return plans;
}
