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
  name: 'express',
  title: 'Express',
  dependencies: { cors: '2.8.6', express: '5.3.0', helmet: '8.3.0', pino: '10.4.0' },
  devDependencies: { '@types/cors': '2.8.19', '@types/express': '5.0.6' },
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
