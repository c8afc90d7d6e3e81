import assert from 'node:assert/strict';
import { test } from 'node:test';
import { markdownBlock, markdownCode, markdownTable, markdownText } from './markdown.ts';

test('a text is no markup, and calls nobody', () => {
  assert.equal(
    markdownText('<b>*x*</b> | `y` @team\n# z'),
    '\\<b\\>\\*x\\*\\</b\\> | \\`y\\` @\u200bteam \\# z',
  );
});

test('code may hold backticks', () => {
  assert.equal(markdownCode('SELECT `x`'), '`` SELECT `x` ``');
});

test('nothing in a block ends it', () => {
  assert.equal(markdownBlock('a\n```\nb', 'sql'), '````sql\na\n```\nb\n````');
});

test('a table has a line that says which side its columns lean to', () => {
  assert.equal(
    markdownTable(['a', 'b'], ['<', '>'], [['`x || y`', '1']]),
    '| a | b |\n| --- | ---: |\n| `x \\|\\| y` | 1 |',
  );
});
