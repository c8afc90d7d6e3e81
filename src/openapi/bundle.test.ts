import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { apiWith, bundleFiles, foundIn } from '../../test/support/openapi-files.ts';
import type { Files } from '../../test/support/openapi-files.ts';
import type { JsonValue } from '../base/json.ts';
import { isJsonObject } from '../base/json.ts';
import { parsePointer, valueAt } from './pointer.ts';

const schemasOf = (document: JsonValue): JsonValue | undefined =>
  valueAt(document, ['components', 'schemas']);

test('a component that is only a reference to a file becomes what is in the file', async () => {
  const { document, findings } = await bundleFiles({
    'api/openapi.yaml': apiWith({ User: { $ref: './schemas/user.yaml' } }),
    'api/schemas/user.yaml': {
      properties: { boss: { $ref: 'user.yaml' }, team: { $ref: '#/x' } },
      x: {},
    },
  });
  assert.deepEqual(findings, []);
  assert.deepEqual(schemasOf(document), {
    User: {
      properties: {
        boss: { $ref: '#/components/schemas/User' },
        team: { $ref: '#/components/schemas/User/x' },
      },
      x: {},
    },
  });
});

test('other parts get names of their own, after the file or the last step, and never one that is taken', async () => {
  const { document, findings } = await bundleFiles({
    'openapi.yaml': apiWith({
      user: {},
      All: {
        prefixItems: [
          { $ref: 'user.yaml' },
          { $ref: 'more/user.yaml' },
          { $ref: 'more/index.yaml' },
          { $ref: 'defs.yaml#/definitions/Error' },
          { $ref: 'defs.yaml#/definitions/404' },
          { $ref: 'a%20b.yaml' },
          { $ref: 'user.yaml' },
        ],
      },
    }),
    'user.yaml': { title: 'here' },
    'more/user.yaml': { title: 'there' },
    'more/index.yaml': { title: 'index' },
    'defs.yaml': { definitions: { Error: true, 404: { title: '404' } } },
    'a b.yaml': { title: 'blank' },
  });
  assert.deepEqual(findings, []);
  assert.deepEqual(valueAt(document, ['components', 'schemas', 'All', 'prefixItems']), [
    { $ref: '#/components/schemas/user_2' },
    { $ref: '#/components/schemas/more_user' },
    { $ref: '#/components/schemas/more' },
    { $ref: '#/components/schemas/Error' },
    { $ref: '#/components/schemas/definitions_404' },
    { $ref: '#/components/schemas/a_b' },
    { $ref: '#/components/schemas/user_2' },
  ]);
  assert.equal(valueAt(document, ['components', 'schemas', 'Error']), true);
});

/** Parts of three kinds in a file of their own. */
function partsFor(head: object): Files {
  return {
    'openapi.yaml': {
      ...head,
      paths: {
        '/a': {
          get: {
            parameters: [{ $ref: 'parts.yaml#/limit' }],
            responses: { 200: { $ref: 'parts.yaml#/ok' } },
          },
        },
      },
    },
    'parts.yaml': {
      limit: { name: 'limit', schema: { $ref: '#/n' } },
      ok: { headers: { h: { $ref: '#/h' } } },
      h: {},
      n: {},
    },
  };
}

test('parts go to the section for their kind, which depends on the version', async () => {
  const three = await bundleFiles(partsFor({ openapi: '3.0.3' }));
  assert.deepEqual(three.document['components'], {
    parameters: { limit: { name: 'limit', schema: { $ref: '#/components/schemas/n' } } },
    responses: { ok: { headers: { h: { $ref: '#/components/headers/h' } } } },
    headers: { h: {} },
    schemas: { n: {} },
  });
  const two = await bundleFiles(partsFor({ swagger: 2.0 }));
  assert.equal(two.document['swagger'], '2.0');
  assert.deepEqual(two.document['definitions'], { n: {} });
  assert.deepEqual(Object.keys(two.document['responses'] ?? {}), ['ok']);
});

