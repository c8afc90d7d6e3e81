import { html, type Html } from '../../../../report/html.ts';

/** A share, 0 to 1, as a bar; the figure stands beside it. */
export function shareBar(share: number): Html {
  return html`<span class="share a" aria-hidden="true"
    ><i style="width:${Math.max(1, Math.round(share * 100))}%"></i
  ></span>`;
}
