import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, test } from 'node:test';
import {
  type DatabaseServer,
  startDatabaseServer,
} from '../../../../test/support/database-server.ts';
import {
  type Files,
  type MigrationRun,
  migrationRun,
} from '../../../../test/support/migration-run.ts';

let server: DatabaseServer;
before(async () => {
  server = await startDatabaseServer();
});
after(async () => {
  await server[Symbol.asyncDispose]();
});

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

interface Tool {
  readonly name: string;
  /** The tables of its history, as it makes them, with the first file applied. */
  readonly history: string;
  readonly table: string;
  readonly first: Files;
  readonly second: Files;
  /** The first file as somebody edited it; absent where the history cannot tell. */
  readonly edited?: Files;
}

const a = 'CREATE TABLE a (id int);';
const b = 'CREATE TABLE b (id int);';

const tools: readonly Tool[] = [
  {
    name: 'drizzle-kit',
    table: 'drizzle.__drizzle_migrations',
    history: `CREATE SCHEMA drizzle;
      CREATE TABLE drizzle.__drizzle_migrations (id serial PRIMARY KEY, hash text NOT NULL, created_at bigint);
      INSERT INTO drizzle.__drizzle_migrations (hash, created_at) VALUES ('${sha256(a)}', 1000)`,
    first: {
      'd/0000_a.sql': a,
      'd/meta/_journal.json': JSON.stringify({
        entries: [
          { idx: 0, when: 1000, tag: '0000_a' },
          { idx: 1, when: 2000, tag: '0001_b' },
        ],
      }),
    },
    second: { 'd/0001_b.sql': b },
    edited: { 'd/0000_a.sql': `${a} SELECT 1;` },
  },
  {
    name: 'Prisma',
    table: '_prisma_migrations',
    history: `CREATE TABLE _prisma_migrations (id varchar(36) PRIMARY KEY, checksum varchar(64) NOT NULL,
        finished_at timestamptz, migration_name varchar(255) NOT NULL, logs text, rolled_back_at timestamptz,
        started_at timestamptz NOT NULL DEFAULT now(), applied_steps_count int NOT NULL DEFAULT 0);
      INSERT INTO _prisma_migrations VALUES ('1', '${sha256(a)}', now(), '1_a', NULL, NULL, now(), 1)`,
    first: { 'p/1_a/migration.sql': a },
    second: { 'p/2_b/migration.sql': b },
    edited: { 'p/1_a/migration.sql': `${a} SELECT 1;` },
  },
  {
    name: 'node-pg-migrate',
    table: 'pgmigrations',
    history: `CREATE TABLE pgmigrations (id serial PRIMARY KEY, name varchar(255) NOT NULL, run_on timestamp NOT NULL);
      INSERT INTO pgmigrations (name, run_on) VALUES ('1_a', now())`,
    first: { '1_a.sql': `-- Up Migration\n${a}\n-- Down Migration\nDROP TABLE a;` },
    second: { '2_b.sql': `-- Up Migration\n${b}\n-- Down Migration\nDROP TABLE b;` },
  },
  {
    name: 'dbmate',
    table: 'schema_migrations',
    history: `CREATE TABLE schema_migrations (version varchar(128) PRIMARY KEY);
      INSERT INTO schema_migrations VALUES ('20260101')`,
    first: { '20260101_a.sql': `-- migrate:up\n${a}\n-- migrate:down\nDROP TABLE a;` },
    second: { '20260102_b.sql': `-- migrate:up\n${b}\n-- migrate:down\nDROP TABLE b;` },
  },
  {
    name: 'Flyway',
    table: 'flyway_schema_history',
    history: `CREATE TABLE flyway_schema_history (installed_rank int PRIMARY KEY, version varchar(50),
        description varchar(200) NOT NULL, type varchar(20) NOT NULL, script varchar(1000) NOT NULL, checksum int,
        installed_by varchar(100) NOT NULL, installed_on timestamp NOT NULL DEFAULT now(),
        execution_time int NOT NULL, success boolean NOT NULL);
      INSERT INTO flyway_schema_history VALUES (1, '1', 'a', 'SQL', 'V1__a.sql', -623083431, 'x', now(), 1, true)`,
    first: { 'V1__a.sql': `${a}\r\n` },
    second: { 'V2__b.sql': b },
    edited: { 'V1__a.sql': `${a} SELECT 1;` },
  },
];

async function databaseOf(tool: Tool): Promise<MigrationRun> {
  const name = `d${Math.random().toString(36).slice(2)}`;
  await server.createDatabase(name);
  const db = migrationRun(server.url(name));
  await db.server(`${tool.history}; ${a}`);
  return db;
}

for (const tool of tools) {
  const all = { ...tool.first, ...tool.second };

  test(`${tool.name}: what it has applied counts, and its history is left alone`, async () => {
    const db = await databaseOf(tool);
    const untouched = await db.ask(`SELECT * FROM ${tool.table}`);
    const { applied } = await db.migrate(all);
    assert.equal(applied.length, 1);
    assert.deepEqual(await db.ask(`SELECT to_regclass('b') IS NOT NULL AS b`), [{ b: true }]);
    assert.deepEqual((await db.migrate(all)).applied, []);
    assert.deepEqual(await db.ask(`SELECT * FROM ${tool.table}`), untouched);
  });

  if (tool.edited === undefined) continue;
  const edited = { ...all, ...tool.edited };
  test(`${tool.name}: a file that was edited since is noticed`, async () => {
    const db = await databaseOf(tool);
    await assert.rejects(db.migrate(edited), {
      code: 'MIGRATION_REFUSED',
      message: new RegExp(tool.name),
    });
  });
}

test('Prisma: a migration that failed there is for Prisma to bring to an end', async () => {
  const [, prisma] = tools;
  assert.ok(prisma);
  const db = await databaseOf(prisma);
  await db.server('UPDATE _prisma_migrations SET finished_at = NULL');
  await assert.rejects(db.migrate(prisma.first), /1_a failed when Prisma applied it/);
});

test('what trivet has rolled back is gone, whatever another history still says', async () => {
  const dbmate = tools.find(({ name }) => name === 'dbmate');
  assert.ok(dbmate);
  const db = await databaseOf(dbmate);
  await db.baseline(dbmate.first, '20260101_a');
  await db.rollback(dbmate.first, 1);
  assert.deepEqual(await db.ask(`SELECT to_regclass('a') AS a`), [{ a: null }]);
  assert.equal((await db.migrate(dbmate.first)).applied.length, 1);
});

test('a table that only has the name of a history is none', async () => {
  await server.createDatabase('namesake');
  const db = migrationRun(server.url('namesake'));
  await db.server('CREATE TABLE schema_migrations (id int, what text)');
  assert.equal((await db.migrate({ '1_a.sql': a })).applied.length, 1);
});
