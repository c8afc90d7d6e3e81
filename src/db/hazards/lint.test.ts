import assert from 'node:assert/strict';
import { test } from 'node:test';
import { splitScript } from '../../postgres/script/split-script.ts';
import { type Lint, type LintContext, lintMigration, type Migration } from './lint.ts';

function lint(
  text: string,
  context: LintContext = {},
  more: Partial<Migration> = {},
): Promise<Lint> {
  const file = 'm.sql';
  return lintMigration({ file, text, statements: splitScript(text, file), ...more }, context);
}

test('a finding says where its statement begins', async () => {
  const { findings } = await lint(
    "SELECT 'ü😀';\n/* first */  DROP VIEW a;\n\n-- then\nDROP VIEW b;",
  );
  assert.deepEqual(
    findings.map(({ place }) => place),
    [
      { file: 'm.sql', line: 2, column: 14 },
      { file: 'm.sql', line: 5, column: 1 },
    ],
  );
});

test('a comment before a statement allows what it names, there and nowhere else', async () => {
  const text = `
-- Nobody uses it since 4.2.
-- trivet:allow breaks-clients released in 4.2
--trivet:allow data-loss
DROP TABLE a;

DROP TABLE b;
-- trivet:allow data-loss too far away

DROP TABLE c; -- trivet:allow data-loss behind it
-- trivet:allow table-rewrite another one
DROP TABLE d;`;
  const { findings, allowed } = await lint(text);
  assert.deepEqual(
    findings.map(({ id, place }) => `${place?.line} ${id}`),
    [
      '7 data-loss',
      '7 breaks-clients',
      '10 data-loss',
      '10 breaks-clients',
      '12 data-loss',
      '12 breaks-clients',
    ],
  );
  assert.deepEqual(
    allowed.map(({ finding, reason, inSource }) => [finding.id, reason, inSource]),
    [
      ['data-loss', '', true],
      ['breaks-clients', 'released in 4.2', true],
    ],
  );
});

test('what is allowed from outside is allowed everywhere', async () => {
  const { findings, allowed } = await lint('DROP TABLE a; DROP TABLE b', { allow: ['data-loss'] });
  assert.deepEqual(
    findings.map(({ id }) => id),
    ['breaks-clients', 'breaks-clients'],
  );
  assert.deepEqual(
    allowed.map(({ inSource }) => inSource),
    [false, false],
  );
});

async function keys(text: string): Promise<readonly string[]> {
  return (await lint(text)).findings.map(({ key }) => key);
}

test('keys are unique, and stay when lines move and statements come in between', async () => {
  const before = await keys('UPDATE t SET a = 1; UPDATE t SET a = 2');
  assert.deepEqual(before, [
    'unbatched-backfill UPDATE t m.sql',
    'unbatched-backfill UPDATE t m.sql #2',
  ]);
  assert.deepEqual(await keys('\n\nUPDATE t SET a = 1;\nSELECT 1;\n UPDATE t SET b = 2'), before);
});

test('what is no SQL is refused, with the place of each fault', async () => {
  await assert.rejects(lint("SELECT 1;\nSELECT 'é' FORM t;\nALTER TABEL t;"), {
    code: 'INPUT_INVALID',
    message: 'm.sql is not SQL that PostgreSQL understands.',
    findings: [
      {
        id: 'syntax',
        severity: 'error',
        title: 'syntax error at or near "t".',
        place: { file: 'm.sql', line: 2, column: 17 },
        key: 'syntax m.sql:2:17',
      },
      {
        id: 'syntax',
        severity: 'error',
        title: 'syntax error at or near "TABEL".',
        place: { file: 'm.sql', line: 3, column: 7 },
        key: 'syntax m.sql:3:7',
      },
    ],
  });
});

test('a file that asks for no transaction gets none', async () => {
  const text = 'ALTER TABLE t ADD c int; UPDATE t SET c = 1';
  const ids = async (more: Partial<Migration>): Promise<readonly string[]> =>
    (await lint(text, {}, more)).findings.map(({ id }) => id);
  assert.deepEqual(await ids({}), ['long-held-lock', 'unbatched-backfill']);
  assert.deepEqual(await ids({ outsideTransactions: true }), ['unbatched-backfill']);
});

test('ten thousand statements take seconds', async () => {
  const text = Array.from({ length: 10_000 }, (_, at) => `INSERT INTO t VALUES (${at}, 'x');`).join(
    '\n',
  );
  const started = performance.now();
  assert.deepEqual((await lint(text, { pedantic: true })).findings, []);
  assert.ok(performance.now() - started < 30_000);
});
