import { getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';
import type { Logger } from 'pino';
import { loadConfig } from './config.ts';
import type { Config } from './config.ts';
import { createLogger } from './logger.ts';
import { createVerifiers } from './middleware/auth.ts';
import { context } from './middleware/context.ts';
import { cors } from './middleware/cors.ts';
import { answerError, answerMalformed, nothingHere } from './middleware/errors.ts';
import { rateLimit } from './middleware/rate-limit.ts';
import { securityHeaders } from './middleware/security-headers.ts';
import { system } from './middleware/system.ts';
import { routes } from './routes/index.gen.ts';
import { serve } from './runtime/server/serve.gen.ts';

export interface AppParts {
  readonly config: Config;
  readonly logger: Logger;
  /** False once the server is shutting down. */
  readonly isReady: () => boolean;
}

/** The application, not listening yet: `app.request('/healthz')` calls it in a test. */
export function createApp({ config, logger, isReady }: AppParts): Hono {
  const app = new Hono();
  app.use(context(logger));
  app.use(securityHeaders());
  app.use(cors(config.corsOrigins));
  app.route('/', system(isReady));
  app.use(rateLimit(config.rateLimit, config.trustedProxies));
  app.route(
    '/',
    routes({
      verifiers: createVerifiers(config),
      bodyLimitBytes: config.bodyLimitBytes,
      development: !config.production,
      onStreamError: (err) => logger.error({ err }, 'the answer could not be completed'),
    }),
  );
  app.notFound(nothingHere);
  app.onError(answerError);
  return app;
}

export interface RunningApp {
  readonly url: string;
  /** Stops accepting requests, lets those under way finish, and resolves when all connections are closed. */
  close(): Promise<void>;
}

/** Starts the application as configured, save what is given here. */
export async function startApp(overrides: Partial<Config> = {}): Promise<RunningApp> {
  const config = { ...loadConfig(), ...overrides };
  const logger = createLogger(config.logLevel);
  let ready = true;
  const app = createApp({ config, logger, isReady: () => ready });
  const listener = getRequestListener(app.fetch, {
    // For clients of HTTP/1.0, who need not say whom they call.
    hostname: 'localhost',
    errorHandler: answerMalformed(logger),
  });
  const { url, drain } = await serve(listener, config);
  logger.info({ url }, 'listening');
  return {
    url,
    close: async () => {
      ready = false;
      logger.info('stopping');
      await drain({ idleGraceMs: config.shutdownGraceMs });
    },
  };
}
