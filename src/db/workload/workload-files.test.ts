import assert from 'node:assert/strict';
import { chmodSync, createReadStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { test, type TestContext } from 'node:test';
import { startDatabaseServer } from '../../../test/support/database-server.ts';
import { readWorkloadFiles } from './workload-files.ts';
import type { Workload, WorkloadStatement } from './workload.ts';

/** Until the server has written everything. */
const LOG_MS_MAX = 10_000;

/** Logs of a real server in all three formats, of a few calls. */
async function realLogs(
  t: TestContext,
  settings: readonly string[],
  major?: string,
): Promise<(ending: 'log' | 'csv' | 'json') => Promise<Workload>> {
  const folder = mkdtempSync(join(tmpdir(), 'trivet-log-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  chmodSync(folder, 0o777);
  const logging = [
    'logging_collector=on',
    `log_directory=${folder}`,
    'log_filename=server.log',
    'log_file_mode=0644',
    `log_destination=stderr,csvlog${major === '14' ? '' : ',jsonlog'}`,
  ];
  await using server = await startDatabaseServer([...logging, ...settings], major);
  await server.createDatabase('shop');
  await server.createDatabase('other');
  await using other = await server.connect('other');
  await other.execute('CREATE TABLE elsewhere (id int); SELECT id FROM elsewhere');
  await using session = await server.connect('shop');
  await session.execute('CREATE TABLE orders (id int PRIMARY KEY, user_id int, status text)');
  for (const user of [1, 2, 3]) {
    await session.execute(
      `SELECT *\nFROM orders\n\n\tWHERE user_id = ${user} AND status = 'it''s'`,
    );
    await session.query('SELECT id FROM orders WHERE id = $1 AND status = $2', [
      user,
      "it's, $1 = 'x'",
    ]);
  }
  await session.execute("BEGIN; UPDATE orders SET status = 'done' WHERE id = 7; COMMIT");
  await session.execute('SELECT FROM FROM').catch(() => undefined);
  await session.execute("SELECT 'the end' FROM orders");
  const read = (ending: string): Promise<Workload> => {
    const file = join(folder, `server.${ending}`);
    return readWorkloadFiles([{ name: `server.${ending}`, bytes: createReadStream(file) }], 'shop');
  };
  for (const since = performance.now(); performance.now() - since < LOG_MS_MAX; await sleep(50)) {
    const workload = await read('log').catch(() => undefined);
    if (workload?.statements.some(({ samples }) => isEnd(samples)) === true) break;
  }
  return read;
}

function isEnd(samples: WorkloadStatement['samples']): boolean {
  return samples?.some(({ sql }) => sql.includes('the end')) ?? false;
}

function about(workload: Workload, text: string): WorkloadStatement {
  const found = workload.statements.filter((each) => each.text.includes(text));
  assert.equal(found.length, 1, `${text} in ${JSON.stringify(workload.statements)}`);
  const [only] = found;
  if (only === undefined) throw new Error(text);
  return only;
}

function assertAllSeen(workload: Workload): void {
  const plain = about(workload, 'FROM orders\n\n\tWHERE');
  assert.equal(plain.text, 'SELECT *\nFROM orders\n\n\tWHERE user_id = $1 AND status = $2');
  assert.equal(plain.calls, 3);
  assert.ok(plain.totalMs > 0);
  assert.deepEqual(
    plain.samples
      ?.map(({ sql }) => /user_id = (\d) AND status = 'it''s'$/.exec(sql)?.[1])
      .toSorted(),
    ['1', '2', '3'],
  );
  const prepared = about(workload, 'SELECT id FROM orders');
  assert.equal(prepared.calls, 3, 'neither parsing nor binding is a call');
  assert.equal(
    prepared.samples?.[0]?.sql,
    `SELECT id FROM orders WHERE id = '1' AND status = 'it''s, $1 = ''x'''`,
  );
  const update = about(workload, 'UPDATE');
  assert.equal(update.text, 'UPDATE orders SET status = $1 WHERE id = $2');
  assert.equal(update.calls, 1);
  assert.equal(update.samples, undefined, 'it was sent together with others');
}

const ways: readonly (readonly [what: string, settings: readonly string[]])[] = [
  ['log_min_duration_statement', ['log_min_duration_statement=0']],
  ['log_statement and log_duration', ['log_statement=all', 'log_duration=on']],
  [
    'auto_explain as text',
    ['session_preload_libraries=auto_explain', 'auto_explain.log_min_duration=0'],
  ],
  [
    'auto_explain as JSON, beside log_min_duration_statement',
    [
      'log_min_duration_statement=0',
      'session_preload_libraries=auto_explain',
      'auto_explain.log_min_duration=0',
      'auto_explain.log_format=json',
    ],
  ],
];

for (const [what, settings] of ways) {
  test(`each call counts once in logs by ${what}, in all three formats`, async (t) => {
    const read = await realLogs(t, settings);
    assertAllSeen(await read('log'));
    for (const ending of ['csv', 'json'] as const) {
      const workload = await read(ending);
      assertAllSeen(workload);
      assert.deepEqual(
        workload.statements.filter(({ text }) => text.includes('elsewhere')),
        [],
      );
      assert.match(workload.notes.join(), /ran in .*other.* were left out/);
    }
  });
}

const prefixes = ['%t:%r:%u@%d:[%p]:', '%t [%p]: [%l-1] user=%u,db=%d,app=%a,client=%h ', ''];

for (const prefix of prefixes) {
  test(`the prefix "${prefix}" hides nothing`, async (t) => {
    const settings = ['log_min_duration_statement=0', `log_line_prefix=${prefix}`];
    const workload = await (await realLogs(t, settings))('log');
    assertAllSeen(workload);
    const isOtherKnown = prefix.includes('%d');
    assert.equal(
      workload.statements.some(({ text }) => text.includes('elsewhere')),
      !isOtherKnown,
    );
  });
}

test('the oldest server that is supported logs parameters with a small letter', async (t) => {
  const workload = await (await realLogs(t, ['log_min_duration_statement=0'], '14'))('log');
  assertAllSeen(workload);
});

async function workloadIn(...texts: readonly string[]): Promise<Workload> {
  const files = texts.map((text, place) => ({
    name: `file ${place + 1}`,
    bytes: Readable.from([Buffer.from(text)]),
  }));
  return readWorkloadFiles(files, 'shop');
}

const line = (text: string, ms = 1): string =>
  `2026-01-31 12:00:00.000 UTC [7] LOG:  duration: ${ms}.000 ms  statement: ${text}\n`;

test('what is broken is counted and costs nothing else', async () => {
  const whole = line('SELECT a FROM t WHERE b = 1');
  const cut = line("SELECT a FROM t WHERE b = 'x");
  const workload = await workloadIn(`AND c = 2\n${whole}\u0000\u0001\n${cut}${whole}`);
  assert.deepEqual(
    workload.statements.map(({ text, calls }) => [text, calls]),
    [['SELECT a FROM t WHERE b = $1', 2]],
  );
  assert.match(workload.notes.join(), /2 lines of file 1 could not be read/);
  assert.match(workload.notes.join(), /1 call could not be read as SQL/);
});

test('a line that is longer than any statement costs itself only', async () => {
  const whole = line('SELECT a FROM t WHERE b = 1');
  const long = line(`INSERT INTO t VALUES ('${'x'.repeat(3 * 1024 ** 2)}')`);
  const workload = await workloadIn(whole + long + whole);
  assert.deepEqual(
    workload.statements.map(({ text, calls }) => [text, calls]),
    [['SELECT a FROM t WHERE b = $1', 2]],
  );
  assert.match(workload.notes.join(), /1 line of file 1 could not be read/);
});

const row = (message: string): string =>
  `2026-01-31 12:00:00.000 UTC,"u","shop",7,"h",s.1,1,"SELECT",2026-01-31 12:00:00 UTC,1/1,0,LOG,00000,"duration: 1.000 ms  statement: ${message}",,,,,,,,,"app","client backend",,0\n`;

test('a row of CSV that was cut off does not swallow those after it', async () => {
  const whole = row('SELECT a FROM t WHERE ""b"" = 1');
  const workload = await workloadIn(`${whole}${whole.slice(0, 150)}\n${whole}`);
  assert.equal(about(workload, 'SELECT').calls, 2);
  assert.match(workload.notes.join(), /1 line of file 1 could not be read/);
});

test('lists of any length and any comments are the same statement', async () => {
  const workload = await workloadIn(
    line('SELECT a FROM t WHERE b IN (1, 2)') +
      line("SELECT a FROM t WHERE b IN (1, 2, 3) /* trace='1' */") +
      line('SELECT a FROM t WHERE b IN (4) -- why'),
  );
  assert.equal(about(workload, 'SELECT a').calls, 3);
});

test('a file of statements may say how often and how long', async () => {
  const workload = await workloadIn(`
    -- calls: 1_500
    -- mean: 12ms
    SELECT a FROM t WHERE b = 7;
    SELECT a FROM t WHERE b = 8; -- calls: 99
    SELECT c FROM t WHERE b = $1`);
  const known = about(workload, 'SELECT a');
  assert.equal(known.calls, 1501);
  assert.equal(Math.round(known.totalMs), 1501 * 12);
  const unknown = about(workload, 'SELECT c');
  assert.deepEqual([unknown.calls, unknown.areTimesKnown, unknown.samples], [1, false, undefined]);
  assert.match(workload.notes.join(), /Some times are not measured/);
});

test('a mean that is no duration is refused with its place', async () => {
  await assert.rejects(workloadIn('-- mean: quick\nSELECT a FROM t'), {
    code: 'INPUT_INVALID',
    message: /^file 1:2: the mean "quick"/,
  });
});

test('several sources add up', async () => {
  const workload = await workloadIn(
    line('SELECT a FROM t WHERE b = 1', 40),
    'SELECT a FROM t WHERE b = 2',
  );
  assert.equal(workload.source, 'file 1 (log on standard error), file 2 (statements)');
  assert.equal(about(workload, 'SELECT a').calls, 2);
  assert.match(workload.notes.join(), /No call took less than 40 ms/);
});

test('no more than five calls stand for all: the most frequent, the slowest and some that differ', async () => {
  let text = line('SELECT a FROM t WHERE b = 1').repeat(300);
  for (let each = 2; each < 700; each += 1) text += line(`SELECT a FROM t WHERE b = ${each}`);
  text += line('SELECT a FROM t WHERE b = 1000', 5000);
  const { samples = [] } = about(await workloadIn(text), 'SELECT');
  assert.equal(samples.length, 5);
  assert.match(samples[0]?.sql ?? '', /b = 1$/);
  assert.match(samples[1]?.sql ?? '', /b = 1000$/);
  const [often = 0, slow = 0, ...others] = samples.map(({ calls }) => calls);
  assert.deepEqual([often, slow], [300, 1]);
  for (const calls of others) assert.ok(calls > 200 && calls < 250, `${calls}`);
});

test('where nothing is asked, the error says what would be', async () => {
  await assert.rejects(workloadIn('SET work_mem = 1;'), {
    code: 'INPUT_INVALID',
    message: /no statement in file 1/,
  });
});
