import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isProblem, readModule, type SourceModule } from './module.ts';

async function read(text: string): Promise<SourceModule> {
  const result = await readModule('users.ts', text);
  if (isProblem(result)) throw new Error(result.message);
  return result;
}

test('a module names what it declares, imports and exports', async () => {
  const { names, reexportsAll } = await read(`
    import first, { second as third } from './other.ts';
    import * as all from './other.ts';
    const local = 1;
    export const { inner: [deep] } = all, plain = 2;
    export { local as renamed, third };
    export * as space from './other.ts';
    export default class Users {}
    export function run(): void {}
  `);
  const wanted = 'first third all local deep plain renamed space Users run'.split(' ');
  assert.deepEqual(
    wanted.filter((name) => !names.has(name)),
    [],
  );
  assert.deepEqual([names.has('second'), names.has('inner'), reexportsAll], [false, false, false]);
});

test('constants and members come with the names of their types', async () => {
  const { constants, classes } = await read(`
    export const list: Handler<'list'> = go, other: koa.Handler = go, bare = go;
    const hidden: Handler<'hidden'> = go;
    class Users { get: Handler<'get'>; 'add-one'(call: Call<'add'>) {} [computed]() {} static {} }
  `);
  assert.deepEqual(constants, [
    { name: 'list', typeName: 'Handler' },
    { name: 'other' },
    { name: 'bare' },
  ]);
  assert.deepEqual(classes[0]?.members, [
    { name: 'get', typeName: 'Handler' },
    { name: 'add-one', typeName: 'Call' },
  ]);
});

test('the brace that ends a class is found behind characters of any width', async () => {
  const text = "const smile = '😀 ünï';\nclass Users { /* } */ list() {} }\n";
  const { classes } = await read(text);
  assert.equal(classes[0]?.endBrace, text.lastIndexOf('}'));
});

test('a text that is no module tells why and where', async () => {
  const result = await readModule('users.ts', 'export const = 3;');
  assert.deepEqual(result, { message: 'Unexpected token', offset: 13 });
});
