import assert from 'node:assert/strict';
import { test } from 'node:test';
import { code, docComment, indent, memberName, propertyKey, quoted } from './code.ts';

test('a template loses the margin that its lines share, and pieces take the indentation of theirs', () => {
  const body = 'one();\ntwo();';
  const text = code`
    function run() {
      ${body}
    }
  `;
  assert.equal(text, 'function run() {\n  one();\n  two();\n}\n');
});

test('a line of nothing but empty pieces is left out, and lists become lines', () => {
  const text = code`
    start
    ${''}
    ${undefined}
    ${['a', 'b']}

    ${1} end
  `;
  assert.equal(text, 'start\na\nb\n\n1 end\n');
});

test('escapes in a template reach the code as they are written', () => {
  assert.equal(code`const a = 'x\n\${b}\`';`, "const a = 'x\\n${b}`';");
});

test('a comment cannot be ended by its text, nor hide anything', () => {
  assert.equal(docComment('a */ b\u202e'), '/** a *\\/ b */\n');
  assert.equal(docComment('one\r\n\ntwo \n', 2), '  /**\n   * one\n   *\n   * two\n   */\n');
  assert.equal(docComment(' \n'), '');
});

test('names are quoted only where they must be', () => {
  const names = ['a', '$ref', 'if', 'é', 'a-b', '200', '', "it's"];
  assert.deepEqual(names.map(memberName), [
    'a',
    '$ref',
    'if',
    'é',
    "'a-b'",
    "'200'",
    "''",
    `"it's"`,
  ]);
  assert.equal(propertyKey('__proto__'), "['__proto__']");
  assert.equal(memberName('__proto__'), '__proto__');
});

test('quotes are chosen so that fewer must be escaped', () => {
  assert.equal(quoted("it's"), `"it's"`);
  assert.equal(quoted(`'"`), String.raw`'\'"'`);
  assert.equal(indent('a\n\nb', 2), '  a\n\n  b');
});
