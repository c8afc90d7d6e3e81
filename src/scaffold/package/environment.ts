import { type AuthSetting, authSettings } from '../targets/shared/auth-settings.ts';
import type { TargetInput } from '../targets/target.ts';

/** .env.example: every variable that config.ts reads, with its default and what it does. */
export function environmentExample({ model }: TargetInput): string {
  const auth = authSettings(model.securitySchemes).flatMap(({ key }) => authVariables[key]);
  return [...commonVariables, ...auth].map(lines).join('\n');
}

interface Variable {
  readonly about: string;
  /** `NAME=value`; commented out where there is no default to show. */
  readonly setting: string;
}

const commonVariables: readonly Variable[] = [
  {
    about: 'production: no x-operation-id, answers are not checked',
    setting: 'NODE_ENV=development',
  },
  { about: '0.0.0.0 listens to other machines, too', setting: 'HOST=127.0.0.1' },
  { about: '', setting: 'PORT=3000' },
  { about: 'trace, debug, info, warn, error, fatal, silent', setting: 'LOG_LEVEL=info' },
  { about: 'requests a minute from one address, or off', setting: 'RATE_LIMIT=600' },
  {
    about: 'origins of web pages that may call, comma-separated, or *',
    setting: '# CORS_ORIGINS=',
  },
  {
    about: 'reverse proxies in front whose X-Forwarded-For is believed',
    setting: 'TRUSTED_PROXIES=0',
  },
  { about: 'larger bodies are answered 413', setting: 'BODY_LIMIT_BYTES=1048576' },
  { about: 'how long idle connections stay open after SIGTERM', setting: 'SHUTDOWN_GRACE_MS=1000' },
];

const authVariables: Readonly<Record<AuthSetting['key'], readonly Variable[]>> = {
  jwt: [
    {
      about:
        'tokens are verified with the keys found here; production needs this or JWT_PUBLIC_KEY',
      setting: '# JWT_JWKS_URL=https://id.example.com/.well-known/jwks.json',
    },
    { about: 'one public key as PEM or JWK, \\n for line breaks', setting: '# JWT_PUBLIC_KEY=' },
    {
      about: 'required value of iss; production needs it with JWT_JWKS_URL',
      setting: '# JWT_ISSUER=https://id.example.com/',
    },
    {
      about: 'required value of aud; production needs it with JWT_JWKS_URL',
      setting: '# JWT_AUDIENCE=',
    },
    { about: 'accepted algorithms', setting: '# JWT_ALGORITHMS=RS256,PS256,ES256,EdDSA' },
    { about: 'how far clocks may differ, in seconds', setting: '# JWT_CLOCK_TOLERANCE=30' },
  ],
  bearerTokens: [{ about: 'accepted tokens, comma-separated', setting: '# BEARER_TOKENS=' }],
  apiKeys: [{ about: 'accepted keys, comma-separated', setting: '# API_KEYS=' }],
  basicUsers: [{ about: 'accepted users as name:password', setting: '# BASIC_USERS=' }],
};

function lines({ about, setting }: Variable): string {
  return about === '' ? `${setting}\n` : `# ${about}\n${setting}\n`;
}
