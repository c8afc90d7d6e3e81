import { durationText } from '../../../base/duration.ts';
import { html, type Html } from '../../../report/html.ts';
import type { LoadResult } from '../../load-result.ts';
import { roundDuration } from '../round-duration.ts';

/** What nobody may overlook: that the figures are not the server's, or not those of the whole run. */
export function banners(result: LoadResult): readonly Html[] {
  const { generator, interrupted, durationMs, config } = result;
  const shown: Html[] = [];
  if (!generator.valid) {
    shown.push(
      html`<div class="banner" role="alert">
        <h2>NOT VALID</h2>
        <p>
          The load generator could not keep up: the figures below are partly its own, not the
          server's.
        </p>
        <ul>
          ${generator.reasons.map((reason) => html`<li>${reason}</li>`)}
        </ul>
      </div>`,
    );
  }
  if (interrupted) {
    const after = durationText(roundDuration(durationMs));
    shown.push(
      html`<div class="banner warn" role="alert">
        <h2>Interrupted</h2>
        <p>The run was ended after ${after} of ${durationText(config.durationMs)}.</p>
      </div>`,
    );
  }
  return shown;
}
