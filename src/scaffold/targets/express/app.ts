import { code } from '../../../emit/code.ts';
import { appParts, runningApp } from '../shared/snippets.ts';
import type { TargetInput } from '../target.ts';

/** `src/app.ts`: the order of the middleware, and the start. */
export function appFile({ model }: TargetInput): string {
  return code`
    import express from 'express';
    import type { Express } from 'express';
    import type { Logger } from 'pino';
    import { loadConfig } from './config.ts';
    import type { Config } from './config.ts';
    import { createLogger } from './logger.ts';
    import { createVerifiers } from './middleware/auth.ts';
    import { context } from './middleware/context.ts';
    import { cors } from './middleware/cors.ts';
    import { answerError, nothingHere } from './middleware/errors.ts';
    import { rateLimit } from './middleware/rate-limit.ts';
    import { securityHeaders } from './middleware/security-headers.ts';
    import { system } from './middleware/system.ts';
    import { routes } from './routes/index.gen.ts';
    import { serve } from './runtime/server/serve.gen.ts';

    ${appParts}

    /** The application, not listening yet. */
    export function createApp({ config, logger, isReady }: AppParts): Express {
      const app = express();
      app.disable('x-powered-by');
      app.disable('etag');
      app.set('trust proxy', config.trustedProxies);

      app.use(context(logger));
      app.use(securityHeaders());
      app.use(cors(config.corsOrigins));
      app.use(system(isReady));
      app.use(rateLimit(config.rateLimit));
      app.use(
        routes({
          verifiers: createVerifiers(${model.securitySchemes.length > 0 ? 'config' : ''}),
          bodyLimitBytes: config.bodyLimitBytes,
          development: !config.production,
        }),
      );
      app.use(nothingHere);
      app.use(answerError);
      return app;
    }

    ${runningApp}

    /** Starts the application as configured, save what is given here. */
    export async function startApp(overrides: Partial<Config> = {}): Promise<RunningApp> {
      const config = { ...loadConfig(), ...overrides };
      const logger = createLogger(config.logLevel);
      let ready = true;
      const app = createApp({ config, logger, isReady: () => ready });
      const { url, drain } = await serve(app, config);
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
  `;
}