test('paths, operations, sections and texts that stand in other files are put in place', async () => {
  const { document, findings } = await bundleFiles({
    'openapi.yaml': {
      openapi: '3.0.0',
      info: { title: 't', version: '1', description: { $ref: 'texts.yaml#/about' } },
      paths: { $ref: 'paths.yaml' },
      components: { schemas: { $ref: 'schemas/index.yaml' } },
    },
    'texts.yaml': { about: 'Users and teams' },
    'paths.yaml': {
      '/a': { $ref: 'a.yaml' },
      '/b': { get: { $ref: 'a.yaml#/get', summary: 'B' } },
    },
    'a.yaml': {
      get: {
        summary: 'A',
        responses: { 200: { content: { x: { schema: { $ref: 'schemas/User.yaml' } } } } },
      },
    },
    'schemas/index.yaml': { User: { $ref: 'User.yaml' }, Id: { type: 'integer' } },
    'schemas/User.yaml': { properties: { id: { $ref: 'index.yaml#/Id' } } },
  });
  assert.deepEqual(findings, []);
  const responses = { 200: { content: { x: { schema: { $ref: '#/components/schemas/User' } } } } };
  assert.deepEqual(document, {
    openapi: '3.0.0',
    info: { title: 't', version: '1', description: 'Users and teams' },
    paths: {
      '/a': { get: { summary: 'A', responses } },
      '/b': { get: { summary: 'B', responses } },
    },
    components: {
      schemas: {
        User: { properties: { id: { $ref: '#/components/schemas/Id' } } },
        Id: { type: 'integer' },
      },
    },
  });
});

test('a path item that calls itself back stays a reference', async () => {
  const item = { post: { callbacks: { done: { '{$url}': { $ref: 'item.yaml' } } } } };
  const { document } = await bundleFiles({
    'openapi.yaml': { openapi: '3.1.0', paths: { '/jobs': { $ref: 'item.yaml' } } },
    'item.yaml': item,
  });
  const bundled = {
    post: { callbacks: { done: { '{$url}': { $ref: '#/components/pathItems/item' } } } },
  };
  assert.deepEqual(document['paths'], { '/jobs': bundled });
  assert.deepEqual(document['components'], { pathItems: { item: bundled } });
});

test('what only looks like a reference is left alone', async () => {
  const schemas = {
    Named: { properties: { $ref: { type: 'string' } }, required: ['$ref'] },
    Nested: { properties: { $ref: { $ref: '#/components/schemas/Named' } } },
    Data: {
      enum: [{ $ref: 'no.yaml' }],
      const: { $ref: 'no.yaml' },
      default: { $ref: 'no.yaml' },
      example: { $ref: 'no.yaml' },
      examples: [{ $ref: 'no.yaml' }],
      'x-more': { $ref: 'no.yaml' },
    },
  };
  const examples = { one: { value: { $ref: 'no.yaml' } } };
  const responses = { 200: { content: { j: { example: { $ref: 'no.yaml' }, examples } } } };
  const api = { ...apiWith(schemas), paths: { '/a': { get: { responses } } } };
  const { document, findings } = await bundleFiles({ 'openapi.yaml': api });
  assert.deepEqual(findings, []);
  assert.deepEqual(document, api);
});

test('extensions may hold what references lead to', async () => {
  const { document, findings } = await bundleFiles({
    'openapi.yaml': {
      ...apiWith({ A: { $ref: '#/x-shared/a' } }),
      'x-shared': { a: { items: { $ref: 'b.yaml' } } },
    },
    'b.yaml': {},
  });
  assert.deepEqual(findings, []);
  assert.deepEqual(document['x-shared'], { a: { items: { $ref: '#/components/schemas/b' } } });
});

test('discriminators map to files as well as to names', async () => {
  const { document, findings } = await bundleFiles({
    'openapi.yaml': apiWith({
      Pet: {
        discriminator: {
          propertyName: 'kind',
          mapping: {
            dog: 'animals/dog.yaml',
            cat: 'Cat',
            bird: '#/components/schemas/Cat',
            fox: 'Unknown',
          },
        },
      },
      Cat: {},
    }),
    'animals/dog.yaml': {},
  });
  assert.deepEqual(findings, []);
  assert.deepEqual(
    valueAt(document, ['components', 'schemas', 'Pet', 'discriminator', 'mapping']),
    {
      dog: '#/components/schemas/dog',
      cat: 'Cat',
      bird: '#/components/schemas/Cat',
      fox: 'Unknown',
    },
  );
});

test('identifiers and anchors of JSON Schema become pointers', async () => {
  const { document, findings } = await bundleFiles({
    'openapi.yaml': apiWith({
      A: {
        $id: 'https://example.com/a',
        $defs: { q: {}, r: { $anchor: 'r' } },
        prefixItems: [
          { $ref: '#/$defs/q' },
          { $ref: 'b' },
          { $ref: '#r' },
          { $ref: '#/components/schemas/B' },
          { $ref: 'near.yaml' },
        ],
      },
      B: { $id: 'https://example.com/b', items: { $ref: 'https://example.com/a#/$defs/q' } },
      C: { items: { $ref: 'file.yaml#deep' } },
    }),
    'near.yaml': { title: 'beside the file, not beside the identifier' },
    'file.yaml': { $defs: { x: { $anchor: 'deep' } } },
  });
  assert.deepEqual(findings, []);
  assert.deepEqual(valueAt(document, ['components', 'schemas', 'A', 'prefixItems']), [
    { $ref: '#/components/schemas/A/$defs/q' },
    { $ref: '#/components/schemas/B' },
    { $ref: '#/components/schemas/A/$defs/r' },
    { $ref: '#/components/schemas/B' },
    { $ref: '#/components/schemas/near' },
  ]);
  assert.deepEqual(valueAt(document, ['components', 'schemas', 'B', 'items']), {
    $ref: '#/components/schemas/A/$defs/q',
  });
  assert.deepEqual(valueAt(document, ['components', 'schemas', 'C', 'items']), {
    $ref: '#/components/schemas/x',
  });
});

