import { percent, withSeparators } from '../../../report/number.ts';
import { countAbove } from '../count-above.ts';
import type { LoadVerdict } from '../verdict.ts';

/** Some connections needed a second attempt at TCP, which takes a second longer. */
export const slowConnect: LoadVerdict = {
  id: 'slow-connect',
  judge({ phases: { connect } }) {
    const slow = countAbove(connect, retransmittedMs);
    const p50Ms = connect.quantileUs(0.5) / 1000;
    const share = slow / connect.count;
    if (slow < slowMin || share < slowShareMin || p50Ms > usualMsMax) return undefined;
    return {
      id: 'slow-connect',
      severity: 'warning',
      title: `${withSeparators(slow)} of ${withSeparators(connect.count)} connections (${percent(share)}) took a second or longer to open: their first packet was lost.`,
      fix: 'Give the server a longer queue of connections (the backlog of listen(), net.core.somaxconn, net.ipv4.tcp_max_syn_backlog), and accept faster: more processes, nothing that blocks them.',
      evidence: {
        slow,
        connections: connect.count,
        connect_p50_ms: p50Ms,
        connect_p99_ms: connect.quantileUs(0.99) / 1000,
        connect_max_ms: connect.maxUs / 1000,
      },
      key: 'slow-connect',
    };
  },
};

/** A lost SYN is sent again after 1 s (RFC 6298, section 2.1); timers may be a little early. */
const retransmittedMs = 950;
const slowMin = 3;
const slowShareMin = 0.01;
/** Where all connections are slow, it is distance or name resolution. */
const usualMsMax = 300;
