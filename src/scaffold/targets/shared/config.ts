import { code } from '../../../emit/code.ts';
import type { TargetInput } from '../target.ts';
import { authSettings } from './auth-settings.ts';

/** `src/config.ts`: every setting of the application, the same for all frameworks. */
export function configFile({ model }: TargetInput): string {
  const keys = authSettings(model.securitySchemes).map(({ key }) => key);
  const hasJwt = keys.includes('jwt');
  const functions = [
    'integer',
    'list',
    'oneOf',
    ...(hasJwt ? ['optionalText', 'optionalUrl'] : []),
  ];
  const file = code`
    ${importLines([...functions, 'port', 'readConfig', 'text'])}
    import type { Environment${hasJwt ? ', Setting' : ''} } from './runtime/config.gen.ts';
    ${keys.length > 0 ? "import type { AuthConfig } from './middleware/auth.ts';" : ''}

    /** What can be set from outside; .env.example says how. */
    export interface Config ${keys.length > 0 ? 'extends AuthConfig ' : ''}{
      readonly production: boolean;
      readonly host: string;
      readonly port: number;
      readonly logLevel: (typeof logLevels)[number];
      /** Requests a minute from one address; \`undefined\`: no limit. */
      readonly rateLimit: number | undefined;
      /** Web pages of these origins may call: \`https://app.example.com\`, or \`*\` for all. */
      readonly corsOrigins: readonly string[];
      /** Reverse proxies in front, whose \`X-Forwarded-For\` is believed. */
      readonly trustedProxies: number;
      readonly bodyLimitBytes: number;
      /** How long idle connections stay open after a shutdown began. */
      readonly shutdownGraceMs: number;
    }

    const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

    /** Throws one \`ConfigError\` that lists everything that is wrong. */
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
        ${keys.map((key) => settingLines[key])}
      });
    }
  `;
  return hasJwt ? `${file}\n${jwtSetting}` : file;
}

const settingLines = {
  jwt: 'jwt,',
  bearerTokens: "bearerTokens: list('BEARER_TOKENS', []),",
  apiKeys: "apiKeys: list('API_KEYS', []),",
  basicUsers: "basicUsers: list('BASIC_USERS', []),",
};

function importLines(names: readonly string[]): string {
  const flat = `import { ${names.join(', ')} } from './runtime/config.gen.ts';`;
  if (flat.length <= 100) return flat;
  return `import {\n${names.map((name) => `  ${name},\n`).join('')}} from './runtime/config.gen.ts';`;
}

const jwtSetting = code`
  /** Without a key no token is accepted; only development may start like that. */
  const jwt: Setting<AuthConfig['jwt']> = (env, problems) => {
    const options = {
      jwksUrl: optionalUrl('JWT_JWKS_URL')(env, problems),
      publicKey: optionalText('JWT_PUBLIC_KEY')(env, problems)?.replaceAll('\\n', '\n'),
      issuer: optionalText('JWT_ISSUER')(env, problems),
      audience: optionalText('JWT_AUDIENCE')(env, problems),
    };
    const hasKey = options.jwksUrl !== undefined || options.publicKey !== undefined;
    if (!hasKey && env['NODE_ENV'] === 'production') {
      problems.push('JWT_JWKS_URL or JWT_PUBLIC_KEY must be set in production');
    }
    return options;
  };
`;
