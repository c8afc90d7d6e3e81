import { readFile } from 'node:fs/promises';
import type { FastifyPluginCallback, RouteHandlerMethod } from 'fastify';
import { docsPage } from '../runtime/docs/docs.gen.ts';
import type { DocsPage } from '../runtime/docs/docs.gen.ts';
import { operationSpecs } from './validators.ts';

const documentUrl = new URL('../../openapi.gen.json', import.meta.url);

export interface SystemOptions {
  readonly isReady: () => boolean;
}

/** Liveness, readiness and documentation. Where the API has such a path of its own, that one is served instead. */
export const system: FastifyPluginCallback<SystemOptions> = (app, { isReady }, done) => {
  const declared = new Set(operationSpecs.map(({ path }) => path));
  const get = (path: string, handler: RouteHandlerMethod) => {
    if (!declared.has(path)) app.get(path, { config: { unlimited: true } }, handler);
  };
  let page: Promise<DocsPage> | undefined;
  const docs = () => (page ??= loadDocs());

  get('/healthz', async () => ({ status: 'ok' }));
  get('/readyz', async (_request, reply) =>
    isReady() ? { status: 'ready' } : reply.code(503).send({ status: 'stopping' }),
  );
  get('/openapi.json', async (_request, reply) =>
    reply.type('application/json').send(await readFile(documentUrl)),
  );
  get('/docs', async (_request, reply) =>
    reply.type('text/html; charset=utf-8').send((await docs()).html),
  );
  get('/docs.css', async (_request, reply) =>
    reply.type('text/css; charset=utf-8').send((await docs()).css),
  );
  done();
};

async function loadDocs(): Promise<DocsPage> {
  return docsPage(JSON.parse(await readFile(documentUrl, 'utf8')) as object);
}
