import { defineTarget } from '../shared/define-target.ts';
import type { Target } from '../target.ts';
import { adapter } from './adapter.ts';
import { appFile } from './app.ts';
import { handlerTypes } from './handler.ts';
import { middleware } from './middleware.ts';
import { routes } from './routes.ts';
import { wiring } from './wiring.ts';

export const target: Target = defineTarget({
  name: 'express',
  title: 'Express',
  dependencies: { cors: '2.8.6', express: '5.3.0', helmet: '8.3.0', pino: '10.4.0' },
  devDependencies: { '@types/cors': '2.8.19', '@types/express': '5.0.6' },
  scripts: {},
  handlerTypes,
  adapter,
  wiring,
  routes,
  appFile,
  middleware,
});
