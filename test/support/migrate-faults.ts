import { setTimeout as sleep } from 'node:timers/promises';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { seededRandom } from '../../src/base/random.ts';
import type { DatabaseServer } from './database-server.ts';
import { outcomeOf, startTrivet, type Outcome } from './trivet.ts';

/** What is killed: trivet, the session that does its work, both, or the server (which is started again). */
export const victims = ['trivet', 'session', 'both', 'server'] as const;

type Victim = (typeof victims)[number];

export interface FaultReport {
  readonly kills: Readonly<Record<Victim, number>>;
  /** Runs that ended as if nothing had happened: the kill came late, or trivet went on by itself. */
  readonly survived: number;
  /** Runs that found a statement outside of transactions interrupted, and found out what it had done. */
  readonly settled: number;
  /** What the next run did not bring in order. */
  readonly unresolved: readonly string[];
  /** Databases that are not as one undisturbed run leaves them. */
  readonly wrong: readonly string[];
}

/** Kills migrations at random instants, runs them again once, and looks at what there is then. */
export async function injectFaults(
  server: DatabaseServer,
  folder: string,
  count: number,
  seed: number,
): Promise<FaultReport> {
  const random = seededRandom(seed);
  writeMigrations(folder);
  const cleanMs = await durationOf(server, folder);
  const kills = { trivet: 0, session: 0, both: 0, server: 0 };
  const unresolved: string[] = [];
  const wrong: string[] = [];
  let survived = 0;
  let settled = 0;
  for (let number = 0; number < count; number += 1) {
    const victim = victims[number % victims.length] ?? 'trivet';
    const afterMs = random() * cleanMs;
    const place = `#${number} (${victim} after ${Math.round(afterMs)} ms of ${Math.round(cleanMs)})`;
    const database = `fault_${number}`;
    await prepare(server, database);
    const first = await runAndKill(server, database, folder, victim, afterMs);
    kills[victim] += 1;
    if (first.exit === 0) survived += 1;
    const next = await outcomeOf(startTrivet(argumentsFor(server, database, folder)));
    if (/was interrupted/.test(first.err + next.err)) settled += 1;
    if (next.exit !== 0) unresolved.push(`${place}: ${first.err}\n${next.err}`);
    const fault = await faultOf(server, database);
    if (fault !== undefined) wrong.push(`${place}: ${fault}\n${first.err}\n${next.err}`);
    await using session = await server.connect();
    await session.execute(`DROP DATABASE ${database} WITH (FORCE)`);
  }
  return { kills, survived, settled, unresolved, wrong };
}

/** Each step leaves a trace, and twice the same step two of them, or an error. */
const migrations: Readonly<Record<string, string>> = {
  '1_many_parts.sql': `-- trivet:transaction parts
BEGIN;
CREATE TABLE t (id int NOT NULL, a int);
INSERT INTO trace VALUES ('create');
COMMIT;
BEGIN;
INSERT INTO t SELECT n, n % 100 FROM generate_series(1, 100000) AS n;
INSERT INTO trace VALUES ('fill');
COMMIT;
CREATE INDEX CONCURRENTLY t_a ON t (a);
INSERT INTO trace VALUES ('single');
CREATE UNIQUE INDEX CONCURRENTLY ON t (id);
BEGIN;
ALTER TABLE t ADD COLUMN b int;
INSERT INTO trace VALUES ('alter');
COMMIT;
REINDEX INDEX CONCURRENTLY t_a;
ALTER TABLE p DETACH PARTITION p1 CONCURRENTLY;
DROP INDEX CONCURRENTLY t_a;
VACUUM t;
`,
  '2_whole.sql': `ALTER TABLE t ADD CONSTRAINT positive CHECK (id > 0) NOT VALID;
ALTER TABLE t VALIDATE CONSTRAINT positive;
INSERT INTO trace VALUES ('check');
`,
  '3_index.sql': 'CREATE INDEX CONCURRENTLY t_b ON t (b);\n',
};

function writeMigrations(folder: string): void {
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(migrations)) writeFileSync(join(folder, name), text);
}

