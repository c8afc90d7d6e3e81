import { integer, list, oneOf, port, readConfig, text } from './runtime/server/config.gen.ts';
import type { Environment } from './runtime/server/config.gen.ts';
import { jwtOptionsFromEnv } from './runtime/security/jwt.gen.ts';
import type { AuthConfig } from './middleware/auth.ts';

/** What can be set from outside; .env.example says how. */
export interface Config extends AuthConfig {
  readonly production: boolean;
  readonly host: string;
  readonly port: number;
  readonly logLevel: (typeof logLevels)[number];
  /** Requests a minute from one address; `undefined`: no limit. */
  readonly rateLimit: number | undefined;
  /** Web pages of these origins may call: `https://app.example.com`, or `*` for all. */
  readonly corsOrigins: readonly string[];
  /** Reverse proxies in front, whose `X-Forwarded-For` is believed. */
  readonly trustedProxies: number;
  readonly bodyLimitBytes: number;
  /** How long idle connections stay open after a shutdown began. */
  readonly shutdownGraceMs: number;
}

const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

/** Throws one `ConfigError` that lists everything that is wrong. */
export function loadConfig(env: Environment = process.env): Config {
  return readConfig<Config>(env, {
    production: ({ NODE_ENV }) => NODE_ENV === 'production',
    host: text('HOST', '127.0.0.1'),
    port: port('PORT', 3000),
    logLevel: oneOf('LOG_LEVEL', logLevels, 'info'),
    rateLimit: (variables, problems) =>
      variables['RATE_LIMIT'] === 'off'
        ? undefined
        : integer('RATE_LIMIT', 600, { min: 1 })(variables, problems),
    corsOrigins: list('CORS_ORIGINS', []),
    trustedProxies: integer('TRUSTED_PROXIES', 0, { max: 10 }),
    bodyLimitBytes: integer('BODY_LIMIT_BYTES', 1_048_576),
    shutdownGraceMs: integer('SHUTDOWN_GRACE_MS', 1_000, { max: 60_000 }),
    jwt: jwtOptionsFromEnv,
    apiKeys: list('API_KEYS', []),
  });
}
