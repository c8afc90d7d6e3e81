import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { createBodyReader } from './body.ts';
import type { Issue, MediaTypeSpec } from '../spec.ts';

type Part = readonly [name: string, value: string | File];

async function readForm(
  media: MediaTypeSpec,
  parts: readonly Part[],
): Promise<{ readonly body: Record<string, unknown>; readonly issues: readonly Issue[] }> {
  const form = new FormData();
  for (const [name, value] of parts) form.append(name, value);
  const encoded = new Response(form);
  const headers = { 'content-type': encoded.headers.get('content-type') ?? '' };
  const raw = { method: 'POST', url: '/', headers, body: await encoded.bytes() };
  const issues: Issue[] = [];
  const reader = createBodyReader({ content: { 'multipart/form-data': media } }, {});
  const body: unknown = await reader(raw, issues);
  assert.ok(typeof body === 'object' && body !== null);
  return { body: { ...body }, issues };
}

const binary = { type: 'string', format: 'binary' };
const schema = {
  type: 'object',
  properties: {
    title: { type: 'string' },
    count: { type: 'integer' },
    tags: { type: 'array', items: { type: 'string' } },
    meta: { type: 'object', properties: { x: { type: 'integer' } } },
    photo: { ...binary, maxLength: 10 },
    pages: { type: 'array', items: binary },
  },
};
const png = new File(['12345'], 'a.png', { type: 'image/png' });

suite('multipart forms', () => {
  test('texts take their types, files stay files', async () => {
    const { body, issues } = await readForm({ schema }, [
      ['title', '12'],
      ['count', '12'],
      ['tags', 'a'],
      ['meta', '{"x":1}'],
      ['photo', png],
      ['pages', png],
      ['pages', png],
    ]);
    assert.deepEqual(issues, []);
    const { photo, pages, ...texts } = body;
    assert.deepEqual(texts, { title: '12', count: 12, tags: ['a'], meta: { x: 1 } });
    assert.ok(photo instanceof File && photo.name === 'a.png' && (await photo.text()) === '12345');
    assert.ok(
      Array.isArray(pages) && pages.length === 2 && pages.every((page) => page instanceof File),
    );
  });

  test('a part sent as a file is a text where a text is wanted', async () => {
    const json = new File(['{"x":1}'], 'blob', { type: 'application/json' });
    assert.deepEqual(await readForm({ schema }, [['meta', json]]), {
      body: { meta: { x: 1 } },
      issues: [],
    });
  });

  test('a text is no file, and a file not any type', async () => {
    const encoding = { photo: { contentType: 'image/jpeg, image/gif' } };
    const text = await readForm({ schema, encoding }, [['photo', 'x']]);
    assert.deepEqual(text.issues, [{ field: 'body.photo', message: 'must be a file' }]);
    const wrong = await readForm({ schema, encoding }, [['photo', png]]);
    assert.deepEqual(wrong.issues, [
      { field: 'body.photo', message: 'must be of type image/jpeg or image/gif' },
    ]);
    const range = await readForm({ schema, encoding: { photo: { contentType: 'image/*' } } }, [
      ['photo', png],
    ]);
    assert.deepEqual(range.issues, []);
  });

  test('files are measured, and single ones given once', async () => {
    const big = await readForm({ schema }, [['photo', new File(['x'.repeat(11)], 'x')]]);
    assert.deepEqual(
      big.issues.map(({ field }) => field),
      ['body.photo'],
    );
    const twice = await readForm({ schema }, [
      ['photo', png],
      ['photo', png],
    ]);
    assert.deepEqual(twice.issues, [{ field: 'body.photo', message: 'must be given only once' }]);
  });

  test('without a schema everything is kept', async () => {
    const { body } = await readForm({}, [
      ['a', '1'],
      ['b', png],
    ]);
    assert.equal(body['a'], '1');
    assert.ok(body['b'] instanceof File);
  });

  test('a broken body is an issue', async () => {
    const issues: Issue[] = [];
    const reader = createBodyReader({ content: { 'multipart/form-data': {} } }, {});
    for (const type of ['multipart/form-data', 'multipart/form-data; boundary=x']) {
      const body = new TextEncoder().encode('--y\r\n');
      await reader({ method: 'POST', url: '/', headers: { 'content-type': type }, body }, issues);
    }
    assert.deepEqual(
      issues.map(({ message }) => message),
      Array(2).fill('is not valid multipart/form-data'),
    );
  });
});
