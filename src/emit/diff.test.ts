import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { renderDiff } from './diff.ts';

const lines: fc.Arbitrary<string> = fc
  .array(fc.constantFrom('a', 'b', 'c', 'd', ''), { maxLength: 40 })
  .chain((all) => fc.constantFrom(all.join('\n'), all.map((line) => `${line}\n`).join('')));

test('a diff leads from the old text to the new, whatever they are', () => {
  fc.assert(
    fc.property(lines, lines, (before, after) => {
      assert.equal(applied(before, renderDiff('a.txt', before, after)), after);
    }),
    { numRuns: 2_000 },
  );
});

test('a change is shown with three lines of context', () => {
  const before = 'one\ntwo\nthree\nfour\nfive\nsix\nseven\neight\nnine\n';
  assert.equal(
    renderDiff('n.txt', before, before.replace('five', '5')),
    '--- a/n.txt\n+++ b/n.txt\n@@ -2,7 +2,7 @@\n two\n three\n four\n-five\n+5\n six\n seven\n eight\n',
  );
});

test('a new file is all additions; a missing last newline is told', () => {
  assert.equal(
    renderDiff('n.txt', undefined, 'one\ntwo'),
    '--- /dev/null\n+++ b/n.txt\n@@ -0,0 +1,2 @@\n+one\n+two\n\\ No newline at end of file\n',
  );
  assert.equal(renderDiff('n.txt', 'same\n', 'same\n'), '');
});

test('texts that have nothing in common are compared in bounded time', () => {
  const start = performance.now();
  const diff = renderDiff('big.txt', numbered('old'), numbered('new'));
  assert.equal(diff.split('\n').length, 100_004);
  assert.ok(performance.now() - start < 2_000);
});

function numbered(word: string): string {
  return Array.from({ length: 50_000 }, (_unused, index) => `${word} ${index}\n`).join('');
}

/** What `patch` does, for diffs with exact places. */
function applied(before: string, diff: string): string {
  const old = before.split(/(?<=\n)/).filter((line) => line !== '');
  const result: string[] = [];
  let at = 0;
  let previous = ' ';
  for (const line of diff.split(/(?<=\n)/).slice(2)) {
    const hunk = /^@@ -(\d+)(?:,(\d+))? /.exec(line);
    const text = line.slice(1);
    if (hunk !== null) {
      const start = Number(hunk[1]) - (hunk[2] === '0' ? 0 : 1);
      result.push(...old.slice(at, start));
      at = start;
    } else if (line.startsWith('\\')) {
      if (previous !== '-') result.push((result.pop() ?? '').replace(/\n$/, ''));
    } else {
      previous = line.slice(0, 1);
      if (previous !== '+') at++;
      if (previous !== '-') result.push(text);
    }
  }
  return [...result, ...old.slice(at)].join('');
}
