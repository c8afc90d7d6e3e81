import type { LoadRequest } from './load-request.ts';
import type { ExpectationResult } from './load-result.ts';
import type { Tally } from './tally.ts';

/** What `--expect-status` and `--expect-body` asked for, and whether every request met it. */
export function expectationsOf(
  { expectStatus, expectBody }: LoadRequest,
  tally: Tally,
): readonly ExpectationResult[] {
  return [
    ...(expectStatus === undefined ? [] : [statusExpectation(expectStatus, tally)]),
    ...(expectBody === undefined ? [] : [bodyExpectation(expectBody, tally)]),
    ...tally.checks.map(({ name, passed, failed }) => ({
      name: `check: ${name}`,
      passed: failed === 0,
      detail: `It held ${passed} of ${passed + failed} times.`,
    })),
  ];
}

function statusExpectation(expected: readonly number[], tally: Tally): ExpectationResult {
  const { total } = tally.counts(0, 0);
  const met = tally.statuses.filter(([status]) => expected.includes(status));
  const count = met.reduce((sum, [, times]) => sum + times, 0);
  const others = tally.statuses.filter(([status]) => !expected.includes(status));
  const seen = others.map(([status, times]) => `${times} × ${status}`);
  const unanswered = total - tally.statuses.reduce((sum, [, times]) => sum + times, 0);
  if (unanswered > 0) seen.push(`${unanswered} × no response`);
  return {
    name: `status ${statusText(expected)}`,
    passed: total > 0 && count === total,
    detail:
      seen.length === 0
        ? `All ${count} requests were answered as expected.`
        : `${count} of ${total} requests were answered as expected; the others: ${seen.join(', ')}.`,
  };
}

function bodyExpectation(expected: string, tally: Tally): ExpectationResult {
  const errors = new Map(tally.errors);
  const wrong = errors.get('unexpected body') ?? 0;
  const { total } = tally.counts(0, 0);
  const name = `body with ${expected}`;
  if (wrong > 0) {
    return { name, passed: false, detail: `${wrong} of ${total} bodies did not hold it.` };
  }
  const answered = tally.statuses.reduce((sum, [, times]) => sum + times, 0);
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
