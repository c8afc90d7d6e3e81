import { defineTarget } from '../shared/define-target.ts';
import type { Target } from '../target.ts';
import { adapter } from './adapter.ts';
import { appFile } from './app.ts';
import { bodyReader } from './body.ts';
import { handlerTypes } from './handler.ts';
import { middleware } from './middleware.ts';
import { routes } from './routes.ts';
import { wiring } from './wiring.ts';

export const target: Target = defineTarget({
  name: 'hono',
  title: 'Hono',
  dependencies: { '@hono/node-server': '2.1.8', hono: '4.13.19', pino: '10.4.0' },
  devDependencies: {},
  scripts: {},
  handlerTypes,
  adapter,
  wiring,
  helpers: { 'routes/body.gen.ts': bodyReader() },
  routes,
  appFile,
  middleware,
});
