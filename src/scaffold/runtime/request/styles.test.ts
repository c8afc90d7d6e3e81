import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import * as fc from 'fast-check';
import { createParameterReader } from './parameters.ts';
import type { Issue, ParameterSpec, Schema } from '../spec.ts';

/** Reads one parameter and expects no issue. */
function read(spec: ParameterSpec, url: string, headers: Record<string, string> = {}): unknown {
  const issues: Issue[] = [];
  const parts = createParameterReader(
    [spec],
    {},
    '/things/{p}',
  )({ method: 'GET', url, headers }, issues);
  assert.deepEqual(issues, [], url);
  return { ...parts.params, ...parts.query, ...parts.headers, ...parts.cookies }[spec.name];
}

interface Sample {
  readonly schema: Schema;
  readonly value: string | number | boolean;
}

const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 });
const sample: fc.Arbitrary<Sample> = fc.oneof(
  text.map((value) => ({ schema: { type: 'string' }, value })),
  fc.integer().map((value) => ({ schema: { type: 'integer' }, value })),
  fc
    .double({ noNaN: true, noDefaultInfinity: true })
    .map((value) => ({ schema: { type: 'number' }, value: value === 0 ? 0 : value })),
  fc.boolean().map((value) => ({ schema: { type: 'boolean' }, value })),
);

const names = fc.uniqueArray(fc.constantFrom('R', 'G', 'b c', 'é', '__proto__', 'constructor'), {
  minLength: 1,
});

/** Strings, of whatever is left after `forbidden` is taken out. */
function texts(forbidden: RegExp): fc.Arbitrary<string[]> {
  return fc.array(
    text.map((value) => `x${value.replaceAll(forbidden, '')}`),
    { minLength: 1 },
  );
}

const list = (item: Schema): Schema => ({ type: 'array', items: item });
const strings = list({ type: 'string' });

function objectOf(keys: readonly string[]): Schema {
  const entries = keys.map((key) => [key, { type: 'string' }] as const);
  return { type: 'object', properties: Object.fromEntries(entries) };
}

function own(keys: readonly string[], values: readonly string[]): Record<string, string> {
  return Object.fromEntries(keys.map((key, index) => [key, values[index % values.length] ?? '']));
}

/** Dots delimit labels, so they are encoded too. */
const encode = (value: unknown): string => encodeURIComponent(String(value)).replaceAll('.', '%2E');
const nothing = /(?!)/g;

suite('path styles', () => {
  test('a single value', () => {
    fc.assert(
      fc.property(sample, ({ schema, value }) => {
        const spec: ParameterSpec = { name: 'p', in: 'path', schema };
        const wire = encode(value);
        assert.deepEqual(read({ ...spec, style: 'simple' }, `/things/${wire}`), value);
        assert.deepEqual(read({ ...spec, style: 'label' }, `/things/.${wire}`), value);
        assert.deepEqual(read({ ...spec, style: 'matrix' }, `/api/things/;p=${wire}?x=1`), value);
      }),
    );
  });

  test('an array', () => {
    fc.assert(
      fc.property(texts(nothing), (values) => {
        const spec: ParameterSpec = { name: 'p', in: 'path', schema: strings };
        const parts = values.map(encode);
        const cases = [
          ['simple', false, parts.join(',')],
          ['simple', true, parts.join(',')],
          ['label', false, `.${parts.join(',')}`],
          ['label', true, `.${parts.join('.')}`],
          ['matrix', false, `;p=${parts.join(',')}`],
          ['matrix', true, parts.map((part) => `;p=${part}`).join('')],
        ] as const;
        for (const [style, explode, wire] of cases) {
          assert.deepEqual(read({ ...spec, style, explode }, `/things/${wire}`), values);
        }
      }),
    );
  });

  test('an object', () => {
    fc.assert(
      fc.property(names, texts(nothing), (keys, values) => {
        const object = own(keys, values);
        const spec: ParameterSpec = { name: 'p', in: 'path', schema: objectOf(keys) };
        const pairs = Object.entries(object).map((pair) => pair.map(encode));
        const turns = pairs.flat().join(',');
        const equals = pairs.map((pair) => pair.join('='));
        const cases = [
          ['simple', false, turns],
          ['simple', true, equals.join(',')],
          ['label', false, `.${turns}`],
          ['label', true, `.${equals.join('.')}`],
          ['matrix', false, `;p=${turns}`],
          ['matrix', true, `;${equals.join(';')}`],
        ] as const;
        for (const [style, explode, wire] of cases) {
          assert.deepEqual(read({ ...spec, style, explode }, `/things/${wire}`), object);
        }
      }),
    );
  });
});

