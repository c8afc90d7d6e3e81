import type { Severity } from '../../base/finding.ts';
import { percent, withSeparators } from '../../report/number.ts';
import type { Measurement } from './verdict.ts';

/** Failed requests of some kinds. Each kind belongs to one verdict, so that no failure is reported twice. */
export interface Failures {
  /** Most frequent first. */
  readonly kinds: readonly (readonly [name: string, count: number])[];
  readonly count: number;
  /** Of all requests, 0 to 1. */
  readonly share: number;
}

export type FailureOwner = 'errors' | 'timeouts' | 'rate-limited' | 'rate-not-reached';

export function failuresOf(
  { errors, requests, interrupted }: Measurement,
  owner: FailureOwner,
): Failures {
  const kinds = errors.filter(
    ([name]) => ownerOf(name) === owner && !(interrupted && cutShort.has(name)),
  );
  const count = kinds.reduce((sum, [, each]) => sum + each, 0);
  return { kinds, count, share: requests.total === 0 ? 0 : count / requests.total };
}

/** A search for the limit fails on purpose in its last step. */
export function failureSeverity({ limit }: Measurement, share: number): Severity {
  if (limit !== undefined) return 'info';
  return share >= errorShareMin ? 'error' : 'warning';
}

/** `HTTP 503 (56), connection reset (12) and 3 other kinds (4)`. */
export function listOf({ kinds, count }: Failures): string {
  const shown = kinds.slice(0, shownMax);
  const rest = count - shown.reduce((sum, [, each]) => sum + each, 0);
  const texts = shown.map(([name, each]) => `${name} (${withSeparators(each)})`).join(', ');
  const others = kinds.length - shown.length;
  return others === 0
    ? texts
    : `${texts} and ${others} other ${others === 1 ? 'kind' : 'kinds'} (${withSeparators(rest)})`;
}

/** `3.2% of requests`, or `All requests`. */
export function shareOf({ share }: Failures): string {
  return share === 1 ? 'All requests' : `${percent(share)} of requests`;
}

/** `HTTP 503` as a name of evidence: `http_503`. */
export function evidenceOf({ kinds }: Failures): Readonly<Record<string, number>> {
  return Object.fromEntries(
    kinds.map(([name, count]) => [name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '_'), count]),
  );
}

/** One in a hundred: with it, the service is no longer "two nines" available. */
const errorShareMin = 0.01;
const shownMax = 3;

function ownerOf(name: string): FailureOwner {
  return owners.get(name) ?? 'errors';
}

const owners: ReadonlyMap<string, FailureOwner> = new Map([
  ['connection timeout', 'timeouts'],
  ['first byte timeout', 'timeouts'],
  ['response timeout', 'timeouts'],
  ['unfinished at the end', 'timeouts'],
  ['HTTP 429', 'rate-limited'],
  ['never sent', 'rate-not-reached'],
]);

/** Where the user ended the run, they say nothing about the server. */
const cutShort: ReadonlySet<string> = new Set(['unfinished at the end', 'never sent']);
