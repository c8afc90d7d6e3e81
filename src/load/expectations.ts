import type { LoadRequest } from './load-request.ts';
import type { ExpectationResult } from './load-result.ts';
import type { Tally } from './tally.ts';

/** What `--expect-status` and `--expect-body` asked for, and whether every request met it. */
export function expectationsOf(
  {
    expectStatus,
    expectBody,
    targets,
  }: Pick<LoadRequest, 'expectStatus' | 'expectBody' | 'targets'>,
  tally: Tally,
): readonly ExpectationResult[] {
  const follows = targets.some(({ traffic }) => traffic.kind === 'mix' && traffic.redirectsMax > 0);
  return [
    ...(expectStatus === undefined ? [] : [statusExpectation(expectStatus, tally, follows)]),
    ...(expectBody === undefined ? [] : [bodyExpectation(expectBody, tally)]),
    ...tally.checks.map(({ name, passed, failed }) => ({
      name: `check: ${name}`,
      passed: failed === 0,
      detail: `It held ${passed} of ${passed + failed} times.`,
    })),
  ];
}

/** @param follows a redirect that was followed is on the way to an answer, and none itself */
function statusExpectation(
  expected: readonly number[],
  tally: Tally,
  follows: boolean,
): ExpectationResult {
  const errors = new Map(tally.errors);
  const met = sumOf(tally.statuses.filter(([status]) => expected.includes(status)));
  const unexpected = tally.statuses.filter(([status]) => !expected.includes(status));
  const others: readonly (readonly [what: string | number, times: number])[] = [
    ...unexpected.map(([status, times]) => {
      return [status, follows ? (errors.get(`HTTP ${status}`) ?? 0) : times] as const;
    }),
    ['too many redirects', errors.get('too many redirects') ?? 0],
    ['no response', tally.counts(0, 0).total - sumOf(tally.statuses)],
  ];
  const seen = others.filter(([, times]) => times > 0);
  const count = met + sumOf(seen);
  const listed = seen.map(([what, times]) => `${times} × ${what}`).join(', ');
  return {
    name: `status ${statusText(expected)}`,
    passed: count > 0 && met === count,
    detail:
      listed === ''
        ? `All ${met} requests were answered as expected.`
        : `${met} of ${count} requests were answered as expected; the others: ${listed}.`,
  };
}

function sumOf(counts: readonly (readonly [unknown, number])[]): number {
  return counts.reduce((sum, [, times]) => sum + times, 0);
}

function bodyExpectation(expected: string, tally: Tally): ExpectationResult {
  const errors = new Map(tally.errors);
  const wrong = errors.get('unexpected body') ?? 0;
  const { total } = tally.counts(0, 0);
  const name = `body with ${expected}`;
  if (wrong > 0) {
    return { name, passed: false, detail: `${wrong} of ${total} bodies did not hold it.` };
  }
  const answered = sumOf(tally.statuses);
  return {
    name,
    passed: total > 0 && answered === total,
    detail: `${answered} of ${total} requests were answered, and all bodies held it.`,
  };
}

/** `400`, `400, 422`, `2xx`. */
function statusText(statuses: readonly number[]): string {
  const [first = 0] = statuses;
  const isClass = statuses.length === 100 && statuses.every((each, at) => each === first + at);
  return isClass ? `${first / 100}xx` : statuses.join(', ');
}
