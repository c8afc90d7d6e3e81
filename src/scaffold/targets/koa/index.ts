import { authFile } from '../shared/auth.ts';
import { configFile } from '../shared/config.ts';
import { loggerFile } from '../shared/logger.ts';
import { planned } from '../shared/planned.ts';
import { serverFile } from '../shared/server.ts';
import type { Target } from '../target.ts';
import { adapter } from './adapter.ts';
import { appFile } from './app.ts';
import { handlerTypes } from './handler.ts';
import { middleware } from './middleware.ts';
import { routes } from './routes.ts';
import { wiring } from './wiring.ts';

export const target: Target = {
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
  generated: (input) =>
    planned(input, 'generated', {
      'routes/handler.gen.ts': handlerTypes(),
      'routes/adapter.gen.ts': adapter(),
      'routes/index.gen.ts': wiring(input),
    }),
  // The types of the handlers depend on auth.ts, so it comes with them.
  routes: (input) => [
    ...routes(input),
    ...planned(input, 'owned', { 'middleware/auth.ts': authFile(input) }),
  ],
  application: (input) =>
    planned(input, 'owned', {
      'app.ts': appFile(input),
      'server.ts': serverFile(),
      'config.ts': configFile(input),
      'logger.ts': loggerFile(),
      ...middleware(input),
    }),
};
