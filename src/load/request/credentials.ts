import type { Finding, Place } from '../../base/finding.ts';
import type { ApiModel, Operation, SecurityScheme } from '../../api/model.ts';
import { requestFinding } from './findings.ts';
import type { StepSpec } from './source.ts';

/** One finding for each security scheme that operations need and no header gives: their requests will be refused. */
export function credentialFindings(
  { securitySchemes }: ApiModel,
  operations: readonly Operation[],
  headers: StepSpec['headers'],
  placeOf: (pointer: string) => Place,
): readonly Finding[] {
  const schemes = new Map(securitySchemes.map((scheme) => [scheme.id, scheme]));
  const given = new Set(headers.map(([name]) => name.toLowerCase()));
  const closed = new Map<SecurityScheme, Closed>();
  for (const operation of operations) {
    const scheme = missingScheme(operation, schemes, given);
    if (scheme === undefined) continue;
    const known = closed.get(scheme);
    closed.set(scheme, { first: known?.first ?? operation, others: (known?.others ?? -1) + 1 });
  }
  return [...closed].map(([scheme, { first, others }]) =>
    requestFinding(
      'operation-needs-credentials',
      'warning',
      `${first.operationId}${others === 0 ? ' needs' : ` and ${others} more need`} the credentials of ${scheme.name}, which no header gives`,
      fixFor(scheme),
      { subject: scheme.name, place: placeOf(first.pointer) },
    ),
  );
}

interface Closed {
  readonly first: Operation;
  /** How many more there are. */
  readonly others: number;
}

/** The first scheme that is missing, where no alternative is complete. */
function missingScheme(
  { security, securityOptional }: Operation,
  schemes: ReadonlyMap<string, SecurityScheme>,
  given: ReadonlySet<string>,
): SecurityScheme | undefined {
  if (securityOptional) return undefined;
  const missing = security.map((alternative) =>
    alternative
      .map(({ scheme }) => schemes.get(scheme))
      .find((scheme) => scheme !== undefined && !isGiven(scheme, given)),
  );
  return missing.includes(undefined) ? undefined : missing[0];
}

function isGiven(scheme: SecurityScheme, given: ReadonlySet<string>): boolean {
  // A certificate is not part of requests.
  return scheme.kind === 'mutualTLS' || given.has(headerOf(scheme) ?? '');
}

/** The header that carries the credentials; undefined where that is the query. */
function headerOf(scheme: SecurityScheme): string | undefined {
  if (scheme.kind !== 'apiKey') return 'authorization';
  return scheme.in === 'header' ? scheme.key : scheme.in === 'cookie' ? 'cookie' : undefined;
}

function fixFor(scheme: SecurityScheme): string {
  const { kind, key = '' } = scheme;
  if (kind === 'bearer')
    return 'Give a token with --header, in the field Authorization, after the word Bearer.';
  if (kind !== 'apiKey') return 'Give them with --header, in the field Authorization.';
  if (scheme.in === 'cookie') return `Give them with --header "Cookie: ${key}=…".`;
  return scheme.in === 'header'
    ? `Give them with --header "${key}: …".`
    : `Declare the query parameter ${key}, with the key as its example.`;
}
