import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import * as fc from 'fast-check';
import { HttpError } from './http-error.ts';
import { createOperation } from './operation.ts';
import type { Issue, OperationSpec, RawRequest, ValidRequest } from './spec.ts';

const user = {
  type: 'object',
  required: ['name'],
  properties: { name: { type: 'string' }, friend: { $ref: '#/schemas/User' } },
};

const createUser: OperationSpec = {
  operationId: 'createUser',
  method: 'POST',
  path: '/v1/teams/{team}/users',
  parameters: [
    { name: 'team', in: 'path', required: true, schema: { type: 'integer' } },
    { name: 'a', in: 'query', schema: { type: 'integer' } },
  ],
  body: { required: true, content: { 'application/json': { schema: { $ref: '#/schemas/User' } } } },
  responses: {
    201: {
      headers: {
        location: { required: true, schema: { type: 'string' } },
        'x-rate': { schema: { type: 'integer' } },
      },
      content: { 'application/json': { schema: { $ref: '#/schemas/User' } } },
    },
    204: {},
    '4XX': { content: { 'application/problem+json': {} } },
  },
};

const operation = createOperation(createUser, { User: user });

function request(body: string | Uint8Array, more: Partial<RawRequest> = {}): RawRequest {
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body;
  const headers = { 'content-type': 'application/json' };
  return { method: 'POST', url: '/v1/teams/7/users', headers, body: bytes, ...more };
}

function refusal(raw: RawRequest): HttpError {
  let answer: unknown;
  try {
    answer = operation.read(raw);
  } catch (error) {
    if (error instanceof HttpError) return error;
    throw error;
  }
  return assert.fail(`accepted: ${JSON.stringify(answer)}`);
}

function expectIssues(raw: RawRequest, ...details: readonly Issue[]): void {
  const error = refusal(raw);
  assert.equal(error.status, 400);
  assert.equal(error.code, 'VALIDATION_ERROR');
  assert.deepEqual(error.details, details);
}

suite('a request', () => {
  test('is read into its typed parts', () => {
    const read = operation.read(
      request('{"name":"Ada"}', { url: '/mounted/v1/teams/7/users?a=1' }),
    );
    assert.deepEqual(read, {
      params: { team: 7 },
      query: { a: 1 },
      headers: {},
      cookies: {},
      body: { name: 'Ada' },
    } satisfies ValidRequest);
  });

  test('has all its issues told at once', () => {
    expectIssues(
      request('{"name":1}', { url: '/v1/teams/x/users?a=y' }),
      { field: 'path.team', message: 'must be an integer' },
      { field: 'query.a', message: 'must be an integer' },
      { field: 'body.name', message: 'must be a string' },
    );
  });

  test('keeps __proto__ in a body as data', async () => {
    const { body } = await operation.read(request('{"name":"x","__proto__":{"admin":true}}'));
    assert.ok(typeof body === 'object' && body !== null);
    assert.deepEqual(Object.keys(body), ['name', '__proto__']);
    assert.equal('admin' in body, false);
  });

  test('never has its JSON coerced', () => {
    expectIssues(request('{"name":12}'), { field: 'body.name', message: 'must be a string' });
  });
});

