import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Operation } from '../api/model.ts';
import { groupOperations } from './groups.ts';

const operation = (path: string, ...tags: string[]): Operation => ({
  id: path,
  operationId: path,
  method: 'get',
  path,
  deprecated: false,
  tags,
  parameters: [],
  responses: [],
  security: [],
  securityOptional: false,
  pointer: '#',
});
const files = (...operations: Operation[]) => groupOperations(operations).map((g) => g.file);

test('without tags the first literal segment names the file', () => {
  assert.deepEqual(files(operation('/users'), operation('/users/{id}'), operation('/{x}/pets')), [
    'users',
    'pets',
  ]);
  assert.deepEqual(files(operation('/')), ['root']);
});

test('the first tag names the file, whatever the path', () => {
  assert.deepEqual(files(operation('/a', 'User Accounts'), operation('/b', 'User Accounts')), [
    'user-accounts',
  ]);
});

test('names that collide after slugging, or that no file may have, stay apart', () => {
  assert.deepEqual(files(operation('/a', 'Foo Bar'), operation('/b', 'foo/bar')), [
    'foo-bar',
    'foo-bar-2',
  ]);
  assert.deepEqual(files(operation('/a', 'CON'), operation('/b', 'index'), operation('/c', '🚀')), [
    'con-routes',
    'index-routes',
    'routes',
  ]);
  assert.deepEqual(files(operation('/a', '../../etc/passwd')), ['etc-passwd']);
});

test('identifiers follow the file and are valid', () => {
  const [group] = groupOperations([operation('/2fa/codes')]);
  assert.equal(group?.file, '2fa');
  assert.equal(group?.variable, '_2faRoutes');
  assert.equal(group?.typeName, '_2fa');
});

test('files that differ in hyphens only have different identifiers', () => {
  const groups = groupOperations([operation('/a', 'v1'), operation('/b', 'v-1')]);
  assert.deepEqual(
    groups.map(({ file, variable, typeName }) => [file, variable, typeName]),
    [
      ['v1', 'v1Routes', 'V1'],
      ['v-1', 'v1Routes2', 'V1_2'],
    ],
  );
});
