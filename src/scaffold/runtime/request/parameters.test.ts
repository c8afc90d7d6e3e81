import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import * as fc from 'fast-check';
import { HttpError } from '../http-error.ts';
import { createParameterReader } from './parameters.ts';
import type { Issue, ParameterSpec, Schema, Schemas } from '../spec.ts';

interface Reading {
  readonly query: { readonly [name: string]: unknown };
  readonly issues: readonly Issue[];
}

function readQuery(specs: readonly ParameterSpec[], query: string, schemas: Schemas = {}): Reading {
  const issues: Issue[] = [];
  const reader = createParameterReader(specs, schemas, '/');
  const parts = reader({ method: 'GET', url: `/?${query}`, headers: {} }, issues);
  return { query: parts.query, issues };
}

function queryParameter(schema: Schema, more: Partial<ParameterSpec> = {}): ParameterSpec {
  return { name: 'a', in: 'query', schema, ...more };
}

function expectValue(schema: Schema, query: string, value: unknown): void {
  assert.deepEqual(readQuery([queryParameter(schema)], query), { query: { a: value }, issues: [] });
}

function expectIssue(spec: ParameterSpec, query: string, message: RegExp, field = 'query.a'): void {
  const { issues } = readQuery([spec], query);
  assert.equal(issues.length, 1, JSON.stringify(issues));
  assert.equal(issues[0]?.field, field);
  assert.match(issues[0]?.message ?? '', message);
}

suite('types of texts', () => {
  const integer = { type: 'integer' };

  test('a text takes the type that its schema admits', () => {
    expectValue(integer, 'a=12', 12);
    expectValue(integer, 'a=1.0', 1);
    expectValue({ type: 'number' }, 'a=-1.5e3', -1500);
    expectValue({ type: 'boolean' }, 'a=true', true);
    expectValue({ type: 'string' }, 'a=12', '12');
    expectValue({ type: 'string' }, 'a=', '');
    expectValue({}, 'a=12', '12');
    expectValue({ enum: [1, 2] }, 'a=2', 2);
    expectValue({ const: true }, 'a=true', true);
    expectValue({ allOf: [{ type: ['number', 'string'] }, integer] }, 'a=7', 7);
  });

  test('only JSON syntax counts as a number', () => {
    for (const text of [
      '0x10',
      '%201',
      '+1',
      '01',
      '1.',
      '.5',
      'Infinity',
      'NaN',
      '',
      '1_0',
      '1n',
    ]) {
      expectIssue(queryParameter(integer), `a=${text}`, /must be an integer/);
    }
    expectIssue(queryParameter(integer), 'a=1.5', /must be an integer/);
    expectIssue(queryParameter({ type: 'boolean' }), 'a=TRUE', /must be a boolean/);
    expectIssue(queryParameter({ type: 'boolean' }), 'a', /must be a boolean/);
  });

  test('integers whose digits would be lost are refused', () => {
    expectIssue(queryParameter(integer), 'a=9007199254740993', /too large to be represented/);
    expectIssue(queryParameter({ type: 'number' }), 'a=1e999', /too large to be represented/);
    expectValue(integer, 'a=9007199254740992', 9007199254740992);
  });

  test('of several types the first that fits is taken', () => {
    const mixed = { type: ['string', 'integer', 'boolean', 'null'] };
    expectValue(mixed, 'a=', null);
    expectValue(mixed, 'a=false', false);
    expectValue(mixed, 'a=12', 12);
    expectValue(mixed, 'a=null', 'null');
    expectValue({ type: ['integer', 'null'] }, 'a=null', null);
    expectValue({ anyOf: [{ type: 'integer', maximum: 9 }, { type: 'string' }] }, 'a=12', '12');
  });

  test('references and circles of references are looked through', () => {
    const schemas: Schemas = {
      Size: { $ref: '#/schemas/Number' },
      Number: { type: 'integer' },
      Loop: { anyOf: [{ type: 'integer' }, { $ref: '#/schemas/Loop' }] },
    };
    const spec = queryParameter({ $ref: '#/schemas/Size' });
    assert.deepEqual(readQuery([spec], 'a=4', schemas).query, { a: 4 });
    const loop = queryParameter({ type: 'array', items: { $ref: '#/schemas/Size' } });
    assert.deepEqual(readQuery([loop], 'a=4&a=5', schemas).query, { a: [4, 5] });
    readQuery([queryParameter({ $ref: '#/schemas/Loop' })], 'a=4', schemas);
  });
});

suite('presence', () => {
  test('required parameters are missed, defaults are filled in', () => {
    expectIssue(queryParameter({ type: 'string' }, { required: true }), '', /is required/);
    expectValue({ type: 'integer', default: 10 }, '', 10);
    const schemas = { Limit: { type: 'integer', default: 5 } };
    const limit = queryParameter({ $ref: '#/schemas/Limit' });
    assert.deepEqual(readQuery([limit], '', schemas).query, { a: 5 });
  });

  test('a default object is a copy for each request', () => {
    const spec = queryParameter({ type: 'array', default: [1] });
    assert.notEqual(readQuery([spec], '').query['a'], readQuery([spec], '').query['a']);
  });

  test('one value for an array is an array of one', () => {
    expectValue({ type: 'array', items: { type: 'integer' } }, 'a=1', [1]);
    expectValue({ type: ['array', 'string'] }, 'a=1', '1');
    expectValue({ type: ['array', 'string'] }, 'a=1&a=2', ['1', '2']);
    expectValue({}, 'a=1&a=2', ['1', '2']);
  });

  test('a single value must be given only once', () => {
    expectIssue(queryParameter({ type: 'integer' }), 'a=1&a=2', /only once/);
  });

  test('names of Object.prototype are absent unless they are sent', () => {
    const spec: ParameterSpec = { name: '__proto__', in: 'query', schema: { type: 'string' } };
    const { query } = readQuery([spec], '__proto__=x');
    assert.deepEqual(Object.entries(query), [['__proto__', 'x']]);
    const header: ParameterSpec = { name: 'constructor', in: 'header', schema: { type: 'string' } };
    const parts = createParameterReader(
      [header],
      {},
      '/',
    )({ method: 'GET', url: '/', headers: {} }, []);
    assert.deepEqual(Object.keys(parts.headers), []);
  });
});

