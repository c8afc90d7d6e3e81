import { challengeOf, readCredentials } from './credentials.ts';
import type { CredentialsOf, SecuritySchemes, SecuritySchemeSpec } from './credentials.ts';
import { HttpError, unauthorized } from '../http-error.ts';
import type { OperationSpec, RawRequest } from '../spec.ts';

/**
 * Says who a caller is: a principal of any shape, or `undefined` (answered 401) where the credentials are not valid.
 * A principal holds the scopes listed in its member `scopes`; one without that member holds none.
 */
export type Verifier<Credentials, Principal = unknown> = (
  credentials: Credentials,
  scopes: readonly string[],
  request: RawRequest,
) => Principal | undefined | Promise<Principal | undefined>;

/** One verifier for each security scheme. */
export type Verifiers<Schemes extends SecuritySchemes> = {
  readonly [Id in keyof Schemes]: Verifier<CredentialsOf<Schemes[Id]>>;
};

/** What the verifier of `Id` finds; for several ids their union, and `undefined` for `undefined` (anonymous). */
export type PrincipalOf<AppVerifiers, Id> = Id extends keyof AppVerifiers
  ? AppVerifiers[Id] extends (...input: never[]) => infer Answer
    ? NonNullable<Awaited<Answer>>
    : never
  : undefined;

export interface Authenticated {
  /** The first scheme of the alternative that was met. */
  readonly scheme: string;
  /** What its verifier returned. */
  readonly principal: unknown;
  readonly scopes: readonly string[];
  /** The principals of all schemes of the alternative, by scheme. */
  readonly principals: ReadonlyMap<string, unknown>;
}

export interface Security {
  /**
   * Resolves to `undefined` for an anonymous caller where that is allowed. Throws `HttpError` 401 with a
   * `WWW-Authenticate` header, or 403 where the credentials are valid but scopes are missing.
   */
  authenticate(
    requirements: OperationSpec['security'],
    request: RawRequest,
  ): Promise<Authenticated | undefined>;
}

export interface SecurityOptions {
  /** Named in `WWW-Authenticate`. Default: `api`. */
  readonly realm?: string;
}

/** Checks callers against the `security` of an operation. Throws at once where a scheme has no verifier. */
export function createSecurity<const Schemes extends SecuritySchemes>(
  schemes: Schemes,
  verifiers: Verifiers<Schemes>,
  { realm = 'api' }: SecurityOptions = {},
): Security {
  const checks = new Map<string, Check>();
  for (const [id, spec] of Object.entries(schemes)) {
    const verify: unknown = verifiers[id];
    if (!isVerifier(verify)) throw new Error(`There is no verifier for the security scheme ${id}`);
    checks.set(id, { id, spec, verify });
  }
  return {
    async authenticate(requirements = [], request) {
      // Anonymous callers are let in last, so that credentials count wherever `{}` stands in the list.
      const alternatives = requirements.filter(
        (alternative) => Object.keys(alternative).length > 0,
      );
      const refusals: Refusal[] = [];
      for (const alternative of alternatives) {
        const outcome = await meet(alternative, checks, request);
        if ('scheme' in outcome) return outcome;
        refusals.push(outcome);
      }
      if (alternatives.length === requirements.length && alternatives.length > 0) {
        throw refuse(refusals, realm);
      }
      return undefined;
    },
  };
}

/** `Verifiers` pairs each one with the credentials of its scheme; `readCredentials` yields just those. */
function isVerifier(value: unknown): value is Verifier<unknown> {
  return typeof value === 'function';
}

interface Check {
  readonly id: string;
  readonly spec: SecuritySchemeSpec;
  readonly verify: Verifier<unknown>;
}

/** Why an alternative was not met. */
interface Refusal {
  readonly spec: SecuritySchemeSpec;
  readonly reason: 'missing' | 'invalid' | 'scopes';
  readonly scopes: readonly string[];
}

/** All schemes of one alternative must be met. */
async function meet(
  alternative: { readonly [scheme: string]: readonly string[] },
  checks: ReadonlyMap<string, Check>,
  request: RawRequest,
): Promise<Authenticated | Refusal> {
  const principals = new Map<string, unknown>();
  for (const [id, scopes] of Object.entries(alternative)) {
    const check = checks.get(id);
    if (check === undefined) throw new Error(`The security scheme ${id} is not known`);
    const { spec } = check;
    const credentials = readCredentials(spec, request);
    if (credentials === undefined) return { spec, reason: 'missing', scopes };
    const principal = await check.verify(credentials, scopes, request);
    if (principal === undefined) return { spec, reason: 'invalid', scopes };
    const held = scopesOf(principal);
    if (!scopes.every((scope) => held.includes(scope))) return { spec, reason: 'scopes', scopes };
    principals.set(id, principal);
  }
  const [[scheme, principal] = ['', undefined]] = principals;
  return { scheme, principal, scopes: scopesOf(principal), principals };
}

function scopesOf(principal: unknown): readonly string[] {
  if (typeof principal !== 'object' || principal === null || !('scopes' in principal)) return [];
  return Array.isArray(principal.scopes) ? principal.scopes : [];
}

function refuse(refusals: readonly Refusal[], realm: string): HttpError {
  const challenges = new Set(
    refusals.map(({ spec, reason, scopes }) => challengeOf(spec, realm, reason, scopes)),
  );
  if (!refusals.some(({ reason }) => reason === 'scopes')) return unauthorized([...challenges]);
  return new HttpError(403, 'The credentials lack a scope that this operation needs', {
    headers: { 'www-authenticate': [...challenges].join(', ') },
  });
}
