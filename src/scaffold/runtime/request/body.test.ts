import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import * as fc from 'fast-check';
import { createBodyReader } from './body.ts';
import { HttpError } from '../http-error.ts';
import type { BodySpec, Issue, MediaTypeSpec } from '../spec.ts';

async function readAs(
  spec: BodySpec,
  contentType: string | undefined,
  body: string | Uint8Array,
): Promise<{ readonly body: unknown; readonly issues: readonly Issue[] }> {
  const issues: Issue[] = [];
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body;
  const headers = { 'content-type': contentType };
  const reader = createBodyReader(spec, {});
  return { body: await reader({ method: 'POST', url: '/', headers, body: bytes }, issues), issues };
}

async function read(type: string, media: MediaTypeSpec, body: string): Promise<unknown> {
  const result = await readAs({ content: { [type]: media } }, type, body);
  assert.deepEqual(result.issues, []);
  return result.body;
}

async function status(
  spec: BodySpec,
  contentType: string | undefined,
  body = 'x',
): Promise<number> {
  try {
    const { issues } = await readAs(spec, contentType, body);
    return issues.length === 0 ? 200 : 400;
  } catch (error) {
    return error instanceof HttpError ? error.status : assert.fail(String(error));
  }
}

suite('content types', () => {
  test('are matched exactly, then by suffix, then by range', async () => {
    const json = { content: { 'application/json': {} } };
    assert.equal(await status(json, 'application/vnd.acme+json', '1'), 200);
    assert.equal(await status(json, 'application/xml'), 415);
    assert.equal(await status({ content: { 'image/*': {} } }, 'image/png'), 200);
    assert.equal(await status({ content: { 'image/*': {} } }, 'video/mp4'), 415);
    assert.equal(await status({ content: { '*/*': {} } }, 'video/mp4'), 200);
  });

  test('that are missing are only assumed where octets or anything goes', async () => {
    assert.equal(await status({ content: { 'application/json': {} } }, undefined, '1'), 415);
    assert.equal(await status({ content: { 'application/octet-stream': {} } }, undefined), 200);
    const any = await readAs({ content: { '*/*': {} } }, undefined, 'x');
    assert.deepEqual(any.body, new TextEncoder().encode('x'));
    const typed = { content: { '*/*': { schema: { type: 'object' } } } };
    assert.deepEqual((await readAs(typed, undefined, '{}')).body, {});
  });

  test('under a range cannot be used to get past the schema', async () => {
    const typed = { content: { '*/*': { schema: { type: 'object' } } } };
    assert.equal(await status(typed, 'image/png'), 415);
    assert.equal(await status(typed, 'application/json', '[]'), 400);
    assert.equal(await status(typed, 'text/xml', '<a/>'), 400);
    const picture = { content: { 'image/*': { schema: { type: 'string' } } } };
    assert.equal(await status(picture, 'image/png'), 200);
  });

  test('that are not parsed arrive as they are', async () => {
    assert.equal(await read('application/xml', { schema: { type: 'object' } }, '<a/>'), '<a/>');
    const bytes = await read('application/pdf', { schema: { type: 'object' } }, '%PDF');
    assert.deepEqual(bytes, new TextEncoder().encode('%PDF'));
  });

  test('of text are validated', async () => {
    assert.equal(await read('text/plain', { schema: { type: 'integer' } }, '12'), 12);
    const short = { content: { 'text/plain': { schema: { type: 'string', maxLength: 1 } } } };
    assert.equal(await status(short, 'text/plain', 'xx'), 400);
  });
});

test('an optional body may be absent, an empty form is an object', async () => {
  assert.equal(
    (await readAs({ content: { 'application/json': {} } }, undefined, '')).body,
    undefined,
  );
  assert.deepEqual(await read('application/x-www-form-urlencoded', {}, ''), {});
});

suite('sequences', () => {
  const itemSchema = { type: 'integer' };

  test('lines and records are arrays', async () => {
    assert.deepEqual(await read('application/x-ndjson', { itemSchema }, '1\r\n2\n\n3'), [1, 2, 3]);
    assert.deepEqual(
      await read('application/json-seq', { itemSchema }, '\u001E1\n\u001E2\n'),
      [1, 2],
    );
  });

  test('issues name the item', async () => {
    const spec = { content: { 'application/jsonl': { itemSchema, schema: { maxItems: 1 } } } };
    assert.deepEqual(
      (await readAs(spec, 'application/jsonl', '1\n"x"')).issues.map(({ field }) => field),
      ['body[1]', 'body'],
    );
    assert.deepEqual((await readAs(spec, 'application/jsonl', '{')).issues, [
      { field: 'body[0]', message: 'is not valid JSON' },
    ]);
  });
});

suite('urlencoded forms', () => {
  const type = 'application/x-www-form-urlencoded';
  const schema = {
    type: 'object',
    required: ['name'],
    properties: {
      name: { type: 'string' },
      age: { type: 'integer' },
      tags: { type: 'array', items: { type: 'string' } },
      address: { type: 'object', properties: { zip: { type: 'integer' } } },
    },
  };

  test('fields take the types of their properties', async () => {
    const address = encodeURIComponent('{"zip":1}');
    const form = `name=12&age=12&tags=a&tags=b+c&address=${address}&more=x`;
    assert.deepEqual(await read(type, { schema }, form), {
      name: '12',
      age: 12,
      tags: ['a', 'b c'],
      address: { zip: 1 },
      more: 'x',
    });
    assert.deepEqual(await read(type, { schema }, 'name=x&address[zip]=2'), {
      name: 'x',
      address: { zip: 2 },
    });
  });

  test('encoding gives other styles', async () => {
    const encoding = {
      tags: { style: 'pipeDelimited', explode: false },
      address: { style: 'deepObject', explode: true },
    } as const;
    const form = 'name=x&tags=a|b&address[zip]=2';
    const expected = { name: 'x', tags: ['a', 'b'], address: { zip: 2 } };
    assert.deepEqual(await read(type, { schema, encoding }, form), expected);
  });

  test('issues name the field', async () => {
    const spec = { content: { [type]: { schema } } };
    const { issues } = await readAs(spec, type, 'age=x&address=%7B');
    assert.deepEqual(issues.map(({ field }) => field).toSorted(), [
      'body.address',
      'body.age',
      'body.name',
    ]);
  });

  test('what URLSearchParams writes is read back', async () => {
    const value = fc.string({ unit: 'grapheme' });
    await fc.assert(
      fc.asyncProperty(
        fc.dictionary(fc.string({ unit: 'grapheme', minLength: 1 }), value),
        async (form) => {
          const text = new URLSearchParams(Object.entries(form)).toString();
          assert.deepEqual(await read(type, {}, text), { ...form });
        },
      ),
    );
  });
});