suite('query styles', () => {
  test('a single value, encoded as a URL or as a form', () => {
    fc.assert(
      fc.property(sample, ({ schema, value }) => {
        const spec: ParameterSpec = { name: 'p q', in: 'query', schema };
        assert.deepEqual(read(spec, `/things/1?p%20q=${encode(value)}`), value);
        const form = new URLSearchParams([['p q', String(value)]]).toString();
        assert.deepEqual(read(spec, `/things/1?a=%&${form}`), value);
      }),
    );
  });

  test('an array', () => {
    fc.assert(
      fc.property(texts(/[ |]/g), (values) => {
        const spec: ParameterSpec = { name: 'p', in: 'query', schema: strings };
        const parts = values.map(encode);
        const repeated = parts.map((part) => `p=${part}`).join('&');
        const cases = [
          ['form', true, repeated],
          ['form', false, `p=${parts.join(',')}`],
          ['spaceDelimited', false, `p=${parts.join('%20')}`],
          ['spaceDelimited', false, `p=${parts.join('+')}`],
          ['spaceDelimited', true, repeated],
          ['pipeDelimited', false, `p=${parts.join('|')}`],
          ['pipeDelimited', false, `p=${parts.join('%7c')}`],
          ['pipeDelimited', true, repeated],
          ['deepObject', true, parts.map((part) => `p[]=${part}`).join('&')],
          ['deepObject', true, parts.map((part, index) => `p%5B${index}%5D=${part}`).join('&')],
        ] as const;
        for (const [style, explode, wire] of cases) {
          assert.deepEqual(read({ ...spec, style, explode }, `/things/1?${wire}`), values);
        }
      }),
    );
  });

  test('an object', () => {
    fc.assert(
      fc.property(names, texts(/[ |]/g), (keys, values) => {
        const flat = keys.filter((key) => !key.includes(' '));
        fc.pre(flat.length > 0);
        const object = own(flat, values);
        const spec: ParameterSpec = { name: 'p', in: 'query', schema: objectOf(flat) };
        const pairs = Object.entries(object).map((pair) => pair.map(encode));
        const cases = [
          ['form', true, pairs.map((pair) => pair.join('=')).join('&')],
          ['form', false, `p=${pairs.flat().join(',')}`],
          ['spaceDelimited', false, `p=${pairs.flat().join('%20')}`],
          ['pipeDelimited', false, `p=${pairs.flat().join('%7C')}`],
          ['deepObject', true, pairs.map(([key, value]) => `p[${key}]=${value}`).join('&')],
        ] as const;
        for (const [style, explode, wire] of cases) {
          assert.deepEqual(read({ ...spec, style, explode }, `/things/1?${wire}`), object);
        }
      }),
    );
  });
});

suite('header and cookie styles', () => {
  test('header arrays and objects', () => {
    fc.assert(
      fc.property(names, texts(/[^!-~]|[,=]/g), (keys, values) => {
        const spec: ParameterSpec = { name: 'x-p', in: 'header', schema: strings };
        assert.deepEqual(read(spec, '/things/1', { 'x-p': values.join(', ') }), values);
        const object = own(keys, values);
        const objects: ParameterSpec = { ...spec, schema: objectOf(keys) };
        const turns = Object.entries(object).flat().join(',');
        assert.deepEqual(read(objects, '/things/1', { 'x-p': turns }), object);
        const equals = Object.entries(object).map((pair) => pair.join('='));
        const exploded = { 'x-p': equals.join(',') };
        assert.deepEqual(read({ ...objects, explode: true }, '/things/1', exploded), object);
      }),
    );
  });

  test('cookies', () => {
    fc.assert(
      fc.property(sample, texts(nothing), ({ schema, value }, values) => {
        const spec: ParameterSpec = { name: 'p', in: 'cookie', schema };
        const parts = values.map(encode);
        const cookie = `a=1; p=${encode(value)}; b="%"`;
        assert.deepEqual(read(spec, '/things/1', { cookie }), value);
        const lists: ParameterSpec = { ...spec, schema: strings };
        const joined = parts.map((part) => `p=${part}`).join('&');
        assert.deepEqual(read(lists, '/things/1', { cookie: joined }), values);
        const single = { cookie: `p=${parts.join(',')}` };
        assert.deepEqual(read({ ...lists, explode: false }, '/things/1', single), values);
      }),
    );
  });

  test('a cookie of style cookie is not decoded', () => {
    const spec: ParameterSpec = {
      name: 'p',
      in: 'cookie',
      style: 'cookie',
      schema: { type: 'string' },
    };
    assert.equal(read(spec, '/things/1', { cookie: 'p="50%"' }), '50%');
  });
});
