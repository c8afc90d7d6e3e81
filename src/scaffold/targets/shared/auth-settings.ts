import type { SecurityScheme } from '../../api-model.ts';

/** A setting of `AuthConfig` that some security scheme needs. */
export interface AuthSetting {
  readonly key: 'jwt' | 'bearerTokens' | 'apiKeys' | 'basicUsers';
  /** TypeScript type. */
  readonly type: string;
  readonly meaning: string;
  /** Environment variables that it is read from. */
  readonly variables: readonly string[];
}

const settings: readonly AuthSetting[] = [
  {
    key: 'jwt',
    type: 'JwtOptions',
    meaning: 'How tokens are verified.',
    variables: ['JWT_JWKS_URL', 'JWT_PUBLIC_KEY', 'JWT_ISSUER', 'JWT_AUDIENCE'],
  },
  {
    key: 'bearerTokens',
    type: 'readonly string[]',
    meaning: 'Opaque tokens that are accepted.',
    variables: ['BEARER_TOKENS'],
  },
  {
    key: 'apiKeys',
    type: 'readonly string[]',
    meaning: 'API keys that are accepted.',
    variables: ['API_KEYS'],
  },
  {
    key: 'basicUsers',
    type: 'readonly string[]',
    meaning: 'Users that are accepted, each as `name:password`.',
    variables: ['BASIC_USERS'],
  },
];

/** The settings that these schemes need, in a fixed order. */
export function authSettings(schemes: readonly SecurityScheme[]): readonly AuthSetting[] {
  const needed = new Set(schemes.map(settingOf));
  return settings.filter(({ key }) => needed.has(key));
}

/** The setting that a scheme is checked against; `undefined` where only the user can know. */
export function settingOf({ kind, token }: SecurityScheme): AuthSetting['key'] | undefined {
  if (kind === 'bearer') return token === 'jwt' ? 'jwt' : 'bearerTokens';
  if (kind === 'apiKey') return 'apiKeys';
  return kind === 'basic' ? 'basicUsers' : undefined;
}
