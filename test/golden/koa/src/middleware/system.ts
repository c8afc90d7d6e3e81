import { readFile } from 'node:fs/promises';
import { Router } from '@koa/router';
import { docsPage } from '../runtime/docs/docs.gen.ts';
import type { DocsPage } from '../runtime/docs/docs.gen.ts';
import { operationSpecs } from './validators.ts';

const documentUrl = new URL('../../openapi.gen.json', import.meta.url);

/** Liveness, readiness and documentation. Where the API has such a path of its own, that one is served instead. */
export function system(isReady: () => boolean): Router {
  const router = new Router({ sensitive: true, strict: true });
  const declared = new Set(operationSpecs.map(({ path }) => path));
  const get = (path: string, type: string, load: () => unknown) => {
    if (declared.has(path)) return;
    router.get(path, async (ctx) => {
      ctx.type = type;
      ctx.body = await load();
    });
  };
  let page: Promise<DocsPage> | undefined;
  const docs = () => (page ??= loadDocs());

  get('/healthz', 'json', () => ({ status: 'ok' }));
  get('/openapi.json', 'json', () => readFile(documentUrl));
  get('/docs', 'html', async () => (await docs()).html);
  get('/docs.css', 'css', async () => (await docs()).css);
  if (!declared.has('/readyz')) {
    router.get('/readyz', (ctx) => {
      ctx.body = { status: isReady() ? 'ready' : 'stopping' };
      ctx.status = isReady() ? 200 : 503;
    });
  }
  return router;
}

async function loadDocs(): Promise<DocsPage> {
  return docsPage(JSON.parse(await readFile(documentUrl, 'utf8')) as object);
}
