import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { parseFormOption } from './form-option.ts';
import { type FormPart, multipartBody } from './multipart.ts';

test('the bytes of a form', () => {
  const parts: readonly FormPart[] = [
    { name: 'title', content: 'Zoë', fileName: undefined, type: undefined },
    { name: 'photo', content: new Uint8Array([0, 255]), fileName: 'a.png', type: 'image/png' },
  ];
  const { type, bytes } = multipartBody(parts, 1);
  const [, boundary = ''] = /^multipart\/form-data; boundary=([\w-]{1,70})$/.exec(type) ?? [];
  assert.equal(
    Buffer.from(bytes).toString('latin1'),
    [
      `--${boundary}`,
      'Content-Disposition: form-data; name="title"',
      '',
      Buffer.from('Zoë').toString('latin1'),
      `--${boundary}`,
      'Content-Disposition: form-data; name="photo"; filename="a.png"',
      'Content-Type: image/png',
      '',
      '\0\xff',
      `--${boundary}--`,
      '',
    ].join('\r\n'),
  );
  assert.deepEqual(multipartBody(parts, 1), { type, bytes });
  assert.notEqual(multipartBody(parts, 2).type, type);
});

test('a boundary that stands in a part is not used', () => {
  const [, boundary = ''] = multipartBody([], 1).type.split('boundary=');
  const part: FormPart = { name: 'a', content: boundary, fileName: undefined, type: undefined };
  assert.doesNotMatch(multipartBody([part], 1).type, new RegExp(`boundary=${boundary}$`));
});

test('whatever the parts are, another implementation reads them', async () => {
  const name = fc.string({
    unit: fc.constantFrom('a', 'é', ';', '=', ' ', "'", '-'),
    minLength: 1,
  });
  const content = fc.uint8Array({ maxLength: 50 });
  const part = fc.record({ name, content, fileName: name }, { noNullPrototype: true });
  await fc.assert(
    fc.asyncProperty(fc.array(part, { minLength: 1, maxLength: 5 }), async (given) => {
      const parts = given.map((item) => ({ ...item, type: 'application/x-test' }));
      const { type, bytes } = multipartBody(parts, 3);
      const form = await new Response(Buffer.from(bytes), {
        headers: { 'content-type': type },
      }).formData();
      const read = await Promise.all(
        [...form].map(async ([key, value]) => {
          assert.ok(typeof value !== 'string');
          return {
            name: key,
            content: new Uint8Array(await value.arrayBuffer()),
            fileName: value.name,
          };
        }),
      );
      assert.deepEqual(read, given);
    }),
    { numRuns: 50 },
  );
});

test('names cannot end their header', () => {
  const part: FormPart = { name: 'a"\r\nX: 1', content: '', fileName: 'b"', type: undefined };
  const text = Buffer.from(multipartBody([part], 1).bytes).toString();
  assert.match(text, /name="a%22%0D%0AX: 1"; filename="b%22"\r\n/);
});

test('--form describes texts and files', () => {
  assert.deepEqual(valuesOf('a=b=c;d'), ['a', 'text', 'b=c;d', undefined, undefined]);
  assert.deepEqual(valuesOf('a='), ['a', 'text', '', undefined, undefined]);
  assert.deepEqual(valuesOf('a={};type=application/json'), [
    'a',
    'text',
    '{}',
    undefined,
    'application/json',
  ]);
  assert.deepEqual(valuesOf('f=@dir/x.png'), ['f', 'file', 'dir/x.png', 'x.png', undefined]);
  assert.deepEqual(valuesOf('f=@x;type=image/png;filename=y.png'), [
    'f',
    'file',
    'x',
    'y.png',
    'image/png',
  ]);
  for (const text of ['', 'a', '=b', 'f=@', 'f=@;type=a/b']) {
    assert.throws(() => parseFormOption(text), { code: 'USAGE' }, text);
  }
});

function valuesOf(text: string): readonly unknown[] {
  return Object.values(parseFormOption(text));
}
