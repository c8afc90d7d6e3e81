import { code } from '../../../emit/code.ts';
import { appParts, runningApp } from '../shared/snippets.ts';
import type { TargetInput } from '../target.ts';

/** `src/app.ts`: the order of the middleware, and the start. */
export function appFile({ model }: TargetInput): string {
  return code`
    import 'reflect-metadata';
    import { NestFactory } from '@nestjs/core';
    import { ExpressAdapter } from '@nestjs/platform-express';
    import type { NestExpressApplication } from '@nestjs/platform-express';
    import express from 'express';
    import type { Logger } from 'pino';
    import { loadConfig } from './config.ts';
    import type { Config } from './config.ts';
    import { createLogger } from './logger.ts';
    import { createVerifiers } from './middleware/auth.ts';
    import { context } from './middleware/context.ts';
    import { cors } from './middleware/cors.ts';
    import { ErrorFilter } from './middleware/errors.ts';
    import { rateLimit } from './middleware/rate-limit.ts';
    import { securityHeaders } from './middleware/security-headers.ts';
    import { system } from './middleware/system.ts';
    import { RoutesModule } from './routes/index.gen.ts';
    import { serve } from './runtime/server/serve.gen.ts';

    ${appParts}

    /** The application, not listening yet. Import your own modules beside \`RoutesModule\`. */
    export async function createApp(parts: AppParts): Promise<NestExpressApplication> {
      const { config, logger, isReady } = parts;
      const routes = RoutesModule.register({
        verifiers: createVerifiers(${model.securitySchemes.length > 0 ? 'config' : ''}),
        bodyLimitBytes: config.bodyLimitBytes,
        development: !config.production,
      });
      const app = await NestFactory.create<NestExpressApplication>(
        routes,
        new ExpressAdapter(createExpress(config)),
        { bodyParser: false, logger: nestLogger(logger), abortOnError: false },
      );
      app.use(context(logger));
      app.use(securityHeaders());
      app.use(cors(config.corsOrigins));
      app.use(system(isReady));
      app.use(rateLimit(config.rateLimit));
      app.useGlobalFilters(new ErrorFilter());
      await app.init();
      return app;
    }

    function createExpress(config: Config) {
      const http = express();
      http.enable('strict routing');
      http.enable('case sensitive routing');
      http.disable('x-powered-by');
      http.disable('etag');
      http.set('trust proxy', config.trustedProxies);
      return http;
    }

    function nestLogger(logger: Logger) {
      return {
        log: (message: unknown) => logger.debug(message),
        warn: (message: unknown) => logger.warn(message),
        error: (message: unknown) => logger.error(message),
      };
    }

    ${runningApp}

    /** Starts the application as configured, save what is given here. */
    export async function startApp(overrides: Partial<Config> = {}): Promise<RunningApp> {
      const config = { ...loadConfig(), ...overrides };
      const logger = createLogger(config.logLevel);
      let ready = true;
      const app = await createApp({ config, logger, isReady: () => ready });
      const { url, drain } = await serve(app.getHttpAdapter().getInstance(), config);
      logger.info({ url }, 'listening');
      return {
        url,
        close: async () => {
          ready = false;
          logger.info('stopping');
          await drain({ idleGraceMs: config.shutdownGraceMs });
          await app.close();
        },
      };
    }
  `;
}
