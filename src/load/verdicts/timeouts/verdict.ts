import { durationText } from '../../../base/duration.ts';
import { evidenceOf, failureSeverity, failuresOf, listOf, shareOf } from '../failures.ts';
import type { LoadVerdict } from '../verdict.ts';

/** Requests waited in vain. */
export const timeouts: LoadVerdict = {
  id: 'timeouts',
  judge(result) {
    const failures = failuresOf(result, 'timeouts');
    const [dominating] = failures.kinds;
    if (dominating === undefined) return undefined;
    // Failures without a response are timed only where they waited.
    const waited = result.classes.find(({ name }) => name === 'no response')?.latency;
    const waitedMs = (waited?.quantileUs(0.5) ?? 0) / 1000;
    return {
      id: 'timeouts',
      severity: failureSeverity(result, failures.share),
      title: `${shareOf(failures)} got no answer in time: ${listOf(failures)}, after ${durationText(waitedMs)} (median), which the percentiles include.`,
      fix: fixes.get(dominating[0]) ?? '',
      evidence: {
        timed_out: failures.count,
        timed_out_share: failures.share,
        requests: result.requests.total,
        waited_p50_ms: waitedMs,
        waited_max_ms: (waited?.maxUs ?? 0) / 1000,
        timeout_ms: result.config.timeoutMs,
        ...evidenceOf(failures),
      },
      key: 'timeouts',
    };
  },
};

const fixes: ReadonlyMap<string, string> = new Map([
  [
    'connection timeout',
    'Check that the server accepts connections under load (listen backlog, net.core.somaxconn, a process that blocks), and that no firewall drops them.',
  ],
  [
    'first byte timeout',
    'Find what handlers wait for (a pool, a lock, a slow query), and let the server give up before its clients do.',
  ],
  [
    'response timeout',
    'Find what handlers wait for (a pool, a lock, a slow query, a slow body), and let the server give up before its clients do.',
  ],
  [
    'unfinished at the end',
    'Find what the last requests waited for; a --timeout shorter than the run shows them while it goes on.',
  ],
]);
