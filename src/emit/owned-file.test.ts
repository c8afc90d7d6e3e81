import assert from 'node:assert/strict';
import { test } from 'node:test';
import { extendOwned } from './owned-file.ts';
import type { Addition } from './planned-file.ts';

const stub = (name: string): Addition => ({
  name,
  text: `\nexport const ${name}: Handler<'${name}'> = () => 501;\n`,
});
const method = (name: string): Addition => ({ name, inClass: 'Users', text: `\n  ${name}() {}\n` });

test('a handler that is missing is appended, one that is there stays as it is', async () => {
  const text = "export const listUsers: Handler<'listUsers'> = mine;\n";
  const result = await extendOwned('users.ts', text, [stub('listUsers'), stub('getUser')]);
  assert.equal(result.text, text + stub('getUser').text);
  assert.deepEqual([result.removed, result.findings], [[], []]);
});

test('a handler counts as there however it is declared, imported or exported', async () => {
  const text = [
    "import { imported } from './other.ts';",
    'export function declared() {}',
    'const listed = 1;',
    "export { listed, imported, other as renamed, 'quoted' } from './other.ts';",
    'export const { destructured } = all;',
    'const local = 1;',
    '',
  ].join('\n');
  const names = ['imported', 'declared', 'listed', 'renamed', 'destructured', 'local'];
  const result = await extendOwned('users.ts', text, names.map(stub));
  assert.equal(result.text, text);
});

test('a method is added before the end of its class, with the other text untouched', async () => {
  const text = "// ünï 😀\nexport class Users {\n  @Get('/')\n  list() {}\n}\n// end";
  const result = await extendOwned('users.ts', text, [method('list'), method('get')]);
  assert.equal(
    result.text,
    "// ünï 😀\nexport class Users {\n  @Get('/')\n  list() {}\n\n  get() {}\n}\n// end",
  );
  const empty = await extendOwned('users.ts', 'export class Users {}\n', [method('get')]);
  assert.equal(empty.text, 'export class Users {\n\n  get() {}\n}\n');
});

test('line endings of Windows are kept, and a missing last one is made up for', async () => {
  const result = await extendOwned('users.ts', 'const a = 1;\r\nconst b = 2;', [stub('getUser')]);
  assert.equal(
    result.text,
    "const a = 1;\r\nconst b = 2;\r\n\r\nexport const getUser: Handler<'getUser'> = () => 501;\r\n",
  );
});

test('a handler that is no longer wanted is reported; other exports are not', async () => {
  const text = [
    "export const gone: Handler<'gone'> = 1;",
    "export const stays: Handler<'stays'> = 1;",
    'export const helper = 1;',
    "export class Users { @Get() old(call: Call<'old'>) {} private help(a: string) {} }",
  ].join('\n');
  const { removed } = await extendOwned('users.ts', text, [stub('stays')]);
  assert.deepEqual(removed, ['gone', 'old']);
});

test('a file that does not parse is left alone, and the place is told', async () => {
  const text = 'const a = 1;\nexport const = 3;\n';
  const result = await extendOwned('users.ts', text, [stub('getUser')]);
  assert.equal(result.text, text);
  assert.deepEqual(result.findings[0]?.place, { file: 'users.ts', line: 2, column: 14 });
  assert.match(result.findings[0]?.fix ?? '', /getUser/);
});

test('nothing is appended where exports cannot be told, or the class is missing', async () => {
  const star = await extendOwned('users.ts', "export * from './mine.ts';\n", [stub('getUser')]);
  assert.equal(star.text, "export * from './mine.ts';\n");
  assert.match(star.findings[0]?.title ?? '', /exports all of another module/);
  const other = await extendOwned('users.ts', 'export class People {}\n', [method('get')]);
  assert.equal(other.text, 'export class People {}\n');
  assert.match(other.findings[0]?.title ?? '', /no class Users/);
});
