import assert from 'node:assert/strict';
import { test } from 'node:test';
import { migrationFiles } from './migration-files.ts';
import { migrationPaths } from './names.ts';

type Texts = Readonly<Record<string, string>>;

function filesOf(texts: Texts): ReturnType<typeof migrationFiles> {
  return migrationFiles(Object.entries(texts).map(([path, text]) => ({ path, text })));
}

test('trivet: a rollback belongs to the file beside it', () => {
  const { files } = filesOf({
    'm/20260102_b.sql': 'b',
    'm/20260101_a_rollback.sql': 'not a',
    'm/20260101_a.sql': 'a',
  });
  assert.deepEqual(
    files.map(({ name, up, down }) => [name, up, down?.text]),
    [
      ['20260101_a', 'a', 'not a'],
      ['20260102_b', 'b', undefined],
    ],
  );
});

test('numbers are ordered by their value', () => {
  const { files } = filesOf({ '10_c.sql': '', '9_b.sql': '', '1_a.sql': '' });
  assert.deepEqual(
    files.map(({ name }) => name),
    ['1_a', '9_b', '10_c'],
  );
});

test('Prisma and drizzle-kit: folders', () => {
  const { files } = filesOf({
    'p/2_b/migration.sql': 'b',
    'p/1_a/migration.sql': 'a',
    'p/1_a/down.sql': 'c',
  });
  assert.deepEqual(
    files.map(({ name, down }) => [name, down?.path]),
    [
      ['1_a', 'p/1_a/down.sql'],
      ['2_b', undefined],
    ],
  );
});

test('drizzle-kit: the journal says when', () => {
  const journal = { entries: [{ idx: 0, when: 17, tag: '0000_a', breakpoints: true }] };
  const { files } = filesOf({
    'd/0000_a.sql': 'a',
    'd/meta/_journal.json': JSON.stringify(journal),
  });
  assert.equal(files[0]?.madeMs, 17);
  assert.throws(() => filesOf({ 'meta/_journal.json': '{' }), { code: 'INPUT_INVALID' });
});

test('dbmate: one file for both directions, and its option', () => {
  const text = '-- migrate:up transaction:false\nup\n\n-- migrate:down\ndown\n';
  const [file] = filesOf({ '1_a.sql': text }).files;
  assert.equal(file?.up.trim(), '-- migrate:up transaction:false\nup');
  assert.equal(file?.down?.text, '\n\n\n-- migrate:down\ndown\n');
  assert.equal(file?.transaction, 'none');
});

test('goose and sql-migrate: one file for both directions, too', () => {
  for (const tool of ['goose', 'migrate']) {
    const text = `-- +${tool} Up\nup\n-- +${tool} Down\ndown`;
    const [file] = filesOf({ '1_a.sql': text }).files;
    assert.equal(file?.up.trim(), `-- +${tool} Up\nup`);
    assert.equal(file?.down?.text.trim(), `-- +${tool} Down\ndown`);
  }
});

test('node-pg-migrate: one file for both directions', () => {
  const [file] = filesOf({ '1_a.sql': '-- Up Migration\nup\n-- Down Migration\ndown' }).files;
  assert.equal(file?.up.trim(), '-- Up Migration\nup');
  assert.equal(file?.down?.text.trim(), '-- Down Migration\ndown');
});

test('Flyway: versions, undo, and what only Flyway can run', () => {
  const { files, left } = filesOf({
    'V2__b.sql': '',
    'V1_10__a.sql': '',
    'V1_9__a.sql': '',
    'U2__b.sql': 'u',
    'R__views.sql': '',
  });
  assert.deepEqual(
    files.map(({ version }) => version),
    ['1.9', '1.10', '2'],
  );
  assert.equal(files[2]?.down?.text, 'u');
  assert.deepEqual(left, ['R__views.sql']);
});

test('golang-migrate: up and down', () => {
  const [file] = filesOf({ '1_a.up.sql': 'u', '1_a.down.sql': 'd' }).files;
  assert.deepEqual([file?.name, file?.down?.text], ['1_a', 'd']);
});

test('two of one name are refused', () => {
  assert.throws(() => filesOf({ 'a/1_a.sql': '', 'b/1_a.sql': '' }), { code: 'INPUT_INVALID' });
});

test('a rollback leads to its migration', () => {
  assert.ok(migrationPaths('m/1_a_rollback.sql').includes('m/1_a.sql'));
  assert.ok(migrationPaths('m/U1__a.sql').includes('m/V1__a.sql'));
  assert.ok(migrationPaths('m/1_a/down.sql').includes('m/1_a/migration.sql'));
});
