import assert from 'node:assert/strict';
import { test } from 'node:test';
import { layoutOf } from './layout.ts';

test('src/routes belongs to the application above src', () => {
  assert.deepEqual(layoutOf('src/routes/', '/app'), {
    root: '/app',
    sourceDir: 'src/',
    routesDir: 'src/routes/',
  });
});

test('a routes folder outside src makes its parent the application', () => {
  assert.deepEqual(layoutOf('fastify/routes', '/app'), {
    root: '/app/fastify',
    sourceDir: '',
    routesDir: 'routes/',
  });
});

test('any other folder is an application with its sources in src', () => {
  assert.deepEqual(layoutOf('.', '/app'), {
    root: '/app',
    sourceDir: 'src/',
    routesDir: 'src/routes/',
  });
  assert.deepEqual(layoutOf('/elsewhere/api', '/app'), {
    root: '/elsewhere/api',
    sourceDir: 'src/',
    routesDir: 'src/routes/',
  });
});
