import type { SecurityScheme } from '../../../api/model.ts';

/** A setting of `AuthConfig` that some security scheme needs. */
export interface AuthSetting {
  readonly key: 'jwt' | 'bearerTokens' | 'apiKeys' | 'basicUsers';
  /** TypeScript type. */
  readonly type: string;
  readonly meaning: string;
}

const settings: readonly AuthSetting[] = [
  {
    key: 'jwt',
    type: 'JwtOptions',
    meaning: 'How tokens are verified.',
  },
  {
    key: 'bearerTokens',
    type: 'readonly string[]',
    meaning: 'Opaque tokens that are accepted.',
  },
  {
    key: 'apiKeys',
    type: 'readonly string[]',
    meaning: 'API keys that are accepted.',
  },
  {
    key: 'basicUsers',
    type: 'readonly string[]',
    meaning: 'Users that are accepted, each as `name:password`.',
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
