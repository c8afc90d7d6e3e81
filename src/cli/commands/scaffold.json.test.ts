import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertConforms } from '../../../test/support/published-schema.ts';
import { scaffoldDocument } from './scaffold.json.ts';

test('the document conforms to its published schema', () => {
  const document = scaffoldDocument(
    {
      source: 'openapi.yaml',
      framework: 'koa',
      output: '.',
      dryRun: true,
      force: false,
      strict: false,
      mock: false,
      typesOnly: false,
      include: [],
      exclude: [],
      allowRemote: false,
    },
    {
      operations: [
        { id: 'a', operationId: 'a', method: 'get', path: '/a', file: 'src/routes/a.ts' },
      ],
      files: [
        { path: 'src/routes/a.ts', kind: 'owned', action: 'created', diff: '--- /dev/null\n' },
        { path: 'src/types/api.ts', kind: 'generated', action: 'unchanged' },
      ],
      findings: [
        { id: 'x', severity: 'info', title: 'X.', key: 'x' },
        {
          id: 'y',
          severity: 'warning',
          title: 'Y.',
          place: { file: 'a.yaml', line: 1, column: 1, pointer: '#/a' },
          fix: 'Do z.',
          key: 'y',
        },
      ],
      removed: ['b'],
      root: '/app',
      routesDir: 'src/routes/',
    },
  );
  assertConforms(document);
  assert.deepEqual(Object.keys(document)[0], 'schema');
});