test('in 3.0 an $id is only a property that nobody knows', async () => {
  const api = apiWith(
    { A: { $id: 'https://example.com/a', items: { $ref: '#/components/schemas/A' } } },
    '3.0.3',
  );
  const { document } = await bundleFiles({ 'openapi.yaml': api });
  assert.deepEqual(document, api);
});

test('pointers may lead through references, and to the whole document', async () => {
  const { document, findings } = await bundleFiles({
    'openapi.yaml': apiWith({
      A: { properties: { b: { $ref: 'b.yaml' } } },
      C: { items: { $ref: '#/components/schemas/A/properties/b/properties/c' } },
      D: { items: { $ref: '#' } },
    }),
    'b.yaml': { properties: { c: {} } },
  });
  assert.deepEqual(findings, []);
  assert.deepEqual(valueAt(document, ['components', 'schemas', 'C', 'items']), {
    $ref: '#/components/schemas/b/properties/c',
  });
  assert.deepEqual(valueAt(document, ['components', 'schemas', 'D', 'items']), { $ref: '#' });
});

test('places in the bundle are places in the files', async () => {
  const bundle = await bundleFiles({
    'openapi.yaml': 'openapi: 3.1.0\npaths:\n  /a: {$ref: paths/a.yaml}\n',
    'paths/a.yaml': 'get:\n  parameters:\n    - $ref: ../p.json#/limit\n  responses: {}\n',
    'p.json': '{\n  "limit": {\n    "name": "limit"\n  }\n}',
  });
  const at = (pointer: string): string => {
    const { file, line, column, pointer: own } = bundle.placeOf(pointer);
    return `${file}:${line}:${column} ${own}`;
  };
  assert.equal(at('#/openapi'), 'openapi.yaml:1:10 #/openapi');
  assert.equal(at('#/paths/~1a/get/responses'), 'paths/a.yaml:4:14 #/get/responses');
  assert.equal(at('#/components/parameters/limit/name'), 'p.json:3:13 #/limit/name');
  assert.equal(at('#/components/parameters'), 'openapi.yaml:1:1 #/components/parameters');
});

test('every reference that leads nowhere is found, in all files at once', async () => {
  const { findings, document } = await bundleFiles({
    'openapi.yaml': apiWith({
      A: { $ref: '#/components/schemas/Nope' },
      B: { $ref: 'b.yaml' },
      C: { $ref: 'no.yaml' },
    }),
    'b.yaml': 'items:\n  $ref: "#/x"\nnot:\n  $ref: broken.yaml\n',
    'broken.yaml': 'a: [',
  });
  assert.deepEqual(foundIn({ findings }).toSorted(), [
    'dangling-ref b.yaml:2:9 #/items/$ref',
    'dangling-ref openapi.yaml:1:106 #/components/schemas/A/$ref',
    'dangling-ref openapi.yaml:1:169 #/components/schemas/C/$ref',
    'not-yaml broken.yaml:1:5',
  ]);
  assert.deepEqual(valueAt(document, ['components', 'schemas', 'C']), { $ref: 'no.yaml' });
});

test('references that lead only to references are one finding for each loop', async () => {
  const { findings } = await bundleFiles({
    'openapi.yaml': apiWith({
      A: { $ref: '#/components/schemas/B' },
      B: { $ref: '#/components/schemas/A', description: 'with a word' },
      C: { $ref: '#/components/schemas/A' },
      D: { $ref: '#/components/schemas/D' },
      E: { $ref: 'x.yaml' },
      Fine: { items: { $ref: '#/components/schemas/Fine' } },
    }),
    'x.yaml': { $ref: 'y.yaml' },
    'y.yaml': { $ref: 'x.yaml' },
  });
  assert.deepEqual(
    findings.map(({ id, place }) => `${id} ${place?.file} ${place?.pointer}`),
    [
      'ref-loop openapi.yaml #/components/schemas/A/$ref',
      'ref-loop openapi.yaml #/components/schemas/D/$ref',
      'ref-loop x.yaml #/$ref',
    ],
  );
});