suite('objects in the query', () => {
  const filter = {
    type: 'object',
    properties: {
      size: { type: 'integer' },
      tags: { type: 'array', items: { type: 'string' } },
      owner: { type: 'object', properties: { id: { type: 'integer' } } },
      rows: { type: 'array', items: { type: 'object', properties: { n: { type: 'integer' } } } },
    },
  };

  test('deepObject nests', () => {
    const deep = queryParameter(filter, { style: 'deepObject', explode: true });
    const query =
      'a[size]=1&a[tags][]=x&a[tags][]=y&a[owner][id]=7&a[rows][1][n]=2&a[rows][0][n]=1';
    assert.deepEqual(readQuery([deep], query), {
      query: { a: { size: 1, tags: ['x', 'y'], owner: { id: 7 }, rows: [{ n: 1 }, { n: 2 }] } },
      issues: [],
    });
    assert.deepEqual(readQuery([deep], 'a[tags]=x&a[tags]=y').query, { a: { tags: ['x', 'y'] } });
    assert.deepEqual(readQuery([deep], 'a[__proto__][x]=1').issues, []);
    assert.equal(Object.hasOwn(Object.prototype, 'x'), false);
  });

  test('deepObject is bounded and says what is wrong', () => {
    const deep = queryParameter(filter, { style: 'deepObject', explode: true });
    expectIssue(deep, `a${'[x]'.repeat(50)}=1`, /nested more than/);
    expectIssue(deep, 'a=1', /must be written as a\[key\]=value/);
    expectIssue(deep, 'a[size]=x', /must be an integer/, 'query.a.size');
    expectIssue(deep, 'a[size]=1&a[size]=2', /more than once/);
  });

  test('an exploded object takes its properties, and all the rest where it is open', () => {
    const closed = queryParameter({ type: 'object', properties: { x: { type: 'integer' } } });
    assert.deepEqual(readQuery([closed], 'x=1&y=2').query, { a: { x: 1 } });
    const open = queryParameter({ type: 'object', additionalProperties: { type: 'integer' } });
    const limit: ParameterSpec = { name: 'limit', in: 'query', schema: { type: 'integer' } };
    assert.deepEqual(readQuery([open, limit], 'x=1&limit=2').query, { a: { x: 1 }, limit: 2 });
    assert.deepEqual(readQuery([open, limit], 'limit=2').query, { limit: 2 });
  });
});

suite('content parameters', () => {
  test('JSON and forms are parsed', () => {
    const schema = { type: 'object', properties: { x: { type: 'integer' } } };
    const json = queryParameter(schema, { content: 'application/json' });
    const text = encodeURIComponent('{"x":1}');
    assert.deepEqual(readQuery([json], `a=${text}`).query, { a: { x: 1 } });
    expectIssue(json, 'a={', /not valid JSON/);
    expectIssue(json, `a=${encodeURIComponent('{"x":"1"}')}`, /must be an integer/, 'query.a.x');
    const whole = { ...json, in: 'querystring' } as const;
    assert.deepEqual(readQuery([whole], text).query, { a: { x: 1 } });
    const form = { ...whole, content: 'application/x-www-form-urlencoded' } as const;
    assert.deepEqual(readQuery([form], 'x=1&y=2').query, { a: { x: 1, y: '2' } });
  });
});

test('malformed percent-encoding is an issue where it is read, and ignored elsewhere', () => {
  expectIssue(queryParameter({ type: 'string' }), 'a=%E0%A4%A', /malformed percent-encoding/);
  assert.deepEqual(readQuery([queryParameter({ type: 'string' })], 'b=%&%=1').issues, []);
});

test('too many pairs are refused', () => {
  assert.throws(() => readQuery([queryParameter({})], 'b=1&'.repeat(1001)), HttpError);
});

test('no query makes anything but issues and HttpErrors', () => {
  const piece = fc.constantFrom(
    'a',
    '[',
    ']',
    '=',
    '&',
    '%',
    '+',
    'b',
    '1',
    ',',
    '|',
    '%5B',
    '__proto__',
    '#',
    '?',
    '"',
    '{',
  );
  const schema = {
    type: ['object', 'array', 'integer', 'string'],
    properties: { b: { type: 'array', items: { type: 'integer' } } },
    items: { type: 'number' },
    additionalProperties: true,
  };
  const styles = ['form', 'spaceDelimited', 'pipeDelimited', 'deepObject'] as const;
  const contents = [undefined, 'application/json', 'application/x-www-form-urlencoded'];
  fc.assert(
    fc.property(
      fc.array(piece, { maxLength: 30 }),
      fc.constantFrom(...styles),
      fc.boolean(),
      fc.constantFrom(...contents),
      (pieces, style, explode, content) => {
        const how = content === undefined ? { style, explode } : { content };
        readQuery([queryParameter(schema, how)], pieces.join(''));
      },
    ),
    { numRuns: 500 },
  );
});
