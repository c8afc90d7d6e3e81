import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { startTestServer, type TestServer } from '../../test/support/postgres-server.ts';
import { temporaryFolder } from '../../test/support/application.ts';
import { TrivetError } from '../base/errors.ts';
import { connect } from './connect.ts';
import type { Session } from './session.ts';

const limits = { timeout: 120_000 };

describe('a session', limits, () => {
  let server: TestServer;
  let session: Session;
  before(async () => {
    server = await startTestServer(18);
    session = await connect(server.urlFor('postgres', 'postgres'));
  });
  after(async () => {
    await session[Symbol.asyncDispose]();
    await server[Symbol.asyncDispose]();
  });

  test('knows its server, and is known to it as trivet', async () => {
    assert.equal(session.major, 18);
    const [row] = await server.admin.query<{ name: string }>(
      'SELECT application_name AS name FROM pg_stat_activity WHERE pid = $1',
      [session.pid],
    );
    assert.equal(row?.name, 'trivet');
  });

  test('gives values as JavaScript can hold them', async () => {
    assert.deepEqual(await session.query(allTypes, ['p']), [typedRow]);
  });

  test('runs many statements in one message, and all or none of them', async () => {
    await session.execute('CREATE TABLE many (a int); INSERT INTO many VALUES (1), (2);');
    await assert.rejects(session.execute('DELETE FROM many; SELECT 1 / 0'), { code: '22012' });
    assert.deepEqual(await session.query('SELECT a FROM many ORDER BY a'), [{ a: 1 }, { a: 2 }]);
  });

  test('takes statements one after the other, whoever asks', async () => {
    const asked = [1, 2, 3].map((number) => session.query('SELECT $1::int AS number', [number]));
    assert.deepEqual(await Promise.all(asked), [[{ number: 1 }], [{ number: 2 }], [{ number: 3 }]]);
  });

  test('says of a wrong statement what the server says', async () => {
    await assert.rejects(session.query('SELECT nix FROM pg_class'), {
      code: '42703',
      position: '8',
      message: 'column "nix" does not exist',
    });
  });

  test('resets to what it was, its user too', async () => {
    await session.execute('CREATE ROLE other; SET work_mem = 64; SET ROLE other');
    await session.reset();
    assert.deepEqual(
      await session.query("SELECT current_user AS user, current_setting('work_mem') AS memory"),
      [{ user: 'postgres', memory: '4MB' }],
    );
  });

  test('tells the loss of its connection from a wrong statement', async () => {
    const other = await connect(server.urlFor('postgres', 'postgres'));
    const waiting = failureOf(other.query('SELECT pg_sleep(60)'));
    await session.query('SELECT pg_terminate_backend($1)', [other.pid]);
    const error = await waiting;
    assert.equal(error.code, 'DATABASE_LOST');
    assert.equal(error.exit, 3);
    assert.match(error.message, /terminating connection due to administrator command/);
    assert.equal((await failureOf(other.query('SELECT 1'))).code, 'DATABASE_LOST');
    await other[Symbol.asyncDispose]();
  });
});

describe('a connection that fails', limits, () => {
  test('nobody listens', async () => {
    const error = await failureOf(connect('postgres://u:geheim@127.0.0.1:1/shop'));
    assert.equal(error.code, 'DATABASE_UNREACHABLE');
    assert.equal(error.message, 'cannot connect to 127.0.0.1:1/shop: connection refused');
    assert.match(error.hint ?? '', /host and port/);
  });

  test('the host is unknown', async () => {
    const error = await failureOf(connect('postgres://u:geheim@nowhere.invalid/shop'));
    assert.match(error.message, /^cannot connect to nowhere\.invalid:5432\/shop: the host name/);
  });

  test('somebody listens and never answers', async () => {
    await using silent = await silentServer();
    const url = `postgres://u@127.0.0.1:${silent.port}/shop`;
    const error = await failureOf(connect(url, { connectTimeoutMs: 200 }));
    assert.equal(error.code, 'DATABASE_UNREACHABLE');
    assert.match(error.message, /: no answer in time$/);
  });

  test('the text is no URL of a database', async () => {
    for (const text of [
      'localhost/shop?password=geheim',
      'mysql://u:geheim@h/d',
      'postgres://u:geheim@h:x/d',
    ]) {
      const error = await failureOf(connect(text));
      assert.equal(error.code, 'USAGE');
      assert.doesNotMatch(error.message + error.hint, /geheim/);
    }
  });
});

