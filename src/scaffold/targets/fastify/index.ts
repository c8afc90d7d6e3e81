import { defineTarget } from '../shared/define-target.ts';
import type { Target } from '../target.ts';
import { adapter } from './adapter.ts';
import { appFile } from './app.ts';
import { handlerTypes } from './handler.ts';
import { loggerFile } from './logger.ts';
import { middleware } from './middleware.ts';
import { routes } from './routes.ts';
import { routeSchemas } from './schema.ts';
import { serializers } from './serializer.ts';
import { wiring } from './wiring.ts';

export const target: Target = defineTarget({
  name: 'fastify',
  title: 'Fastify',
  dependencies: {
    '@fastify/cors': '11.4.3',
    '@fastify/helmet': '13.2.0',
    'fast-json-stringify': '7.3.6',
    fastify: '5.12.8',
  },
  devDependencies: {},
  scripts: {},
  handlerTypes,
  adapter,
  wiring,
  helpers: {
    'routes/schema.gen.ts': routeSchemas(),
    'routes/serializer.gen.ts': serializers(),
  },
  routes,
  appFile,
  middleware,
  logger: loggerFile(),
});
