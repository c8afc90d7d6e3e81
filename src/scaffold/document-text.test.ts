import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { documentText } from './document-text.ts';

test('each path and component has its line', () => {
  const text = documentText({
    openapi: '3.1.0',
    paths: { '/a': { get: { responses: {} } }, '/b': {} },
    components: { schemas: { A: { type: 'object' } }, parameters: {} },
  });
  assert.equal(
    text,
    `{
  "openapi": "3.1.0",
  "paths": {
    "/a": {"get":{"responses":{}}},
    "/b": {}
  },
  "components": {
    "schemas": {
      "A": {"type":"object"}
    },
    "parameters": {}
  }
}
`,
  );
});

test('whatever the document, the text says the same', () => {
  const section = fc.dictionary(fc.string(), fc.jsonValue());
  const document = fc.record({ info: fc.jsonValue(), paths: section, components: section });
  fc.assert(
    fc.property(document, (value) => {
      const plain = JSON.parse(JSON.stringify(value));
      assert.deepEqual(JSON.parse(documentText(plain)), plain);
    }),
  );
});
