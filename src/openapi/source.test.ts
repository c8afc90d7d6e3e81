import assert from 'node:assert/strict';
import { test } from 'node:test';
import { foundIn } from '../../test/support/openapi-files.ts';
import type { JsonValue } from '../base/json.ts';
import { valueAt } from './pointer.ts';
import { parseSource } from './source.ts';

async function parse(text: string, label = 'a.yaml') {
  const { source, findings } = await parseSource({ uri: 'file:///a.yaml', label, text });
  return { source, value: source?.root, found: foundIn({ findings }) };
}

test('YAML is read by version 1.2: dates, yes and 0777 are not what they were in 1.1', async () => {
  const { value, found } = await parse('date: 2026-11-23\nyes: no\nn: 0x1F\nempty:\nt: ~\n');
  assert.deepEqual(value, { date: '2026-11-23', yes: 'no', n: 31, empty: null, t: null });
  assert.deepEqual(found, []);
});

test('keys are texts as they are written, and __proto__ is one of them', async () => {
  const { value } = await parse('200: a\n1.0: b\nnull: c\n2026-11-23: d\n__proto__: {x: e}\n');
  assert.ok(value);
  assert.deepEqual(Object.keys(value), ['200', '1.0', 'null', '2026-11-23', '__proto__']);
  assert.deepEqual(valueAt(value, ['__proto__', 'x']), 'e');
});

test('merge keys add what is not there, and the earlier of several wins', async () => {
  const { value, found } = await parse(
    'a: &a {x: 1, y: 1}\nb: &b {y: 2, z: 2}\nc:\n  z: 3\n  <<: [*a, *b]\nd: {"<<": 1}\n',
  );
  assert.deepEqual(valueAt(value ?? null, ['c']), { z: 3, x: 1, y: 1 });
  assert.deepEqual(valueAt(value ?? null, ['d']), { '<<': 1 });
  assert.deepEqual(found, []);
});

test('byte order mark, Windows line ends, tabs between tokens and comments are no obstacle', async () => {
  const { value, found } = await parse('\uFEFF# API\r\na:\t1\r\nb:\r\n  - c # d\r\n');
  assert.deepEqual(value, { a: 1, b: ['c'] });
  assert.deepEqual(found, []);
});

test('numbers and tags that JSON does not have become texts', async () => {
  const { value } = await parse(
    'a: .inf\nb: !Ref x\nc: !!binary aGk=\nd: !!timestamp 2026-11-23\n',
  );
  assert.deepEqual(value, { a: '.inf', b: 'x', c: 'aGk=', d: '2026-11-23' });
});

test('places in YAML are those of values, or of keys where the value begins below', async () => {
  const text = 'a:\n  b:\n    - c: 1\n      d: {e: 2}\nf: &f {g: 1}\nh: *f\n';
  const { source } = await parse(text);
  const at = (...tokens: string[]): string => {
    const place = source?.placeOf(tokens);
    return `${place?.line}:${place?.column} ${place?.pointer}`;
  };
  assert.equal(at('a'), '1:1 #/a');
  assert.equal(at('a', 'b', '0', 'c'), '3:10 #/a/b/0/c');
  assert.equal(at('a', 'b', '0', 'd', 'e'), '4:14 #/a/b/0/d/e');
  assert.equal(at('h', 'g'), '5:11 #/h/g', 'of what an alias stands for');
  assert.equal(at('a', 'nothing'), '1:1 #/a/nothing');
});

test('all syntax errors of a text are found at once', async () => {
  const { found } = await parse('a: [1\nb: "x\nc: *nowhere\n');
  assert.ok(found.length > 1, found.join('\n'));
  assert.ok(found.every((line) => line.startsWith('not-yaml a.yaml:')));
});

test('a key that occurs twice is found in YAML and in JSON', async () => {
  const yaml = await parse('a:\n  b: 1\n  "b": 2\n');
  assert.deepEqual(yaml.found, ['duplicate-key a.yaml:3:3 #/a/b']);
  const json = await parse('{"a":\n {"b": 1, "b": 2}}', 'a.json');
  assert.deepEqual(json.found, ['duplicate-key a.json:2:11 #/a/b']);
});

test('JSON that is not quite JSON is refused in .json files and read as YAML in others', async () => {
  const text = '{"a": 1,\n # more to come\n}';
  assert.deepEqual((await parse(text, 'a.json')).found, ['not-json a.json:2:2']);
  assert.deepEqual((await parse(text)).value, { a: 1 });
});

test('strings in quotes that are indented too little are read as other tools read them', async () => {
  const text = 'a:\n  b: "one\n  two\n\n  three"\n  c: \'x\n  y\'\nd: 1\n';
  const { source, value, found } = await parse(text);
  assert.deepEqual(found, []);
  assert.deepEqual(value, { a: { b: 'one two\nthree', c: 'x y' }, d: 1 });
  assert.equal(source?.placeOf(['d']).line, 8);
});

test('a string that is never closed is still an error', async () => {
  const { found } = await parse('a:\n  b: "one\n  c: 1\n  d: 2\n');
  assert.ok(found.length > 0);
});

test('texts that are no objects are told apart', async () => {
  for (const text of ['', '# nothing\n', '[]', 'text', '12', 'null', '---\n']) {
    assert.match((await parse(text)).found.join(), /^not-an-object a\.yaml:1:\d #$/, text);
  }
  assert.match((await parse('a: 1\n---\nb: 2\n')).found.join(), /^not-yaml a.yaml:2:1/);
});

/** Objects and lists inside each other, in four notations. */
function nested(depth: number): readonly string[] {
  return [
    `{"a":${'['.repeat(depth)}${']'.repeat(depth)}}`,
    `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`,
    `a: ${'['.repeat(depth)}${']'.repeat(depth)}`,
    `a:\n  ${'- '.repeat(depth)}x`,
  ];
}

test('a hundred levels are read, ten thousand are refused, in every notation', async () => {
  for (const text of nested(100)) assert.deepEqual((await parse(text)).found, [], text.slice(0, 9));
  for (const text of nested(10_000)) {
    const { source, found } = await parse(text);
    assert.equal(source, undefined);
    assert.match(found.join(), /^too-deep a\.yaml:\d+:\d+$/, text.slice(0, 9));
  }
});

test('alias bombs and aliases inside themselves end at once', async () => {
  const lines = ['a: &a [x, x, x, x, x, x, x, x, x, x]'];
  for (const [inner, outer] of ['ab', 'bc', 'cd', 'de', 'ef', 'fg', 'gh', 'hi']) {
    lines.push(`${outer}: &${outer} [${`*${inner}, `.repeat(9)}*${inner}]`);
  }
  assert.match((await parse(lines.join('\n'))).found.join(), /^alias-bomb /);
  assert.match((await parse('a: &a\n  b: [*a]\n')).found.join(), /^alias-bomb a\.yaml:2:7/);
});

test('a text of endless values is refused before it fills the memory', async () => {
  const json = `{"a": [${'0,'.repeat(5_000_001)}0]}`;
  assert.match((await parse(json)).found.join(), /^too-many-values /);
});

test('aliases that are used often are shared places, not a bomb', async () => {
  const many = Array.from({ length: 2_000 }, (_, index) => `  p${index}: *p`).join('\n');
  const { value, found } = await parse(`p: &p {name: limit, in: query}\nall:\n${many}\n`);
  assert.deepEqual(found, []);
  const all: JsonValue | undefined = valueAt(value ?? null, ['all', 'p1999', 'in']);
  assert.equal(all, 'query');
});
