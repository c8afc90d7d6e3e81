import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { badRequest, notFound } from '../http-error.ts';
import { createOperation } from '../operation.ts';
import { encodeBody, encodeStream, errorBody, hasBody, isStream, successBody } from './reply.ts';
import type { ContentSpec, Schema } from '../spec.ts';

function operationWith(content: ContentSpec): ReturnType<typeof createOperation> {
  return createOperation(
    { operationId: 'x', method: 'GET', path: '/', responses: { 200: {}, default: { content } } },
    {},
  );
}

suite('success', () => {
  test('is wrapped where the document says nothing about the body', () => {
    const operation = operationWith({ 'application/json': {} });
    assert.deepEqual(successBody(operation, 200, [1], 'r'), {
      data: [1],
      meta: { requestId: 'r' },
    });
    assert.deepEqual(successBody(operation, 200, null, 'r'), {
      data: null,
      meta: { requestId: 'r' },
    });
    assert.deepEqual(successBody(operation, 201, [1], 'r'), [1]);
    assert.equal(successBody(operation, 200, undefined, 'r'), undefined);
  });

  test('some answers never have a body', () => {
    assert.deepEqual(
      [200, 404, 204, 205, 304, 101].map((status) => hasBody(status, 'GET')),
      [true, true, false, false, false, false],
    );
    assert.equal(hasBody(200, 'HEAD'), false);
  });
});

const object = (properties: Record<string, Schema>): Schema => ({
  type: 'object',
  required: Object.keys(properties),
  properties,
  additionalProperties: false,
});

suite('errors', () => {
  const error = badRequest([{ field: 'body.name', message: 'is required' }]);
  const told = 'The request is not valid: body.name is required';
  const bodyFor = (schema: Schema, type = 'application/json'): unknown =>
    errorBody(error, 'r', operationWith({ [type]: { schema } }));
  const text = { type: 'string' };

  test('are in the envelope where the operation declares nothing else', () => {
    const body = {
      error: {
        code: 'VALIDATION_ERROR',
        message: 'The request is not valid',
        details: error.details,
      },
      meta: { requestId: 'r' },
    };
    assert.deepEqual(errorBody(error, 'r'), { type: 'application/json', body });
    assert.deepEqual(errorBody(error, 'r', operationWith({})), { type: 'application/json', body });
    assert.deepEqual(bodyFor({ type: 'object' }), { type: 'application/json', body });
    assert.deepEqual(bodyFor(object({ unheardOf: text })), { type: 'application/json', body });
  });

  test('take the declared shape', () => {
    const shapes: readonly (readonly [Schema, unknown])[] = [
      [object({ message: text }), { message: told }],
      [object({ error: text }), { error: told }],
      [object({ code: { type: 'integer' }, message: text }), { code: 400, message: told }],
      [
        object({ code: text, error_message: text }),
        { code: 'VALIDATION_ERROR', error_message: told },
      ],
      [
        object({ error: object({ code: text, message: text }) }),
        { error: { code: 'VALIDATION_ERROR', message: told } },
      ],
      [
        object({
          message: text,
          errors: { type: 'array', items: object({ field: text, message: text }) },
        }),
        { message: told, errors: [{ field: 'body.name', message: 'is required' }] },
      ],
      [object({ errors: { type: 'array', items: text } }), { errors: ['body.name is required'] }],
      [text, told],
    ];
    for (const [schema, body] of shapes) {
      assert.deepEqual(bodyFor(schema), { type: 'application/json', body });
    }
  });

  test('become problems of RFC 9457', () => {
    const problem = object({ type: text, title: text, status: { type: 'integer' }, detail: text });
    assert.deepEqual(bodyFor(problem, 'application/problem+json'), {
      type: 'application/problem+json',
      body: { type: 'about:blank', title: told, status: 400, detail: told },
    });
  });

  test('are a sentence where text is declared', () => {
    const answer = errorBody(notFound('No such user'), 'r', operationWith({ 'text/plain': {} }));
    assert.deepEqual(answer, { type: 'text/plain', body: 'No such user' });
  });
});

async function* items(): AsyncGenerator {
  yield* [{ a: 1 }, 'x\ny', { event: 'tick\r\nid: 9', data: { b: 2 }, id: 3, retry: 10 }];
  await Promise.resolve();
}

async function encoded(type: string): Promise<string> {
  let text = '';
  for await (const chunk of encodeStream(type, items())) text += String(chunk);
  return text;
}

suite('encodings', () => {
  test('streams', async () => {
    assert.equal(isStream(items()), true);
    assert.equal(isStream([]), false);
    assert.equal(
      await encoded('application/x-ndjson'),
      '{"a":1}\n"x\\ny"\n{"event":"tick\\r\\nid: 9","data":{"b":2},"id":3,"retry":10}\n',
    );
    assert.equal((await encoded('application/json-seq')).slice(0, 9), '\u001E{"a":1}\n');
    assert.equal(
      await encoded('text/event-stream; charset=utf-8'),
      'data: {"a":1}\n\ndata: x\ndata: y\n\nevent: tick id: 9\nid: 3\nretry: 10\ndata: {"b":2}\n\n',
    );
  });

  test('bodies', () => {
    assert.equal(encodeBody('application/json', 'x'), '"x"');
    assert.equal(encodeBody('application/problem+json; charset=utf-8', { a: 1 }), '{"a":1}');
    assert.equal(encodeBody('text/plain', 'x'), 'x');
    assert.equal(encodeBody('text/plain', 5), '5');
    assert.equal(encodeBody('application/x-www-form-urlencoded', { a: ['1 ', 2] }), 'a=1+&a=2');
    assert.deepEqual(encodeBody('image/png', Uint8Array.of(1)), Uint8Array.of(1));
  });
});
