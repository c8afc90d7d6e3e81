import { authFile } from '../shared/auth.ts';
import { configFile } from '../shared/config.ts';
import { loggerFile } from '../shared/logger.ts';
import { planned } from '../shared/planned.ts';
import { serverFile } from '../shared/server.ts';
import type { Target } from '../target.ts';
import { adapter } from './adapter.ts';
import { appFile } from './app.ts';
import { bodyReader } from './body.ts';
import { handlerTypes } from './handler.ts';
import { middleware } from './middleware.ts';
import { routes } from './routes.ts';
import { wiring } from './wiring.ts';

export const target: Target = {
  name: 'hono',
  title: 'Hono',
  dependencies: { '@hono/node-server': '2.1.8', hono: '4.13.19', pino: '10.4.0' },
  devDependencies: {},
  scripts: {},
  generated: (input) =>
    planned(input, 'generated', {
      'routes/handler.gen.ts': handlerTypes(input),
      'routes/adapter.gen.ts': adapter(),
      'routes/body.gen.ts': bodyReader(),
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
