import type { Framework, Target } from './target.ts';

/** One line a target; each is loaded only when it is asked for. */
const loaders: Readonly<Record<Framework, () => Promise<{ readonly target: Target }>>> = {
  express: () => import('./express/index.ts'),
  fastify: () => import('./fastify/index.ts'),
  koa: () => import('./koa/index.ts'),
  hono: () => import('./hono/index.ts'),
  nestjs: () => import('./nestjs/index.ts'),
};

export async function loadTarget(framework: Framework): Promise<Target> {
  return (await loaders[framework]()).target;
}
