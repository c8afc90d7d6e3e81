import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isTest, lineAt, readSources, type SourceFile } from './support/source-tree.ts';

const fileLinesMax = 300;
const fileLinesMedianMax = 80;
const functionLinesMax = 50;

/** Tables: long because they list things, without control flow. Each with the reason why it cannot be split. */
const tables: ReadonlyMap<string, string> = new Map([]);

/** A ratchet: functions that were longer when the rule came. None may be added; what got shorter must leave. */
const longFunctions: ReadonlyMap<string, number> = new Map([]);

const ours: readonly SourceFile[] = ['src', 'scripts', 'bench'].flatMap((folder) =>
  readSources(`${folder}/**/*.ts`),
);
/** Tests of the whole; this file is left out because it names what it looks for. */
const others = readSources('test/**/*.ts').filter(({ path }) => path !== 'test/tidy.test.ts');
const code: readonly SourceFile[] = ours.filter(({ path }) => !isTest(path));

test(`no file is longer than ${fileLinesMax} lines`, () => {
  const long = ours.filter(({ path, text }) => linesOf(text) > fileLinesMax && !tables.has(path));
  assert.deepEqual(
    long.map(({ path, text }) => `${path}: ${linesOf(text)}`),
    [],
  );
});

test(`half of the files have at most ${fileLinesMedianMax} lines`, () => {
  const lengths = code.map(({ text }) => linesOf(text)).toSorted((a, b) => a - b);
  const median = lengths[Math.floor(lengths.length / 2)] ?? 0;
  assert.ok(median <= fileLinesMedianMax, `the median is ${median}`);
});

test(`no function is longer than ${functionLinesMax} lines`, () => {
  const long = code.flatMap(longFunctionsOf);
  const allowed = [...longFunctions].map(([place, lines]) => `${place}: ${lines}`);
  assert.deepEqual(long.toSorted(), allowed.toSorted());
});

test('tables that are gone or short again leave the list', () => {
  const long = new Set(
    ours.filter(({ text }) => linesOf(text) > fileLinesMax).map(({ path }) => path),
  );
  assert.deepEqual(
    [...tables.keys()].filter((path) => !long.has(path)),
    [],
  );
});

const forbidden: readonly (readonly [what: string, pattern: RegExp])[] = [
  ['a leftover marker', /\b(TODO|FIXME|XXX|HACK)\b/],
  // Expecting an error is how tests show that something must not compile.
  ['a switched-off type check', /@ts-(ignore|nocheck)/],
];

for (const [what, pattern] of forbidden) {
  test(`no file has ${what}`, () => {
    const found = [...ours, ...others].flatMap(({ path, text }) => {
      const offset = text.search(pattern);
      return offset === -1 ? [] : [`${path}:${lineAt(text, offset)}`];
    });
    assert.deepEqual(found, []);
  });
}

test('nothing is of type any', () => {
  const found = ours.flatMap(({ path, text, nodes }) =>
    nodes.flatMap((node) =>
      node.type === 'TSAnyKeyword' ? [`${path}:${lineAt(text, node.start)}`] : [],
    ),
  );
  assert.deepEqual(found, []);
});

test('every file beside its test exists', () => {
  const paths = new Set(ours.map(({ path }) => path));
  const orphans = [...paths].filter((path) => isTest(path) && !hasSubject(path, paths));
  assert.deepEqual(orphans, []);
});

/** `x.test.ts` tests `x.ts`; `x.more.test.ts` as well; in a folder's `index.test.ts`, the folder. */
function hasSubject(path: string, paths: ReadonlySet<string>): boolean {
  const [stem = ''] = path.slice(path.lastIndexOf('/') + 1).split('.');
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  return [...paths].some(
    (other) =>
      !isTest(other) &&
      other.startsWith(`${folder}${stem}`) &&
      /^[./]/.test(other.slice(folder.length + stem.length)),
  );
}

function linesOf(text: string): number {
  return text.trimEnd().split('\n').length;
}

function longFunctionsOf({ path, text, nodes }: SourceFile): readonly string[] {
  return nodes.flatMap((node) => {
    const isFunction =
      node.type === 'FunctionDeclaration' ||
      node.type === 'FunctionExpression' ||
      node.type === 'ArrowFunctionExpression';
    if (!isFunction) return [];
    const first = lineAt(text, node.start);
    const lines = lineAt(text, node.end) - first + 1;
    return lines > functionLinesMax ? [`${path}:${first}: ${lines}`] : [];
  });
}