test('a reference must lead to the right kind of value', async () => {
  const { findings } = await bundleFiles({
    'openapi.yaml': apiWith({
      A: { type: 'string', not: { $ref: '#/components/schemas/A/type' } },
      B: true,
      C: { $ref: '#/components/schemas/B' },
    }),
  });
  assert.deepEqual(foundIn({ findings }), [
    'ref-not-an-object openapi.yaml:1:129 #/components/schemas/A/not/$ref',
  ]);
});

test('a hundred files that include each other do not nest without end', async () => {
  const files: Record<string, unknown> = {
    'openapi.yaml': { openapi: '3.0.0', paths: { '/a': { $ref: 'p0.yaml' } } },
  };
  for (let index = 0; index < 150; index += 1) {
    files[`p${index}.yaml`] = {
      get: { callbacks: { next: { url: { $ref: `p${index + 1}.yaml` } } } },
    };
  }
  files['p150.yaml'] = {};
  const { document, findings } = await bundleFiles(files);
  assert.deepEqual(findings, []);
  assert.ok(depthOf(document) <= 500, String(depthOf(document)));
});

/** What may be at the other end of a reference at a place: data in a schema must not turn out to be a path item. */
const targets = {
  schema: ['#/s/a', '#/s/b'],
  nested: ['#/s/a', '#/s/b', '#/s/a/items'],
  item: ['#/p/x'],
  operation: ['#/p/x/get', '#/p/x'],
  text: ['', '#/p', '#/p/x', '#/s'],
  section: ['', '#/p', '#/p/x'],
} as const;

/** Random APIs of three files with references of every kind between all of their parts. */
const randomFiles = fc
  .array(
    fc.record({
      file: fc.integer({ min: 0, max: 2 }),
      place: fc.constantFrom('schema', 'nested', 'item', 'operation', 'text', 'section'),
      choice: fc.nat(11),
      target: fc.constantFrom('openapi.yaml', 'f1.yaml', 'f2.yaml', ''),
    }),
    { maxLength: 12 },
  )
  .map((refs): Files => {
    const contents = [0, 1, 2].map((): Record<string, Record<string, unknown>> => ({
      s: { a: {}, b: {} },
      p: { x: {} },
    }));
    for (const [index, { file, place, choice, target }] of refs.entries()) {
      const to = targets[place][choice % targets[place].length] ?? '';
      const { s = {}, p = {} } = contents[file] ?? {};
      const ref = { $ref: `${target}${to}` };
      if (place === 'schema') s[`s${index}`] = ref;
      else if (place === 'nested') s['a'] = { ...(isJsonObject(s['a']) ? s['a'] : {}), items: ref };
      else if (place === 'item') p[`/p${index}`] = ref;
      else if (place === 'operation') p['x'] = { get: ref };
      else if (place === 'text') p[`/t${index}`] = { summary: ref };
      else p[`/o${index}`] = { get: { responses: ref } };
    }
    const [first = {}, second, third] = contents;
    const entry = {
      openapi: '3.1.0',
      info: {},
      paths: first['p'],
      components: { schemas: first['s'] },
      ...first,
    };
    return { 'openapi.yaml': entry, 'f1.yaml': second, 'f2.yaml': third };
  });

test('whatever refers to whatever, the bundle is plain JSON and every reference in it leads somewhere', async () => {
  await fc.assert(
    fc.asyncProperty(randomFiles, async (files) => {
      const bundle = await bundleFiles(files);
      const { document, findings } = bundle;
      const text = JSON.stringify(document);
      assert.ok(text.length > 0);
      if (findings.length > 0) return;
      for (const { pointer, ref } of refsOf(document['paths'] ?? null, '#/paths')) {
        const tokens = parsePointer(ref);
        assert.ok(tokens && ref.startsWith('#'), `${pointer}: ${ref}`);
        assert.notEqual(valueAt(document, tokens), undefined, `${pointer}: ${ref}`);
        assert.ok(bundle.placeOf(pointer).line >= 1);
      }
    }),
    { numRuns: 300 },
  );
});

function* refsOf(value: JsonValue, pointer: string): Generator<{ pointer: string; ref: string }> {
  if (typeof value !== 'object' || value === null) return;
  if (isJsonObject(value) && typeof value['$ref'] === 'string')
    yield { pointer, ref: value['$ref'] };
  for (const [key, child] of Object.entries(value)) {
    yield* refsOf(child, `${pointer}/${key.replaceAll('/', '~1')}`);
  }
}

function depthOf(value: JsonValue): number {
  if (typeof value !== 'object' || value === null) return 0;
  return 1 + Math.max(0, ...Object.values(value).map(depthOf));
}