test('a server that lets nobody in, and one that goes away', limits, async () => {
  await using server = await startTestServer(14);
  await server.admin.execute(`CREATE ROLE careful LOGIN PASSWORD 'right'`);
  writeFileSync(
    join(server.dataFolder, 'pg_hba.conf'),
    'local all careful scram-sha-256\nlocal closed all reject\nlocal all all trust\n',
  );
  await server.admin.execute('SELECT pg_reload_conf(); SELECT pg_sleep(0.5)');
  const url = server.urlFor('careful', 'postgres');

  const wrong = await failureOf(connect(url.replace('careful@', 'careful:wr0ng@')));
  assert.equal(wrong.code, 'DATABASE_DENIED');
  assert.match(wrong.message, /password authentication failed for user "careful"$/);
  assert.doesNotMatch(`${wrong.message}${wrong.hint}`, /wr0ng/);

  const none = await failureOf(connect(url));
  assert.equal(none.code, 'DATABASE_DENIED');
  assert.match(none.message, /: no password was given$/);

  const closed = await failureOf(connect(server.urlFor('postgres', 'closed')));
  assert.equal(closed.code, 'DATABASE_DENIED');

  const missing = await failureOf(connect(server.urlFor('postgres', 'shop')));
  assert.equal(missing.code, 'DATABASE_UNREACHABLE');
  assert.match(missing.message, /: database "shop" does not exist$/);

  const encrypted = server.urlFor('postgres', 'postgres').replace('disable', 'require');
  assert.match((await failureOf(connect(encrypted))).hint ?? '', /sslmode/);

  await using session = await connect(url.replace('careful@', 'careful:right@'));
  const waiting = failureOf(session.query('SELECT pg_sleep(60)'));
  server.kill();
  assert.equal((await waiting).code, 'DATABASE_LOST');
});

test('PGlite is a server like the others, and keeps what is in its folder', limits, async () => {
  await using folder = await temporaryFolder();
  const url = `pglite:${folder.path}`;
  {
    await using session = await connect(url);
    assert.ok(session.major >= 18);
    assert.deepEqual(await session.query(allTypes, ['p']), [typedRow]);
    await session.execute('CREATE EXTENSION citext; CREATE TABLE t (a citext)');
    await session.execute("INSERT INTO t VALUES ('A')");
  }
  await using again = await connect(url);
  assert.deepEqual(await again.query("SELECT a FROM t WHERE a = 'a'"), [{ a: 'A' }]);
  await assert.rejects(again.query('SELECT nix FROM t'), { code: '42703', position: '8' });
});

const allTypes = `SELECT 1 AS i4, 2::int8 AS i8, 3::oid AS oid, 1.50::numeric AS num, true AS yes, NULL AS nothing,
  '{"a": [1]}'::json AS json, '{"b": 2}'::jsonb AS jsonb, 'c'::"char" AS char, 'n'::name AS name,
  ARRAY['x', 'y'] AS texts, ARRAY['n']::name[] AS names, ARRAY[1, 2] AS ints, $1::text AS given`;
const typedRow = {
  i4: 1,
  i8: '2',
  oid: 3,
  num: '1.50',
  yes: true,
  nothing: null,
  json: { a: [1] },
  jsonb: { b: 2 },
  char: 'c',
  name: 'n',
  texts: ['x', 'y'],
  names: ['n'],
  ints: [1, 2],
  given: 'p',
};

async function failureOf(work: Promise<unknown>): Promise<TrivetError> {
  const error: unknown = await work.then(
    () => new Error('it did not fail'),
    (reason: unknown) => reason,
  );
  if (error instanceof TrivetError) return error;
  throw error;
}

async function silentServer(): Promise<{ port: number } & AsyncDisposable> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => sockets.add(socket.on('error', () => {})));
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  assert.ok(typeof address === 'object' && address !== null);
  return {
    port: address.port,
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}
