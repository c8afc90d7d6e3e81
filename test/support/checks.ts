import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Check, Observation } from '../../src/db/checks/check.ts';
import { analyzedDatabase } from '../../src/db/checks/database.ts';
import type { Workload } from '../../src/db/workload/workload.ts';
import type { Session } from '../../src/postgres/session.ts';
import { openShadow } from '../../src/postgres/shadow/open-shadow.ts';
import type { Shadow } from '../../src/postgres/shadow/shadow.ts';

/** A database to look at. */
export interface CheckSituation {
  readonly name: string;
  /** Made in an empty database of a real server; statistics of tables and indexes are up to date afterwards. */
  readonly sql: string;
  /** What cannot be made with SQL alone: other sessions, time that passes. Runs after `sql`. */
  readonly then?: (
    session: Session,
    connect: () => Promise<Session>,
  ) => Promise<AsyncDisposable | void>;
  readonly workload?: Workload;
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
}

/** `TRIVET_MAJORS=14,15,16,17,18` for all of them. */
const majors = (process.env['TRIVET_MAJORS'] ?? '15,18').split(',').map(Number);

/** Holds a check to databases that have the fault and to others that nearly have it, on real servers. */
export function testCheck(check: Check, { fires, silent }: CheckCases): void {
  for (const major of majors) {
    let shadow: Shadow;
    before(async () => {
      shadow = await openShadow({ major, user: 'postgres' });
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

const isFor =
  (major: number) =>
  ({ sinceMajor = 0 }: CheckSituation): boolean =>
    major >= sinceMajor;

async function observe(
  check: Check,
  { sql, then, workload }: CheckSituation,
  shadow: Shadow,
  more: readonly string[] = [],
): Promise<readonly Observation[]> {
  await using database = await shadow.createDatabase();
  const { session } = database;
  await session.execute(sql);
  await using other = (await then?.(session, () => database.connect())) ?? undefined;
  void other;
  for (const statement of more) await session.execute(statement);
  await session.execute('SELECT pg_stat_force_next_flush()').catch(() => {});
  return await check.run(analyzedDatabase(session, workload));
}

/** What a check proposes as SQL makes it silent. */
async function fixed(
  check: Check,
  situation: CheckSituation,
  shadow: Shadow,
  found: readonly Observation[],
): Promise<void> {
  const statements = found.flatMap(({ sql }) => (sql === undefined ? [] : [sql]));
  if (statements.length < found.length) return;
  assert.deepEqual(await observe(check, situation, shadow, statements), [], 'its own fix mends it');
}
