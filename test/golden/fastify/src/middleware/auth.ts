import { jwtVerifier } from '../runtime/security/jwt.gen.ts';
import type { JwtOptions } from '../runtime/security/jwt.gen.ts';
import { sameSecret } from '../runtime/security/same-secret.gen.ts';
import type { Verifiers } from '../runtime/security/security.gen.ts';
import type { securitySchemes } from './validators.ts';

export interface AuthConfig {
  /** How tokens are verified. */
  readonly jwt: JwtOptions;
  /** API keys that are accepted. */
  readonly apiKeys: readonly string[];
}

/**
 * How callers are identified: one function for each security scheme of the document. It returns the principal that
 * handlers find in their request (of any shape; its `scopes` list what it may do), or `undefined` to refuse.
 */
export function createVerifiers(config: AuthConfig) {
  return {
    customer: jwtVerifier(config.jwt),
    shopKey: ({ key }) => {
      const index = indexOfSecret(key, config.apiKeys);
      return index < 0 ? undefined : { subject: `api-key-${index + 1}`, scopes: [] };
    },
  } satisfies Verifiers<typeof securitySchemes>;
}

export type AppVerifiers = ReturnType<typeof createVerifiers>;

/** Takes as long for the first as for the last, and for none. */
function indexOfSecret(given: string, known: readonly string[]): number {
  return known.map((secret) => sameSecret(given, secret)).indexOf(true);
}
