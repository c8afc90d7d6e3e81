import { readFile } from 'node:fs/promises';
import { Router } from 'express';
import type { RequestHandler } from 'express';
import { docsPage } from '../runtime/docs/docs.gen.ts';
import type { DocsPage } from '../runtime/docs/docs.gen.ts';
import { operationSpecs } from './validators.ts';

const documentUrl = new URL('../../openapi.gen.json', import.meta.url);

/** Liveness, readiness and documentation. Where the API has such a path of its own, that one is served instead. */
export function system(isReady: () => boolean): Router {
  const router = Router({ caseSensitive: true, strict: true });
  const declared = new Set(operationSpecs.map(({ path }) => path));
  const get = (path: string, handler: RequestHandler) => {
    if (!declared.has(path)) router.get(path, handler);
  };
  let page: Promise<DocsPage> | undefined;
  const docs = () => (page ??= loadDocs());

  get('/healthz', (_req, res) => res.json({ status: 'ok' }));
  get('/readyz', (_req, res) =>
    isReady() ? res.json({ status: 'ready' }) : res.status(503).json({ status: 'stopping' }),
  );
  get('/openapi.json', async (_req, res) => res.type('json').send(await readFile(documentUrl)));
  get('/docs', async (_req, res) => res.type('html').send((await docs()).html));
  get('/docs.css', async (_req, res) => res.type('css').send((await docs()).css));
  return router;
}

async function loadDocs(): Promise<DocsPage> {
  return docsPage(JSON.parse(await readFile(documentUrl, 'utf8')) as object);
}
