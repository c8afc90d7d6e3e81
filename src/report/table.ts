import { html, type Html, type HtmlPart } from './html.ts';

export interface Column {
  readonly heading: string;
  /** Numbers stand on the right; names may break; what is `plot` has no lines between its rows. */
  readonly kind: 'name' | 'number' | 'text' | 'plot';
}

/** A table that scrolls by itself where the screen is too narrow for it. */
export function table(
  columns: readonly Column[],
  rows: readonly (readonly HtmlPart[])[],
  className = '',
): Html {
  return html`<div class="scroll">
    <table class="${className}">
      <thead>
        <tr>
          ${columns.map(({ heading, kind }) => html`<th scope="col" class="${kind}">${heading}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (cells) =>
            html`<tr>
              ${columns.map(({ kind }, index) => html`<td class="${kind}">${cells[index]}</td>`)}
            </tr> `,
        )}
      </tbody>
    </table>
  </div>`;
}