suite('odd requests are the fault of the caller', () => {
  test('malformed JSON', () => {
    expectIssues(request('{"name":'), { field: 'body', message: 'is not valid JSON' });
  });

  test('an empty body of type JSON', () => {
    expectIssues(request(''), { field: 'body', message: 'is required' });
    expectIssues(request('', { body: undefined }), { field: 'body', message: 'is required' });
  });

  test('a body that is null or an array', () => {
    for (const body of ['null', '[]']) {
      expectIssues(request(body), { field: 'body', message: 'must be an object' });
    }
  });

  test('an array 50,000 levels deep', () => {
    const deep = `${'['.repeat(50_000)}${']'.repeat(50_000)}`;
    const message = 'is nested more than 500 levels deep';
    expectIssues(request(deep), { field: 'body', message });
    const friends = `${'{"name":"\\"[","friend":'.repeat(600)}{"name":"x"}${'}'.repeat(600)}`;
    expectIssues(request(friends), { field: 'body', message });
    const brackets = JSON.stringify({ name: `\\"${'['.repeat(5000)}` });
    assert.ok(operation.read(request(brackets)));
  });

  test('text, no content type, a strange charset', () => {
    for (const headers of [
      { 'content-type': 'text/plain' },
      {},
      { 'content-type': 'application/json; charset=foo' },
      { 'content-type': 'json' },
    ]) {
      const error = refusal(request('{"name":"x"}', { headers }));
      assert.equal(error.status, 415);
      assert.equal(error.headers['accept'], 'application/json');
    }
    const headers = { 'content-type': 'Application/JSON; Charset="UTF-8"' };
    assert.ok(operation.read(request('{"name":"x"}', { headers })));
  });

  test('invalid UTF-8', () => {
    const body = Uint8Array.of(0x22, 0xc3, 0x28, 0x22);
    expectIssues(request(body), { field: 'body', message: 'is not valid UTF-8' });
  });

  test('a malformed escape in the path', () => {
    const raw = request('{"name":"x"}', { url: '/v1/teams/%E0%A4%A/users' });
    expectIssues(raw, { field: 'path.team', message: 'has a malformed percent-encoding' });
  });

  test('one parameter twice', () => {
    const raw = request('{"name":"x"}', { url: '/v1/teams/7/users?a=1&a=2' });
    expectIssues(raw, { field: 'query.a', message: 'must be given only once' });
  });

  test('any bytes under any content type', async () => {
    const content = Object.fromEntries(
      [
        'application/json',
        'multipart/form-data',
        'application/x-www-form-urlencoded',
        'text/plain',
        'application/jsonl',
        'application/json-seq',
        '*/*',
      ].map((type) => [
        type,
        { schema: { type: 'object', properties: { a: { type: 'integer' } } } },
      ]),
    );
    const any = createOperation({ ...createUser, body: { content } }, { User: user });
    const types = [
      ...Object.keys(content),
      'multipart/form-data; boundary=x',
      'image/png',
      ';;',
      '',
    ];
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 40 }),
        fc.oneof(fc.constantFrom(...types), fc.string()),
        fc.string(),
        async (body, type, url) => {
          try {
            await any.read({
              method: 'POST',
              url,
              headers: { 'content-type': type, accept: type, cookie: url },
              body,
            });
          } catch (error) {
            assert.ok(error instanceof HttpError, String(error));
            assert.ok([400, 406, 415].includes(error.status));
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});

const reading = (spec: OperationSpec, accept: string): unknown =>
  createOperation(spec, {}).read({ method: 'GET', url: '/', headers: { accept } });

suite('Accept', () => {
  const listing: OperationSpec = {
    operationId: 'list',
    method: 'GET',
    path: '/',
    responses: {
      200: { content: { 'text/csv': {} } },
      default: { content: { 'application/json': {} } },
    },
  };

  test('is refused with 406 only where nothing declared will do', () => {
    for (const accept of ['text/csv', 'text/*;q=0.1', '*/*', 'application/json', 'nonsense', '']) {
      assert.ok(reading(listing, accept), accept);
    }
    assert.throws(() => reading(listing, 'image/png'), { status: 406 });
    assert.throws(() => reading(listing, '*/*;q=0'), { status: 406 });
  });

  test('does not matter where success may have no body of a declared type', () => {
    const responses = { ...listing.responses, 204: {} };
    assert.ok(reading({ ...listing, responses }, 'image/png'));
    const redirecting = { 302: {}, default: { content: { 'application/json': {} } } };
    assert.ok(reading({ ...listing, responses: redirecting }, 'text/html'));
    const cached = { ...listing.responses, 304: {} };
    assert.throws(() => reading({ ...listing, responses: cached }, 'image/png'), { status: 406 });
  });
});

const fields = (...reply: Parameters<typeof operation.check>): readonly string[] =>
  operation.check(...reply).map(({ field }) => field);

suite('an answer', () => {
  const headers = { location: '/users/1' };
  test('that keeps its declaration has no issues', () => {
    assert.deepEqual(operation.check(201, 'application/json', { name: 'Ada' }, headers), []);
    assert.deepEqual(
      operation.check(201, 'application/json; charset=utf-8', { name: 'Ada' }, headers),
      [],
    );
    assert.deepEqual(operation.check(204, undefined, undefined, {}), []);
    assert.deepEqual(operation.check(404, 'application/problem+json', { any: 1 }, {}), []);
  });

  test('is told what it does against it', () => {
    assert.deepEqual(fields(500, 'application/json', {}, {}), ['response.status']);
    assert.deepEqual(fields(201, 'text/html', '', headers), ['response.headers.content-type']);
    assert.deepEqual(fields(201, undefined, undefined, headers), ['response.body']);
    assert.deepEqual(fields(201, 'application/json', {}, {}), [
      'response.headers.location',
      'response.body.name',
    ]);
    assert.deepEqual(
      fields(201, 'application/json', { name: 'x' }, { ...headers, 'x-rate': 'y' }),
      ['response.headers.x-rate'],
    );
    assert.deepEqual(
      fields(201, 'application/json', { name: 'x' }, { ...headers, 'x-rate': '12' }),
      [],
    );
  });

  test('is judged as JSON will have it', () => {
    const named = { toJSON: () => ({ name: 'x' }) };
    assert.deepEqual(fields(201, 'application/json', named, headers), []);
    const circle: Record<string, unknown> = {};
    circle['friend'] = circle;
    assert.deepEqual(operation.check(201, 'application/json', circle, headers), [
      { field: 'response.body', message: 'cannot be written as JSON' },
    ]);
  });
});

const wireId = (operationId: string): string =>
  createOperation({ ...createUser, operationId }, {}).wireId;

test('an operation id becomes a header value', () => {
  assert.equal(wireId('createUser'), 'createUser');
  assert.equal(wireId('größe\r\n x'), 'gr%C3%B6%C3%9Fe%0D%0A%20x');
  assert.equal(wireId('\uD800'), '%EF%BF%BD');
});
