import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createOperation } from '../operation.ts';
import { headerText, renderAnswer } from './render.ts';
import type { AnswerParts } from './render.ts';

const operation = createOperation(
  {
    operationId: 'getThing',
    method: 'GET',
    path: '/thing',
    responses: {
      200: {
        content: {
          'text/csv': { schema: { type: 'string' } },
          'application/json': { schema: { type: 'object', required: ['id'] } },
          'application/xml': { schema: { type: 'object' } },
        },
      },
      201: {},
      404: { content: { '*/*': {} } },
    },
  },
  {},
);
const context = { method: 'GET', accept: undefined, requestId: 'r1', checked: true };

test('JSON goes out as the declared JSON type', () => {
  assert.deepEqual(render({ prefer: 'json', body: { id: 1 } }), {
    type: 'application/json',
    body: '{"id":1}',
  });
});

test('a text goes out as the other type that the caller likes best', () => {
  assert.equal(render({ prefer: 'other', body: 'a' }).type, 'text/csv; charset=utf-8');
  const xml = render({ prefer: 'any', body: '<a/>' }, 'application/xml');
  assert.equal(xml.type, 'application/xml');
});

test('what declares no content is wrapped, what declares a range is JSON', () => {
  assert.equal(
    render({ status: 201, prefer: 'any', body: 'text' }).body,
    '{"data":"text","meta":{"requestId":"r1"}}',
  );
  assert.equal(render({ status: 404, prefer: 'json', body: 1 }).type, 'application/json');
  const bytes = render({ status: 404, prefer: 'any', body: new Uint8Array(1) });
  assert.equal(bytes.type, 'application/octet-stream');
});

test('an answer that is not as declared is an error in development only', () => {
  assert.throws(() => render({ prefer: 'json', body: {} }), {
    status: 500,
    code: 'RESPONSE_INVALID',
    details: [{ field: 'response.body.id', message: 'is required' }],
  });
  const production = { ...context, checked: false };
  const parts: AnswerParts = { status: 200, prefer: 'json', body: {}, headers: {} };
  assert.equal(renderAnswer(operation, parts, production).body, '{}');
});

test('header fields are written as parameters of style simple', () => {
  assert.equal(headerText([1, true, 'a']), '1,true,a');
  assert.equal(headerText({ a: 1, b: 2 }), 'a,1,b,2');
  assert.equal(headerText(new Date(0)), 'Thu, 01 Jan 1970 00:00:00 GMT');
});

function render(
  parts: Partial<AnswerParts> & Pick<AnswerParts, 'prefer' | 'body'>,
  accept?: string,
): ReturnType<typeof renderAnswer> {
  return renderAnswer(operation, { status: 200, headers: {}, ...parts }, { ...context, accept });
}
