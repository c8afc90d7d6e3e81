import { createPublicKey, createSecretKey } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { createRemoteJWKSet, errors, jwtVerify } from 'jose';
import type { JWTPayload, JWTVerifyGetKey, JWTVerifyOptions } from 'jose';
import { ConfigError, integer, list, optionalText, optionalUrl } from '../server/config.ts';
import type { Environment } from '../server/config.ts';
import type { BearerCredentials } from './credentials.ts';
import { HttpError } from '../http-error.ts';

export interface JwtOptions {
  /** Where the issuer publishes its keys (JSON Web Key Set); fetched when first needed, and again for unknown keys. */
  readonly jwksUrl?: string | undefined;
  /** One public key: PEM (SPKI or certificate) or the text of a JWK. */
  readonly publicKey?: string | undefined;
  /** Shared secret of at least 32 bytes, for `HS…` algorithms, which must then be listed. */
  readonly secret?: string | undefined;
  readonly issuer?: string | undefined;
  readonly audience?: string | undefined;
  /** Signatures that are accepted. Default: `DEFAULT_ALGORITHMS`, all asymmetric. */
  readonly algorithms?: readonly string[] | undefined;
  /** How far the clocks of issuer and server may differ. Default: 30. */
  readonly clockToleranceSeconds?: number | undefined;
}

/** The caller that a token names. */
export interface JwtPrincipal {
  /** Claim `sub`; empty where the token has none. */
  readonly subject: string;
  /** From the claims `scope` (RFC 8693), `scp` and `permissions`. */
  readonly scopes: readonly string[];
  readonly claims: JWTPayload;
}

export type JwtVerifier = (credentials: BearerCredentials) => Promise<JwtPrincipal | undefined>;

export const DEFAULT_ALGORITHMS: readonly string[] = ['RS256', 'PS256', 'ES256', 'EdDSA'];

/** Longer tokens are refused unread. */
const MAX_TOKEN_LENGTH = 16_384;

/** Keys of one set that are tried for a token that does not name the one that signed it. */
const MAX_KEYS_TRIED = 8;

const MIN_SECRET_BYTES = 32;

/**
 * Verifies JSON Web Tokens: signature, `exp` (required), `nbf`, issuer and audience. A token that is not valid gives
 * `undefined` (answered 401); where the keys cannot be fetched it throws `HttpError` 503. Without any key it accepts
 * no token. Throws an `Error` at once for a key that cannot be read and for options that contradict each other.
 */
export function jwtVerifier(options: JwtOptions): JwtVerifier {
  const key = keySource(options);
  const checks: JWTVerifyOptions = {
    algorithms: checkedAlgorithms(options),
    requiredClaims: ['exp'],
    clockTolerance: options.clockToleranceSeconds ?? 30,
    ...(options.issuer === undefined ? {} : { issuer: options.issuer }),
    ...(options.audience === undefined ? {} : { audience: options.audience }),
  };
  return async ({ token }) => {
    if (key === undefined || token.length > MAX_TOKEN_LENGTH) return undefined;
    const claims = await verifiedClaims(token, key, checks);
    return claims && { subject: claims.sub ?? '', scopes: scopesOf(claims), claims };
  };
}

/**
 * The options in `JWT_JWKS_URL` or `JWT_PUBLIC_KEY`, `JWT_ISSUER`, `JWT_AUDIENCE`, `JWT_ALGORITHMS` (with commas) and
 * `JWT_CLOCK_TOLERANCE` (seconds). A setting for `readConfig`; called without `problems`, it throws a `ConfigError`.
 * In production a key is required, and with a key set, which many services share, also issuer and audience.
 */
