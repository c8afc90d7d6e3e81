import { percent, withSeparators } from '../../../report/number.ts';
import type { LoadVerdict, Measurement } from '../verdict.ts';

/** Connections carry few requests each, because the server closes them. */
export const connectionChurn: LoadVerdict = {
  id: 'connection-churn',
  judge(result) {
    const { connections, requests, config, phases } = result;
    const reopened = connections.opened - config.concurrency - brokenIn(result);
    if (reopened < reopenedMin || reopened < requests.sent * reopenedShareMin) return undefined;
    const openingMs = totalMs(phases.connect) + totalMs(phases.tls);
    const openingShare = Math.min(1, openingMs / totalMs(result.latency));
    return {
      id: 'connection-churn',
      severity: openingShare >= openingShareMin ? 'warning' : 'info',
      title: `The server does not keep connections: ${withSeparators(connections.opened)} were opened for ${withSeparators(requests.sent)} requests, and opening them took ${percent(openingShare)} of the time.`,
      fix: fixOf(result, reopened),
      evidence: {
        opened: connections.opened,
        requests_per_connection: requests.sent / connections.opened,
        concurrency: config.concurrency,
        closed_idle: connections.closedIdle,
        connect_p50_ms: phases.connect.quantileUs(0.5) / 1000,
        tls_p50_ms: phases.tls.quantileUs(0.5) / 1000,
        opening_share: openingShare,
      },
      key: 'connection-churn',
    };
  },
};

/** Servers that end a connection after a hundred requests or more on purpose are far from one in ten. */
const reopenedShareMin = 0.1;
/** So few cost nothing. */
const reopenedMin = 20;
const openingShareMin = 0.1;

/** Connections that ended with a failed request, which is what that failure's verdict is about. */
function brokenIn({ errors }: Measurement): number {
  return errors
    .filter(([name]) => !name.startsWith('HTTP '))
    .reduce((sum, [, count]) => sum + count, 0);
}

function totalMs({ meanUs, count }: Measurement['latency']): number {
  return (meanUs * count) / 1000;
}

function fixOf({ connections }: Measurement, reopened: number): string {
  return connections.closedIdle >= reopened / 2
    ? 'Raise the keep-alive timeout of the server (Node: server.keepAliveTimeout, 5 s) above the pauses between requests.'
    : 'Turn keep-alive on in the server and in proxies before it, and look for a "Connection: close" header in requests and responses.';
}
