import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { type DatabaseServer, startDatabaseServer } from '../../../test/support/database-server.ts';
import { seededRandom } from '../../base/random.ts';
import type { Session } from '../../postgres/session.ts';
import { suspicionObservation } from './observation.ts';
import { watchNPlusOne } from './watch.ts';

let server: DatabaseServer;
before(async () => {
  server = await startDatabaseServer(['shared_preload_libraries=pg_stat_statements']);
});
after(() => server[Symbol.asyncDispose]());

const schema = `
  CREATE EXTENSION pg_stat_statements;
  CREATE TABLE users (id int PRIMARY KEY, name text);
  CREATE TABLE products (id int PRIMARY KEY, name text);
  CREATE TABLE orders (id int PRIMARY KEY, user_id int REFERENCES users, day int);
  CREATE TABLE items (id int PRIMARY KEY, order_id int REFERENCES orders, product_id int REFERENCES products);
  CREATE TABLE reviews (id int PRIMARY KEY, product_id int REFERENCES products, user_id int REFERENCES users);
  INSERT INTO users SELECT i, 'u' || i FROM generate_series(1, 500) i;
  INSERT INTO products SELECT i, 'p' || i FROM generate_series(1, 200) i;
  INSERT INTO orders SELECT i, i % 500 + 1, i % 100 FROM generate_series(1, 2000) i;
  INSERT INTO items SELECT i, i % 2000 + 1, i % 200 + 1 FROM generate_series(1, 6000) i;
  INSERT INTO reviews SELECT i, i % 200 + 1, i % 500 + 1 FROM generate_series(1, 2000) i;
  CREATE INDEX ON orders (user_id); CREATE INDEX ON items (order_id); CREATE INDEX ON reviews (product_id); ANALYZE`;

interface Keyed {
  readonly id: number;
  readonly key: number;
}

type Endpoint = (session: Session, random: () => number) => Promise<void>;

const any = (random: () => number, max: number): number => 1 + Math.floor(random() * max);

/** Three that load row by row, and five that only look like it. */
const endpoints: readonly Endpoint[] = [
  async (session, random) => {
    const rows = await session.query<Keyed>('SELECT id FROM users WHERE id > $1 LIMIT $2', [
      any(random, 400),
      any(random, 20),
    ]);
    for (const { id } of rows)
      await session.query('SELECT id, day FROM orders WHERE user_id = $1', [id]);
  },
  async (session, random) => {
    const rows = await session.query<Keyed>(
      'SELECT id, product_id AS key FROM items WHERE order_id BETWEEN $1 AND $1 + $2',
      [any(random, 1900), any(random, 4)],
    );
    for (const { key } of rows)
      await session.query('SELECT name FROM products WHERE id = $1', [key]);
  },
  async (session, random) => {
    const rows = await session.query<Keyed>('SELECT id FROM products WHERE name < $1 LIMIT $2', [
      'p9',
      any(random, 6),
    ]);
    for (const { id } of rows)
      await session.query('SELECT count(*) FROM reviews WHERE product_id = $1', [id]);
  },
  // Who asks, in every request of this kind.
  async (session, random) => {
    for (let left = 10; left > 0; left -= 1)
      await session.query('SELECT id, name FROM users WHERE id = $1', [any(random, 500)]);
  },
  // One order with its items and its user.
  async (session, random) => {
    const [order] = await session.query<Keyed>(
      'SELECT id, user_id AS key FROM orders WHERE id = $1',
      [any(random, 2000)],
    );
    await session.query('SELECT product_id FROM items WHERE order_id = $1', [order?.id]);
    await session.query('SELECT name FROM users WHERE id = $1', [order?.key]);
  },
  // A list, and all that belongs to it at once.
  async (session, random) => {
    const rows = await session.query<Keyed>(
      'SELECT id, user_id AS key FROM orders WHERE day = $1',
      [any(random, 99)],
    );
    await session.query('SELECT id, name FROM users WHERE id = ANY($1)', [
      rows.map(({ key }) => key),
    ]);
  },
  async (session, random) => {
    await session.query(
      'SELECT u.id, o.day FROM users u JOIN orders o ON o.user_id = u.id WHERE u.id < $1',
      [any(random, 30)],
    );
  },
  async (session, random) => {
    await session.query('UPDATE reviews SET user_id = $1 WHERE id = $2', [
      any(random, 500),
      any(random, 2000),
    ]);
  },
];

async function drive(session: Session, seed: number, signal: AbortSignal): Promise<void> {
  const random = seededRandom(seed);
  while (!signal.aborted) {
    const endpoint = endpoints[Math.floor(random() * endpoints.length)];
    // Bursts of one kind: what people do changes from moment to moment.
    for (let left = any(random, 8); left > 0 && !signal.aborted; left -= 1)
      await endpoint?.(session, random);
    await sleep(random() * 60);
  }
}

test('of a real load with three that ask row by row, these are found and nothing else', async () => {
  await using session = await server.connect();
  await session.execute(schema);
  const stop = new AbortController();
  const sessions = await Promise.all([1, 2, 3].map(() => server.connect()));
  const clients = sessions.map((each, index) => drive(each, index + 1, stop.signal));
  const result = await watchNPlusOne(session, { durationMs: 16_000, intervalMs: 250 });
  stop.abort();
  await Promise.all(clients);
  for (const each of sessions) await each[Symbol.asyncDispose]();
  const found = result?.suspected ?? [];
  assert.deepEqual(
    found
      .map(({ parentTable, childTable, column }) => `${parentTable} ${childTable}.${column}`)
      .toSorted(),
    [
      'public.items public.products.id',
      'public.products public.reviews.product_id',
      'public.users public.orders.user_id',
    ],
  );
  for (const each of found) {
    assert.match(
      suspicionObservation(each).title,
      /N\+1 suspected, .* correlation (0\.9\d|1\.00) over \d+ windows/,
    );
  }
});

test('a few seconds tell nothing, and this is said', async () => {
  await using session = await server.connect();
  const result = await watchNPlusOne(session, { durationMs: 300, intervalMs: 100 });
  assert.deepEqual(result?.suspected, []);
  assert.match(result?.notes.join('\n') ?? '', /\d windows are too few to tell N\+1 from chance/);
});

test('where statements are not counted there is nothing to watch', async () => {
  await server.createDatabase('plain');
  await using session = await server.connect('plain');
  assert.equal(await watchNPlusOne(session, { durationMs: 300, intervalMs: 100 }), undefined);
});