export function jwtOptionsFromEnv(env: Environment, problems?: string[]): JwtOptions {
  const found: string[] = [];
  const options: JwtOptions = {
    jwksUrl: optionalUrl('JWT_JWKS_URL')(env, found),
    // Many hosts only allow one line.
    publicKey: optionalText('JWT_PUBLIC_KEY')(env, found)?.replaceAll(String.raw`\n`, '\n'),
    issuer: optionalText('JWT_ISSUER')(env, found),
    audience: optionalText('JWT_AUDIENCE')(env, found),
    algorithms: list('JWT_ALGORITHMS', DEFAULT_ALGORITHMS)(env, found),
    clockToleranceSeconds: integer('JWT_CLOCK_TOLERANCE', 30, { max: 300 })(env, found),
  };
  if (env['NODE_ENV'] === 'production') found.push(...gapsInProduction(options));
  try {
    if (found.length === 0) jwtVerifier(options);
  } catch (error) {
    found.push(`JWT_*: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (problems === undefined && found.length > 0) throw new ConfigError(found);
  problems?.push(...found);
  return options;
}

function gapsInProduction({ jwksUrl, publicKey, issuer, audience }: JwtOptions): readonly string[] {
  if (jwksUrl === undefined && publicKey === undefined) {
    return ['JWT_JWKS_URL or JWT_PUBLIC_KEY must be set in production'];
  }
  if (jwksUrl === undefined) return [];
  const gaps: string[] = [];
  if (issuer === undefined) gaps.push('JWT_ISSUER must be set in production, with JWT_JWKS_URL');
  if (audience === undefined)
    gaps.push('JWT_AUDIENCE must be set in production, with JWT_JWKS_URL');
  return gaps;
}

function keySource({ jwksUrl, publicKey, secret }: JwtOptions): JWTVerifyGetKey | undefined {
  if ([jwksUrl, publicKey, secret].filter((source) => source !== undefined).length > 1) {
    throw new Error('A JWT verifier takes one of jwksUrl, publicKey and secret');
  }
  if (jwksUrl !== undefined) return createRemoteJWKSet(new URL(jwksUrl));
  if (publicKey === undefined && secret === undefined) return undefined;
  const key = publicKey === undefined ? secretKey(secret ?? '') : readPublicKey(publicKey);
  return () => Promise.resolve(key);
}

/** `none` is never accepted, and a public key never serves as the secret of an HMAC. */
function checkedAlgorithms({ algorithms = DEFAULT_ALGORITHMS, secret }: JwtOptions): string[] {
  if (algorithms.length === 0) throw new Error('A JWT verifier needs at least one algorithm');
  for (const algorithm of algorithms) {
    const symmetric = algorithm.startsWith('HS');
    if (algorithm.toLowerCase() === 'none')
      throw new Error('JWTs without a signature prove nothing');
    if (symmetric && secret === undefined) throw new Error(`${algorithm} needs a secret`);
    if (!symmetric && secret !== undefined) {
      throw new Error(`A secret serves only HS256, HS384 and HS512, not ${algorithm}`);
    }
  }
  return [...algorithms];
}

function secretKey(secret: string): KeyObject {
  const bytes = Buffer.from(secret, 'utf8');
  if (bytes.length < MIN_SECRET_BYTES) {
    throw new Error(`The secret for JWTs must have at least ${MIN_SECRET_BYTES} bytes`);
  }
  return createSecretKey(bytes);
}

/** In environment variables the line breaks of a PEM are often written `\n`. */
function readPublicKey(text: string): KeyObject {
  try {
    return text.trimStart().startsWith('{')
      ? createPublicKey({ key: JSON.parse(text), format: 'jwk' })
      : createPublicKey(text.replaceAll(String.raw`\n`, '\n'));
  } catch (error) {
    throw new Error('The public key for JWTs is neither PEM nor a JWK', { cause: error });
  }
}

async function verifiedClaims(
  token: string,
  key: JWTVerifyGetKey,
  checks: JWTVerifyOptions,
): Promise<JWTPayload | undefined> {
  try {
    return (await jwtVerify(token, key, checks)).payload;
  } catch (error) {
    if (error instanceof errors.JWKSMultipleMatchingKeys)
      return await tryEach(token, error, checks);
    if (isTokensFault(error)) return undefined;
    throw new HttpError(503, 'Credentials cannot be checked at the moment', {
      headers: { 'retry-after': '5' },
      cause: error,
    });
  }
}

async function tryEach(
  token: string,
  keys: errors.JWKSMultipleMatchingKeys,
  checks: JWTVerifyOptions,
): Promise<JWTPayload | undefined> {
  let tries = 0;
  for await (const key of keys) {
    tries += 1;
    if (tries > MAX_KEYS_TRIED) return undefined;
    try {
      return (await jwtVerify(token, key, checks)).payload;
    } catch (error) {
      if (!(error instanceof errors.JWSSignatureVerificationFailed)) return undefined;
    }
  }
  return undefined;
}

/** Everything else that can fail concerns the keys: no connection, a time-out, an answer that is no key set. */
function isTokensFault(error: unknown): boolean {
  return (
    error instanceof errors.JWTClaimValidationFailed ||
    error instanceof errors.JWTExpired ||
    error instanceof errors.JWTInvalid ||
    error instanceof errors.JWSInvalid ||
    error instanceof errors.JWSSignatureVerificationFailed ||
    error instanceof errors.JOSEAlgNotAllowed ||
    error instanceof errors.JOSENotSupported ||
    error instanceof errors.JWKSNoMatchingKey
  );
}

function scopesOf(claims: JWTPayload): readonly string[] {
  const scopes = new Set<string>();
  for (const claim of [claims['scope'], claims['scp'], claims['permissions']]) {
    const values: readonly unknown[] =
      typeof claim === 'string' ? claim.split(' ') : [claim].flat();
    for (const value of values) if (typeof value === 'string' && value !== '') scopes.add(value);
  }
  return [...scopes];
}
