import { html, type Html } from '../../../report/html.ts';
import { withSeparators } from '../../../report/number.ts';
import type { LoadResult } from '../../load-result.ts';
import { distributionTable } from './distribution-table.ts';

/** Where the time went, and how late the generator itself was. */
export function phasesSection({ phases, connections }: LoadResult): Html | undefined {
  const { connect, tls, firstByte, sendLag } = phases;
  const named = [
    { name: 'connect (name lookup and TCP)', histogram: connect },
    { name: 'TLS handshake', histogram: tls },
    { name: 'sending to first byte', histogram: firstByte },
    { name: 'send lag of the generator', histogram: sendLag },
  ];
  if (named.every(({ histogram }) => histogram.count === 0)) return undefined;
  const { opened, closedIdle } = connections;
  return html`<section>
    <h2>Phases</h2>
    ${distributionTable(named)}
    <p class="quiet">
      Connections opened: ${withSeparators(opened)}. Closed by the server between two requests:
      ${withSeparators(closedIdle)}.
    </p>
  </section>`;
}
