import { html, type Html } from '../../../../report/html.ts';

/** As much of a statement as stands in a row of a table; the whole unfolds. */
const SHORT_CHARACTERS = 110;
/** A statement with a thousand values is as long as a report. */
const WHOLE_CHARACTERS = 4000;

/** A statement among other things. */
export function sqlText(text: string): Html {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  if (line.length <= SHORT_CHARACTERS) return html`<code>${line}</code>`;
  return html`<details>
    <summary><code>${line.slice(0, SHORT_CHARACTERS)}…</code></summary>
    <pre class="copy"><code>${cut(text.trim())}</code></pre>
  </details>`;
}

function cut(text: string): string {
  return text.length <= WHOLE_CHARACTERS ? text : `${text.slice(0, WHOLE_CHARACTERS)}…`;
}
