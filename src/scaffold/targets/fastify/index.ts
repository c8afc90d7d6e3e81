import { authFile } from '../shared/auth.ts';
import { configFile } from '../shared/config.ts';
import { planned } from '../shared/planned.ts';
import { serverFile } from '../shared/server.ts';
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

export const target: Target = {
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
  generated: (input) =>
    planned(input, 'generated', {
      'routes/handler.gen.ts': handlerTypes(),
      'routes/adapter.gen.ts': adapter(),
      'routes/schema.gen.ts': routeSchemas(),
      'routes/serializer.gen.ts': serializers(),
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
