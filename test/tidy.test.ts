import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isTest, lineAt, readSources, type SourceFile } from './support/source-tree.ts';

// Tests are lists of cases and may be longer.
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
  const long = code.filter(({ path, text }) => linesOf(text) > fileLinesMax && !tables.has(path));
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
    code.filter(({ text }) => linesOf(text) > fileLinesMax).map(({ path }) => path),
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

function linesOf(text: string): number {
  return text.trimEnd().split('\n').length;
}

/** `path:line: lines` of the functions that are too long. Templates of emitted code count as one line: they are text. */
function longFunctionsOf({ path, text, nodes }: SourceFile): readonly string[] {
  const templates = nodes.filter(({ type }) => type === 'TemplateLiteral').map(spanOf);
  return nodes.filter(isFunction).flatMap((node) => {
    const span = spanOf(node);
    const inside = templates.filter((template) => contains(span, template));
    const outermost = inside.filter(
      (template) => !inside.some((other) => other !== template && contains(other, template)),
    );
    const linesOfText = outermost.map((template) => linesIn(text, template) - 1);
    const lines = linesIn(text, span) - linesOfText.reduce((sum, count) => sum + count, 0);
    return lines > functionLinesMax ? [`${path}:${lineAt(text, span.start)}: ${lines}`] : [];
  });
}

type Node = SourceFile['nodes'][number];

interface Span {
  readonly start: number;
  readonly end: number;
}

function isFunction({ type }: Node): boolean {
  return (
    type === 'FunctionDeclaration' ||
    type === 'FunctionExpression' ||
    type === 'ArrowFunctionExpression'
  );
}

function spanOf({ start, end }: Node): Span {
  return { start, end };
}

function contains(outer: Span, inner: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

function linesIn(text: string, { start, end }: Span): number {
  return lineAt(text, end) - lineAt(text, start) + 1;
}
