import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  type DatabaseServer,
  startDatabaseServer,
} from '../../../../test/support/database-server.ts';
import { type MigrationRun, migrationRun } from '../../../../test/support/migration-run.ts';

let server: DatabaseServer;
before(async () => {
  server = await startDatabaseServer();
});
after(async () => {
  await server[Symbol.asyncDispose]();
});

let databases = 0;
async function database(schema: string): Promise<MigrationRun> {
  databases += 1;
  await server.createDatabase(`d${databases}`);
  const db = migrationRun(server.url(`d${databases}`));
  await db.server(schema);
  return db;
}

const table = 'CREATE TABLE t (id int); INSERT INTO t SELECT generate_series(1, 100)';

interface Interrupted {
  readonly sql: string;
  readonly schema?: string;
  /** What is said when the next attempt finds what is left. */
  readonly says: RegExp;
  /** A query that has a row when it is done as it should be. */
  readonly isDone: string;
}

const cases: readonly Interrupted[] = [
  {
    sql: 'CREATE INDEX CONCURRENTLY i ON t (id)',
    says: /what it left is removed, and it is done again/,
    isDone: `SELECT FROM pg_index WHERE indexrelid = to_regclass('i') AND indisvalid`,
  },
  {
    sql: 'CREATE UNIQUE INDEX CONCURRENTLY ON t (id)',
    says: /what it left is removed, and it is done again/,
    isDone: `SELECT FROM pg_index WHERE indrelid = 't'::regclass GROUP BY indrelid HAVING count(*) = 1 AND bool_and(indisvalid)`,
  },
  {
    sql: 'DROP INDEX CONCURRENTLY i',
    schema: 'CREATE INDEX i ON t (id)',
    says: /it is done again/,
    isDone: `SELECT WHERE to_regclass('i') IS NULL`,
  },
  {
    sql: 'REINDEX INDEX CONCURRENTLY i',
    schema: 'CREATE INDEX i ON t (id)',
    says: /what it left is removed, and it is done again/,
    isDone: `SELECT FROM pg_index WHERE indrelid = 't'::regclass GROUP BY indrelid HAVING count(*) = 1 AND bool_and(indisvalid)`,
  },
  {
    sql: 'REINDEX TABLE CONCURRENTLY t',
    schema: 'CREATE INDEX i ON t (id); ALTER TABLE t ADD COLUMN long text',
    says: /it is (done again|brought to its end)/,
    isDone: `SELECT FROM pg_index WHERE indrelid IN (SELECT unnest(ARRAY[oid, reltoastrelid]) FROM pg_class WHERE oid = 't'::regclass)
      HAVING count(*) = 2 AND bool_and(indisvalid)`,
  },
];

for (const { sql, schema = '', says, isDone } of cases) {
  test(`interrupted while it waits: ${sql}`, async () => {
    const db = await database(`${table}; ${schema}`);
    await using other = await server.connect(db.name);
    await other.execute('BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT FROM t');
    const migration = db.migrate({ '1_x.sql': sql });
    await endSession(db, sql);
    await other.execute('COMMIT');
    assert.equal((await migration).applied.length, 1);
    assert.match(db.notes.join('\n'), says);
    assert.equal((await db.ask(isDone)).length, 1);
  });
}

test('a partition that is half detached is detached', async () => {
  const db = await database(
    'CREATE TABLE t (id int) PARTITION BY RANGE (id); CREATE TABLE p PARTITION OF t FOR VALUES FROM (0) TO (10)',
  );
  const sql = 'ALTER TABLE t DETACH PARTITION p CONCURRENTLY';
  await using other = await server.connect(db.name);
  await other.execute('BEGIN; SELECT FROM t');
  const migration = db.migrate({ '1_x.sql': sql });
  await endSession(db, sql);
  await db.until(
    `SELECT FROM pg_stat_activity WHERE query LIKE '%FINALIZE' AND wait_event_type = 'Lock'`,
  );
  await other.execute('COMMIT');
  assert.equal((await migration).applied.length, 1);
  assert.match(db.notes.join('\n'), /it is brought to its end/);
  assert.deepEqual(await db.ask('SELECT FROM pg_inherits'), []);
});