async function prepare(server: DatabaseServer, database: string): Promise<void> {
  await server.createDatabase(database);
  await using session = await server.connect(database);
  await session.execute(`
    CREATE TABLE trace (step text NOT NULL);
    CREATE TABLE p (id int) PARTITION BY RANGE (id);
    CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) TO (10)`);
}

/** How long the work of an undisturbed run takes, from its first connection to its end. */
async function durationOf(server: DatabaseServer, folder: string): Promise<number> {
  await prepare(server, 'undisturbed');
  const outcome = outcomeOf(startTrivet(argumentsFor(server, 'undisturbed', folder)));
  await untilConnected(server, 'undisturbed');
  const since = performance.now();
  const { exit, err } = await outcome;
  if (exit !== 0) throw new Error(err);
  const fault = await faultOf(server, 'undisturbed');
  if (fault !== undefined) throw new Error(fault);
  return performance.now() - since;
}

async function untilConnected(server: DatabaseServer, database: string): Promise<void> {
  await using session = await server.connect();
  for (let tries = 0; tries < 2000; tries += 1) {
    const rows = await session.query('SELECT FROM pg_stat_activity WHERE datname = $1', [database]);
    if (rows.length > 0) return;
    await sleep(5);
  }
}

function argumentsFor(server: DatabaseServer, database: string, folder: string): string[] {
  return ['db', 'migrate', folder, '--connection', server.url(database)];
}

async function runAndKill(
  server: DatabaseServer,
  database: string,
  folder: string,
  victim: Victim,
  afterMs: number,
): Promise<Outcome> {
  const child = startTrivet(argumentsFor(server, database, folder));
  const outcome = outcomeOf(child);
  await untilConnected(server, database);
  await sleep(afterMs);
  if (victim === 'trivet' || victim === 'both') child.kill('SIGKILL');
  if (victim === 'session' || victim === 'both') await endSessions(server, database);
  if (victim === 'server') {
    await server.kill();
    await server.start();
  }
  return outcome;
}

/** Of those that trivet has, the one that works; the other one only looks on. */
async function endSessions(server: DatabaseServer, database: string): Promise<void> {
  await using session = await server.connect();
  await session.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
     WHERE datname = $1 AND application_name = 'trivet' AND query NOT LIKE '%pg_blocking_pids%'`,
    [database],
  );
}

/** What is not as an undisturbed run leaves it. */
async function faultOf(server: DatabaseServer, database: string): Promise<string | undefined> {
  await using session = await server.connect(database);
  const [row] = await session.query<{ state: unknown }>(`
    SELECT jsonb_build_object(
      'trace', (SELECT jsonb_agg(step ORDER BY step) FROM trace),
      'rows', (SELECT count(*) FROM t),
      'indexes', (SELECT jsonb_agg(c.relname ORDER BY c.relname) FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
                  WHERE i.indrelid = 't'::regclass AND i.indisvalid AND i.indisready),
      'invalid', (SELECT count(*) FROM pg_index WHERE NOT indisvalid),
      'attached', (SELECT count(*) FROM pg_inherits WHERE inhparent = 'p'::regclass),
      'applied', (SELECT jsonb_agg(name ORDER BY id) FROM trivet.migrations WHERE finished IS NOT NULL),
      'half', (SELECT count(*) FROM trivet.migrations WHERE finished IS NULL),
      'parts', (SELECT count(*) FROM trivet.parts WHERE done IS NOT NULL),
      'begun', (SELECT count(*) FROM trivet.parts WHERE done IS NULL)
    )::text AS state`);
  const expected = {
    rows: 100_000,
    half: 0,
    begun: 0,
    parts: 12,
    trace: ['alter', 'check', 'create', 'fill', 'single'],
    applied: ['1_many_parts', '2_whole', '3_index'],
    indexes: ['t_b', 't_id_idx'],
    invalid: 0,
    attached: 0,
  };
  const found: unknown = JSON.parse(String(row?.state));
  return isDeepStrictEqual(found, expected) ? undefined : JSON.stringify(found);
}
