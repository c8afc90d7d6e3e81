import { readFile } from 'node:fs/promises';
import { Hono } from 'hono';
import type { Handler } from 'hono';
import { docsPage } from '../runtime/docs/docs.gen.ts';
import type { DocsPage } from '../runtime/docs/docs.gen.ts';
import { operationSpecs } from './validators.ts';

const documentUrl = new URL('../../openapi.gen.json', import.meta.url);

/** Liveness, readiness and documentation. Where the API has such a path of its own, that one is served instead. */
export function system(isReady: () => boolean): Hono {
  const app = new Hono();
  const declared = new Set(operationSpecs.map(({ path }) => path));
  const get = (path: string, handler: Handler) => {
    if (!declared.has(path)) app.get(path, handler);
  };
  let page: Promise<DocsPage> | undefined;
  const docs = () => (page ??= loadDocs());

  get('/healthz', (c) => c.json({ status: 'ok' }));
  get('/readyz', (c) =>
    isReady() ? c.json({ status: 'ready' }) : c.json({ status: 'stopping' }, 503),
  );
  get('/openapi.json', async (c) => {
    return c.body(await readFile(documentUrl, 'utf8'), 200, { 'Content-Type': 'application/json' });
  });
  get('/docs', async (c) => c.html((await docs()).html));
  get('/docs.css', async (c) => {
    return c.body((await docs()).css, 200, { 'Content-Type': 'text/css; charset=utf-8' });
  });
  return app;
}

async function loadDocs(): Promise<DocsPage> {
  return docsPage(JSON.parse(await readFile(documentUrl, 'utf8')) as object);
}
