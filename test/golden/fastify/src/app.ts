import fastify from 'fastify';
import type { FastifyInstance } from 'fastify';
import { loadConfig } from './config.ts';
import type { Config } from './config.ts';
import { loggerOptions } from './logger.ts';
import { createVerifiers } from './middleware/auth.ts';
import { addContext } from './middleware/context.ts';
import { addCors } from './middleware/cors.ts';
import { answerError, answerFrameworkError } from './middleware/errors.ts';
import { addRateLimit } from './middleware/rate-limit.ts';
import { addSecurityHeaders } from './middleware/security-headers.ts';
import { system } from './middleware/system.ts';
import { wellFormedUrl } from './middleware/url.ts';
import { otherwise } from './routes/adapter.gen.ts';
import { routes } from './routes/index.gen.ts';
import { requestIdOf } from './runtime/server/request-id.gen.ts';
import { serve } from './runtime/server/serve.gen.ts';

export interface AppParts {
  readonly config: Config;
  /** False once the server is shutting down. */
  readonly isReady: () => boolean;
}

/** The application, not listening yet. */
export function createApp({ config, isReady }: AppParts): FastifyInstance {
  const { trustedProxies } = config;
  const app = fastify({
    ...loggerOptions(config.logLevel),
    trustProxy: trustedProxies > 0 && ((_address, hops) => hops < trustedProxies),
    genReqId: ({ headers }) => requestIdOf(headers),
    // Routes refuse malformed URLs themselves, each with the name of what is wrong.
    rewriteUrl: ({ url }) => wellFormedUrl(url ?? '/'),
    frameworkErrors: answerFrameworkError,
    routerOptions: { maxParamLength: 16_384 },
  });
  // Only routes that declare a body read it.
  app.removeAllContentTypeParsers();
  app.addHttpMethod('QUERY', { hasBody: false, overrideExisting: true });
  app.setErrorHandler(answerError);
  app.setNotFoundHandler(otherwise());

  addContext(app, config.logLevel);
  addSecurityHeaders(app);
  addCors(app, config.corsOrigins);
  addRateLimit(app, config.rateLimit);
  app.register(system, { isReady });
  app.register(routes, {
    verifiers: createVerifiers(config),
    bodyLimitBytes: config.bodyLimitBytes,
    development: !config.production,
  });
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
  let ready = true;
  const app = createApp({ config, isReady: () => ready });
  await app.ready();
  const { url, drain } = await serve(app.routing, config);
  app.log.info({ url }, 'listening');
  return {
    url,
    close: async () => {
      ready = false;
      app.log.info('stopping');
      await drain({ idleGraceMs: config.shutdownGraceMs });
      await app.close();
    },
  };
}
