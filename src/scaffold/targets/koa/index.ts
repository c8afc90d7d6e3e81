import { defineTarget } from '../shared/define-target.ts';
import type { Target } from '../target.ts';
import { adapter } from './adapter.ts';
import { appFile } from './app.ts';
import { handlerTypes } from './handler.ts';
import { middleware } from './middleware.ts';
import { routes } from './routes.ts';
import { wiring } from './wiring.ts';

export const target: Target = defineTarget({
  name: 'koa',
  title: 'Koa',
  dependencies: {
    '@koa/cors': '5.0.0',
    '@koa/router': '15.7.0',
    helmet: '8.3.0',
    koa: '3.3.0',
    'koa-helmet': '9.0.0',
    pino: '10.4.0',
  },
  devDependencies: { '@types/koa': '3.0.3', '@types/koa__cors': '5.0.1' },
  scripts: {},
  handlerTypes,
  adapter,
  wiring,
  routes,
  appFile,
  middleware,
});
