import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import * as fc from 'fast-check';
import { writeApp } from '../../../../test/support/generated-app.ts';
import { runtimeFiles } from '../../emit/runtime-files.ts';
import type { RuntimeOperation } from '../../runtime/operation.ts';
import { createOperation } from '../../runtime/operation.ts';
import type { Schema, Schemas } from '../../runtime/spec.ts';
import { serializers } from './serializer.ts';

type SerializerOf = (
  operation: RuntimeOperation,
  status: number,
  type: string,
) => (value: unknown) => string;

const path = 'src/routes/serializer.gen.ts';
const string = { type: 'string' };
const node = { type: 'object', properties: { v: string, next: { $ref: '#/schemas/Node' } } };

describe('serializer.gen.ts', () => {
  const folder = writeApp([
    { path, text: serializers(), kind: 'generated' },
    { path: 'package.json', text: '{ "type": "module" }', kind: 'generated' },
    ...runtimeFiles('src/'),
  ]);
  let serializerOf: SerializerOf;
  before(async () => {
    const made: { serializerOf: SerializerOf } = await import(
      pathToFileURL(join(folder.root, path)).href
    );
    serializerOf = made.serializerOf;
  });
  after(() => folder[Symbol.dispose]());

  /** By way of the schema, as JSON reads it again. */
  const sent = (schema: Schema, value: unknown, schemas: Schemas = {}): unknown => {
    const type = 'application/json';
    const operation = createOperation(
      {
        operationId: 'a',
        method: 'GET',
        path: '/',
        responses: { 200: { content: { [type]: { schema } } } },
      },
      schemas,
    );
    return JSON.parse(serializerOf(operation, 200, type)(value));
  };

  it('says what JSON.stringify says', () => {
    const cases: readonly [schema: Schema, value: unknown][] = [
      [
        { type: 'object', properties: { a: string } },
        { a: 'x', b: { c: 1 }, d: [1] },
      ],
      [{ type: 'object', properties: { a: { ...string, default: 'd' } } }, {}],
      [{ type: 'object', properties: { a: { type: 'integer' } } }, { a: 1.5 }],
      [{ type: 'object', required: ['a'], properties: { a: string } }, {}],
      [
        { type: 'object', properties: { a: string, b: { type: 'number' } } },
        { a: null, b: null },
      ],
      [{ type: 'object', properties: { a: { type: ['array', 'null'] } } }, { a: null }],
      [
        { type: 'object', additionalProperties: { type: 'integer' } },
        { x: 1, y: 2.5 },
      ],
      [
        { type: 'object', patternProperties: { '^x': string }, additionalProperties: false },
        { x: '' },
      ],
      [{ type: 'object', properties: { a: { oneOf: [string, { type: 'number' }] } } }, { a: 5 }],
      [{ allOf: [{ type: 'object', properties: { a: string } }] }, { a: 'x', b: 1 }],
      [
        {
          type: 'object',
          properties: { a: string },
          allOf: [
            { type: 'object', properties: { b: { type: 'number' }, c: string } },
            { properties: { c: { minLength: 1 } }, additionalProperties: true },
          ],
        },
        { d: [1], c: 'x', b: 1.5, a: null },
      ],
      [
        { type: 'object', properties: { a: { const: 'x' }, b: { enum: [1] } } },
        { a: 'y', b: 2 },
      ],
      [{ type: 'object', properties: { constructor: string, toString: string } }, {}],
      [{ type: 'object', properties: { a: { ...string, format: 'date' } } }, { a: new Date(0) }],
      [{ type: 'array', prefixItems: [string], items: { type: 'number' } }, ['a', 1]],
      [{ type: 'object', properties: { 'a"\n': string } }, { 'a"\n': '\u2028"\\\uD800 é😀' }],
      [{ type: 'object', properties: { a: { type: 'number' } } }, { a: Number.NaN }],
      [JSON.parse('{"type":"object","properties":{"__proto__":{"type":"string"}}}'), {}],
      [string, 'text'],
      [false, { a: 1 }],
    ];
    for (const [schema, value] of cases) {
      assert.deepEqual(
        sent(schema, value),
        JSON.parse(JSON.stringify(value)),
        JSON.stringify(schema),
      );
    }
  });

  it('follows references, also around', () => {
    const list = { v: '1', next: { v: '2', next: { v: '3', next: { v: '4', next: { v: '5' } } } } };
    assert.deepEqual(sent({ $ref: '#/schemas/Node' }, list, { Node: node }), list);
  });

  it('keeps any value whatever schema it is sent by', () => {
    const leaf = fc.constantFrom('string', 'number', 'integer', 'boolean', 'null');
    const { schema } = fc.letrec<{ schema: Shape }>((tie) => ({
      schema: fc.oneof(
        { depthSize: 'small', withCrossShrink: true },
        fc.record({ type: leaf }),
        fc.record({ type: fc.constant('array'), items: tie('schema') }),
        fc.record({
          type: fc.constantFrom('object', ['object', 'null']),
          properties: fc.dictionary(fc.constantFrom('a', 'b', 'c'), tie('schema')),
        }),
      ),
    }));
    fc.assert(
      fc.property(schema, (shape) => {
        const value = valueOf(shape);
        assert.deepEqual(sent({ ...shape }, value), value);
      }),
    );
  });
});

interface Shape {
  readonly type: string | readonly string[];
  readonly items?: Shape;
  readonly properties?: Readonly<Record<string, Shape>>;
}

/** A value of the schema, and a little more. */
function valueOf({ type, items, properties = {} }: Shape): unknown {
  if (items !== undefined) return [valueOf(items), valueOf(items)];
  if (type === 'string') return 'é"\\\n';
  if (type === 'number') return -1.5e-7;
  if (type === 'integer') return 2 ** 53;
  if (type === 'boolean') return false;
  if (type === 'null') return null;
  const members = Object.entries(properties).map(([name, shape]) => [name, valueOf(shape)]);
  return { ...Object.fromEntries(members), undeclared: [{ n: 1 }] };
}
