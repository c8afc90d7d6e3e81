import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import * as fc from 'fast-check';
import { TrivetError } from '../../base/errors.ts';
import { placeOf } from './script-statement.ts';
import { splitScript, type SplitOptions } from './split-script.ts';

const corpus = join(import.meta.dirname, '../../../../shared/corpus/schemas');

const split = (text: string, options?: SplitOptions): readonly string[] =>
  splitScript(text, 'a.sql', options).map(({ sql }) => sql);

function refusal(text: string, options?: SplitOptions): TrivetError {
  let refused: unknown;
  assert.throws(
    () => split(text, options),
    (error) => {
      refused = error;
      return true;
    },
  );
  assert.ok(refused instanceof TrivetError);
  return refused;
}

/** Each is one statement, whatever stands in it. */
const hard: readonly string[] = [
  `SELECT 'a;b', 'it''s; so', E'it\\'s; so', U&'d\\0061t;'`,
  `SELECT E'a'\n  ';\\';'`,
  `SELECT ";""x;" FROM "a;b"`,
  'DO $$ BEGIN PERFORM 1; END $$',
  'DO $a$ SELECT $$;$$; $b$ ; $a$',
  'SELECT a$b$c, 1 AS x$',
  'SELECT $1',
  'SELECT /* ; /* ; */ ; */ 1 -- ;\n + 1',
  'CREATE RULE r AS ON INSERT TO t DO ALSO (SELECT 1; SELECT 2)',
  `CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1; SELECT CASE WHEN true THEN 2 END; END`,
  'CREATE PROCEDURE p() BEGIN ATOMIC SELECT t.end, 1 AS end FROM t; SELECT (CASE 1 WHEN 1 THEN 2 END); END',
  'CREATE TABLE "begin atomic" (a int)',
  'BEGIN',
  'END',
  'SELECT 1 AS größe',
  "SELECT '\\'",
  'CREATE OPERATOR -+ (a = 1)',
  'select 4/2, 4 - -2',
  "COPY t FROM '/tmp/stdin'",
];

const comments: readonly string[] = [
  '',
  '\n',
  "-- it's; $$ a comment\n",
  '/* \' /* ; */ " */',
  '\t',
];

describe('statements', () => {
  for (const sql of hard) test(sql, () => assert.deepEqual(split(`${sql};`), [sql]));

  test('any number of them, with anything between, come back as they were', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({ sql: fc.constantFrom(...hard), before: fc.constantFrom(...comments) }),
        ),
        fc.boolean(),
        (parts, closed) => {
          const text = parts.map(({ sql, before }) => `${before}${sql} ${before};`).join('\n');
          const statements = splitScript(closed ? text : text.slice(0, -1), 'a.sql');
          assert.deepEqual(
            statements.map(({ sql }) => sql),
            parts.map(({ sql }) => sql),
          );
          for (const { sql, offset } of statements) assert.ok(text.startsWith(sql, offset));
        },
      ),
    );
  });

  test('empty ones are none', () => {
    assert.deepEqual(split(';; -- x\n ; /* y */'), []);
    assert.deepEqual(split('\uFEFFSELECT 1'), ['SELECT 1']);
  });

  test('know their place', () => {
    const [, second] = splitScript('SELECT 1;\n\n  SELECT "ä",\n 😀 nix;', 'a.sql');
    assert.ok(second);
    assert.deepEqual(placeOf(second, 'a.sql'), { file: 'a.sql', line: 3, column: 3 });
    assert.deepEqual(placeOf(second, 'a.sql', '8'), { file: 'a.sql', line: 3, column: 10 });
    // `nix`, as the server counts: the smiley is one character there and two here.
    assert.deepEqual(placeOf(second, 'a.sql', '16'), { file: 'a.sql', line: 4, column: 5 });
  });

  test('of a large file take linear time', () => {
    const text = 'SELECT 1; '.repeat(200_000);
    const startMs = performance.now();
    assert.equal(split(text).length, 200_000);
    assert.ok(performance.now() - startMs < 5_000);
  });
});

describe('psql', () => {
  test('its commands are left out', () => {
    assert.deepEqual(
      split('\\restrict abc\n\\set x 1\nSELECT 1;\n  \\connect - "x;y"\nSELECT 2;'),
      ['SELECT 1', 'SELECT 2'],
    );
    assert.deepEqual(split('SELECT 1 \\gset\nSELECT 2 \\g\nSELECT 3\\; SELECT 4;'), [
      'SELECT 1',
      'SELECT 2',
      'SELECT 3',
      'SELECT 4',
    ]);
  });

  test('rows are left out', () => {
    const rows = "1\tit's\n2\t$$\n\\.\n";
    const text = `COPY t (a, b) FROM stdin;\n${rows}SELECT 1;\n\\copy t from stdin csv\n${rows}SELECT 2;`;
    assert.deepEqual(split(text), ['SELECT 1', 'SELECT 2']);
    assert.deepEqual(split(text.replaceAll('\n', '\r\n')), ['SELECT 1', 'SELECT 2']);
  });

  test('rows are refused where they would be missed', () => {
    const error = refusal('SELECT 1;\n COPY t FROM stdin;\n1\n\\.\n', { copyData: 'refuse' });
    assert.match(error.message, /^a\.sql:2:2: /);
    assert.match(refusal('\\copy t from x', { copyData: 'refuse' }).message, /^a\.sql:1:1: /);
  });

  test('what brings in other text or branches is refused, with its place', () => {
    assert.match(refusal('SELECT 1;\n\\ir other.sql\n').message, /^a\.sql:2:1: \\ir/);
    assert.match(refusal('\\if true\nSELECT 1;\n\\endif').message, /^a\.sql:1:1: \\if/);
    assert.match(refusal('SELECT\n\\echo x\n1;').message, /^a\.sql:2:1: \\echo/);
  });
});

test('what is not closed is named with the place where it opens', () => {
  for (const [text, what] of [
    ["SELECT 1;\nSELECT 'abc;", 'a quote'],
    ["SELECT 1;\nSELECT E'abc\\';", 'a quote'],
    ['SELECT 1;\nSELECT "abc;', 'a quote'],
    ['SELECT 1;\nSELECT $x$ abc $$;', 'the quote $x$'],
    ['SELECT 1;\nSELECT /* /* */ 1', 'a comment'],
  ] as const) {
    assert.match(
      refusal(text).message,
      new RegExp(`^a\\.sql:2:8: ${what.replaceAll('$', '\\$')} is not closed$`),
    );
  }
});

test('every schema of the corpus splits', { skip: !existsSync(corpus) }, () => {
  const files = globSync('**/*.sql', { cwd: corpus }).filter((file) => !file.includes('regress'));
  const empty = files.filter((file) => {
    const text = readFileSync(join(corpus, file), 'utf8');
    return splitScript(text, file).length === 0 && /^[^-\s]/m.test(text);
  });
  assert.ok(files.length > 100);
  assert.deepEqual(empty, []);
});
