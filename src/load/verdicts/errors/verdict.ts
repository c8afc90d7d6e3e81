import { evidenceOf, failureSeverity, failuresOf, listOf, shareOf } from '../failures.ts';
import type { LoadVerdict } from '../verdict.ts';
import { fixFor } from './fixes.ts';

/** Requests failed other than by waiting too long or by a rate limit, which have verdicts of their own. */
export const errors: LoadVerdict = {
  id: 'errors',
  judge(result) {
    const failures = failuresOf(result, 'errors');
    const [dominating] = failures.kinds;
    if (dominating === undefined) return undefined;
    return {
      id: 'errors',
      severity: failureSeverity(result, failures.share),
      title: `${shareOf(failures)} failed: ${listOf(failures)}.`,
      fix: fixFor(dominating[0]),
      evidence: {
        failed: failures.count,
        failed_share: failures.share,
        requests: result.requests.total,
        ...evidenceOf(failures),
      },
      key: 'errors',
    };
  },
};
