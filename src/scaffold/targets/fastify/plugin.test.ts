import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import fastify from 'fastify';
import type { FastifyInstance, FastifyPluginCallback } from 'fastify';
import { exampleModel } from '../../../../test/support/example-model.ts';
import { sourceFiles, targetInput, writeApp } from '../../../../test/support/generated-app.ts';
import { target } from './index.ts';

interface RouteOptions {
  readonly verifiers: object;
  readonly bodyLimitBytes: number;
  readonly development: boolean;
}

describe('the routes as a plugin of an application that was there before', () => {
  const folder = writeApp(sourceFiles(target, targetInput(exampleModel)));
  let app: FastifyInstance;
  const described = new Map<string, unknown>();
  before(async () => {
    const wiring: { routes: FastifyPluginCallback<RouteOptions> } = await import(
      pathToFileURL(join(folder.root, 'src/routes/index.gen.ts')).href
    );
    const auth: { createVerifiers(config: object): object } = await import(
      pathToFileURL(join(folder.root, 'src/middleware/auth.ts')).href
    );
    const verifiers = auth.createVerifiers({ jwt: {}, apiKeys: ['k1'], basicUsers: [] });
    app = fastify();
    // What a plugin might meet: names that it uses itself, and parsers that it does without.
    app.addSchema({ $id: 'User', type: 'object' });
    app.decorateRequest('cookies', null);
    app.post('/own', ({ body }) => ({ body }));
    app.addHook('onRoute', ({ method, url, schema }) => {
      // A copy: Fastify marks the schemas that it has seen.
      described.set(`${String(method)} ${url}`, { ...schema });
    });
    const options = { verifiers, bodyLimitBytes: 1_000, development: true };
    app.register(wiring.routes, options);
    app.register(wiring.routes, { ...options, prefix: '/again' });
    await app.ready();
  });
  after(async () => {
    await app.close();
    folder[Symbol.dispose]();
  });

  it('answers, with a prefix and without', async () => {
    for (const prefix of ['', '/again']) {
      const answer = await app.inject(`${prefix}/v1/users/5`);
      assert.equal(answer.statusCode, 501);
      assert.equal(answer.headers['x-operation-id'], 'getUser');
      const refused = await app.inject(`${prefix}/v1/users/five`);
      assert.equal(refused.statusCode, 400);
      assert.equal(refused.json().code, 'VALIDATION_ERROR');
    }
  });

  it('leaves the other routes alone', async () => {
    const answer = await app.inject({ method: 'POST', url: '/own', payload: { a: 1 } });
    assert.deepEqual(answer.json(), { body: { a: 1 } });
  });

  it('describes each route to other plugins', () => {
    assert.deepEqual(described.get('POST /v1/users'), {
      body: { content: { 'application/json': { schema: { $ref: 'CreateUser#' } } } },
      response: {
        201: { content: { 'application/json': { schema: { $ref: 'User#' } } } },
        '4XX': { content: { 'application/problem+json': { schema: { $ref: 'Problem#' } } } },
      },
    });
  });
});
