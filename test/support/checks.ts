import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Check, Observation } from '../../src/db/checks/check.ts';
import { analyzedDatabase } from '../../src/db/checks/database.ts';
import type { Workload } from '../../src/db/workload/workload.ts';
import type { Session } from '../../src/postgres/session.ts';
import { openShadow } from '../../src/postgres/shadow/open-shadow.ts';
import { makeMissingRoles } from '../../src/postgres/shadow/roles.ts';
import type { Shadow, ShadowDatabase } from '../../src/postgres/shadow/shadow.ts';
import { startDatabaseServer } from './database-server.ts';

/** A database to look at. */
export interface CheckSituation {
  readonly name: string;
  /** Made in an empty database of a real server; statistics of tables and indexes are up to date afterwards. */
  readonly sql: string;
  /**
   * What cannot be made with SQL alone: other sessions, time that passes. Runs after `sql`; what it returns is disposed of
   * when the check is done.
   */
  readonly meanwhile?: (
    session: Session,
    connect: () => Promise<Session>,
  ) => Promise<AsyncDisposable | void>;
  readonly workload?: Workload;
  /** Roles that have to be there. They belong to the server, and stay for the situations that follow. */
  readonly roles?: readonly string[];
  /** As if the counters had been counting for so long. */
  readonly countedDays?: number;
  /** Only from this version on. */
  readonly sinceMajor?: number;
}

export interface CheckCases {
  /** What is found, as `severity title` in part, and what it is about: no more and no less. */
  readonly fires: readonly (CheckSituation & {
    readonly expected?: RegExp;
    readonly subjects: readonly string[];
  })[];
  /** Near misses. */
  readonly silent: readonly CheckSituation[];
  /** A server with these settings and otherwise its defaults, instead of one that is quick and forgetful. */
  readonly settings?: readonly string[];
}

/** `TRIVET_MAJORS=14,15,16,17,18` for all of them. */
const majors = (process.env['TRIVET_MAJORS'] ?? '15,18').split(',').map(Number);

/** Holds a check to databases that have the fault and to others that nearly have it, on real servers. */
export function testCheck(check: Check, { fires, silent, settings }: CheckCases): void {
  for (const major of majors) {
    let shadow: CheckServer;
    before(async () => {
      shadow =
        settings === undefined
          ? await openShadow({ major, user: 'postgres' })
          : await openPlainServer(major, settings);
      await shadow.ensureRoles([reader]);
    });
    after(() => shadow[Symbol.asyncDispose]());
    for (const situation of fires.filter(isFor(major))) {
      test(`${check.id} on ${major}: ${situation.name}`, async () => {
        const found = await observe(check, situation, shadow);
        assert.deepEqual(
          found.map(({ subject }) => subject).toSorted(),
          situation.subjects.toSorted(),
        );
        for (const { title, fix } of found) {
          assert.match(title, /^[^\n]*[^.\n]$/, 'one sentence, without its full stop');
          assert.match(fix, /\.$/);
        }
        const said = found.map(({ severity, title }) => `${severity} ${title}`).join('\n');
        if (situation.expected !== undefined) assert.match(said, situation.expected);
        await fixed(check, situation, shadow, found);
      });
    }
    for (const situation of silent.filter(isFor(major))) {
      test(`${check.id} on ${major} has nothing to say of: ${situation.name}`, async () => {
        assert.deepEqual(await observe(check, situation, shadow), []);
      });
    }
  }
}

/** What situations are made on. */
type CheckServer = Pick<Shadow, 'ensureRoles' | typeof Symbol.asyncDispose> & {
  createDatabase(): Promise<
    Pick<ShadowDatabase, 'session' | 'connect' | typeof Symbol.asyncDispose>
  >;
};

async function openPlainServer(version: number, settings: readonly string[]): Promise<CheckServer> {
  // Handing each read to another process takes longer than reading what the operating system has in memory.
  const quick = version >= 18 ? ['io_method=sync'] : [];
  const server = await startDatabaseServer([...quick, ...settings], String(version));
  const admin = await server.connect();
  let count = 0;
  return {
    ensureRoles: async (names) => void (await makeMissingRoles(admin, names)),
    createDatabase: async () => {
      const name = `situation_${++count}`;
      await server.createDatabase(name);
      const session = await server.connect(name);
      return {
        session,
        connect: () => server.connect(name),
        [Symbol.asyncDispose]: () => session[Symbol.asyncDispose](),
      };
    },
    [Symbol.asyncDispose]: async () => {
      await admin[Symbol.asyncDispose]();
      await server[Symbol.asyncDispose]();
    },
  };
}

const isFor =
  (major: number) =>
  ({ sinceMajor = 0 }: CheckSituation): boolean =>
    major >= sinceMajor;

async function observe(
  check: Check,
  { sql, meanwhile, workload, countedDays, roles = [] }: CheckSituation,
  shadow: CheckServer,
  more: readonly string[] = [],
): Promise<readonly Observation[]> {
  await shadow.ensureRoles(roles);
  await using database = await shadow.createDatabase();
  const { session } = database;
  await session.execute(sql);
  await using other = (await meanwhile?.(session, () => database.connect())) ?? undefined;
  void other;
  for (const statement of more) await session.execute(statement);
  await session.execute(flushStatistics(session.major));
  await session.execute(
    `GRANT pg_monitor, pg_read_all_data TO ${reader}; SET SESSION AUTHORIZATION ${reader}`,
  );
  return await check.run(analyzedDatabase(session, workload, countedDays));
}

/** What a managed host gives at best: checks have to do with it. */
const reader = 'trivet_reader';

/** Version 14 has counts sent to a process of its own, each half second at most. */
const flushStatistics = (major: number): string =>
  `SELECT ${major < 15 ? 'pg_sleep(0.6)' : 'pg_stat_force_next_flush()'}`;

/** What a check proposes as SQL makes it silent. */
async function fixed(
  check: Check,
  situation: CheckSituation,
  shadow: CheckServer,
  found: readonly Observation[],
): Promise<void> {
  const statements = found.flatMap(({ sql }) => (sql === undefined ? [] : [sql]));
  if (statements.length < found.length) return;
  assert.deepEqual(await observe(check, situation, shadow, statements), [], 'its own fix mends it');
}
