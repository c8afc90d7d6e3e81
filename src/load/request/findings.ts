import type { Finding, Place, Severity } from '../../base/finding.ts';

/** Everything that can be said about where requests come from; each id has its page in `findings/<id>.md`. */
export const requestFindingIds = [
  'har-body-missing',
  'har-request-skipped',
  'operation-needs-credentials',
  'operation-not-sampled',
] as const;

export type RequestFindingId = (typeof requestFindingIds)[number];

/** A finding whose key is made of its id and what it is about. */
export function requestFinding(
  id: RequestFindingId,
  severity: Severity,
  title: string,
  fix: string,
  about: { readonly subject: string; readonly place?: Place; readonly requests?: number },
): Finding {
  const { subject, place, requests } = about;
  return {
    id,
    severity,
    title,
    fix,
    key: `${id} ${subject}`,
    ...(place !== undefined && { place }),
    ...(requests !== undefined && { evidence: { requests } }),
  };
}