test('what cannot be found out is asked of a person', async () => {
  const db = await database(`${table};
    CREATE PROCEDURE p() LANGUAGE plpgsql AS $$ BEGIN DELETE FROM t; COMMIT; PERFORM pg_sleep(60); END $$`);
  const files = { '1_x.sql': '-- trivet:transaction none\nCALL p();' };
  const migration = assert.rejects(db.migrate(files), {
    code: 'MIGRATION_UNRESOLVED',
    message: /1_x\.sql:2:1: this statement was interrupted.*CALL p\(\)/,
  });
  await endSession(db, 'CALL p()', 'Timeout');
  await migration;
  await assert.rejects(db.migrate(files), { code: 'MIGRATION_UNRESOLVED' });
  await db.migrate(files, { settings: { resume: 'done' } });
  assert.deepEqual(await db.names(), ['1_x']);
});

test('an index that cannot be built leaves nothing behind', async () => {
  const db = await database(`${table}; INSERT INTO t VALUES (1)`);
  const files = { '1_x.sql': 'CREATE UNIQUE INDEX CONCURRENTLY i ON t (id)' };
  await assert.rejects(db.migrate(files), {
    code: 'SQL_FAILED',
    message: /1_x\.sql:1:1: could not create unique index "i" \(Key \(id\)=\(1\) is duplicated\.\)/,
  });
  assert.deepEqual(await db.ask('SELECT FROM pg_index WHERE NOT indisvalid'), []);
  assert.deepEqual(await db.ask('SELECT FROM trivet.migrations'), []);
  await db.server('DELETE FROM t WHERE id = 1');
  await db.migrate(files);
});

test('an invalid index of somebody else is not taken for done', async () => {
  const db = await database(`${table}; INSERT INTO t VALUES (1)`);
  await assert.rejects(db.server('CREATE UNIQUE INDEX CONCURRENTLY i ON t (id)'));
  await assert.rejects(
    db.migrate({ '1_x.sql': 'CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS i ON t (id)' }),
    /was there already, and is invalid/,
  );
});

test('Ctrl-C takes away what an index build left', async () => {
  const db = await database(table);
  const controller = new AbortController();
  await using other = await server.connect(db.name);
  await other.execute('BEGIN; INSERT INTO t VALUES (1)');
  const sql = 'CREATE INDEX CONCURRENTLY i ON t (id)';
  const migration = db.migrate({ '1_x.sql': sql }, { signal: controller.signal });
  await db.until(waiting(sql));
  controller.abort();
  await db.until(waiting('DROP INDEX'));
  await other.execute('COMMIT');
  assert.deepEqual((await migration).pending, ['1_x']);
  assert.deepEqual(await db.ask(`SELECT FROM pg_index WHERE indrelid = 't'::regclass`), []);
  await db.migrate({ '1_x.sql': sql });
});

test('while an orphan is at work the next run waits for it', async () => {
  const db = await database(table);
  await using orphan = await server.connect(db.name);
  await orphan.execute('SELECT pg_try_advisory_lock(128027320841588)');
  const slow = orphan.execute('SELECT pg_sleep(0.7)');
  await db.migrate({ '1_x.sql': 'SELECT 1' }, { settings: { lockWaitMs: 0 } }).then(
    () => assert.fail('it did not wait'),
    (error: unknown) => assert.match(String(error), /SELECT pg_sleep/),
  );
  await slow;
});

/** Ends the session of the migration while its statement waits for others. */
async function endSession(db: MigrationRun, sql: string, event = 'Lock'): Promise<void> {
  await db.until(waiting(sql, event));
  await db.ask(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid IN (${waiting(sql, event)})`,
  );
}

function waiting(sql: string, event = 'Lock'): string {
  return `SELECT pid FROM pg_stat_activity WHERE query LIKE '${sql}%' AND wait_event_type = '${event}'
    AND datname = current_database() AND pid <> pg_backend_pid()`;
}
