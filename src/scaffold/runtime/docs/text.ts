/** Text of a document as HTML. Everything that is not made here is escaped. */

const MAX_PROSE_LENGTH = 20_000;

/** For element content and quoted attributes. */
export function escapeHtml(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
  if (!/[&<>"']/.test(text)) return text;
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

/** An id of an element that any name can be turned into, and no two names share: `schema-User`. */
export function anchor(prefix: string, name: string): string {
  if (!/[^\w.-]/.test(name)) return `${prefix}-${name}`;
  const safe = name.replaceAll(
    /[^\w.-]/gu,
    (character) => `~${character.codePointAt(0)?.toString(16)}`,
  );
  return `${prefix}-${safe}`;
}

/** The part of Markdown that descriptions live by: paragraphs, lists, headings, code, emphasis, links to the web. */
export function prose(value: unknown): string {
  if (typeof value !== 'string' || value.trim() === '') return '';
  const text = value.slice(0, MAX_PROSE_LENGTH).replaceAll('\r\n', '\n');
  // Fences come in pairs, so every second part is code.
  const parts = text.split(/^[ \t]*```.*$/m);
  return parts
    .map((part, index) =>
      index % 2 === 1 ? `<pre><code>${escapeHtml(part.trim())}</code></pre>` : paragraphs(part),
    )
    .join('');
}

/** The same without blocks: for the cells of tables. */
export function proseLine(value: unknown): string {
  if (typeof value !== 'string') return '';
  return inline(value.slice(0, MAX_PROSE_LENGTH).replaceAll(/\s+/g, ' ').trim());
}

function paragraphs(text: string): string {
  let html = '';
  for (const block of text.split(/\n[ \t]*\n/)) {
    const trimmed = block.trim();
    if (trimmed === '') continue;
    if (/^#{1,6} /.test(trimmed)) html += `<h4>${inline(trimmed.replace(/^#{1,6} /, ''))}</h4>`;
    else if (/^(?:[-*+]|\d{1,3}[.)]) /m.test(trimmed))
      html += `<p class="lines">${inline(trimmed)}</p>`;
    else html += `<p>${inline(trimmed)}</p>`;
  }
  return html;
}

/** Code first: what stands between backticks is taken as it is. */
function inline(text: string): string {
  if (!text.includes('`')) return emphasis(escapeHtml(text));
  return text
    .split(/(`[^`\n]{1,300}`)/)
    .map((part, index) =>
      index % 2 === 1
        ? `<code>${escapeHtml(part.slice(1, -1))}</code>`
        : emphasis(escapeHtml(part)),
    )
    .join('');
}

function emphasis(html: string): string {
  if (!/\*\*|\]\(/.test(html)) return html;
  return html
    .replaceAll(/\*\*([^*\n]{1,300})\*\*/g, '<strong>$1</strong>')
    .replaceAll(
      /\[([^\]\n]{1,300})\]\((https?:\/\/[^\s()<>]{1,600})\)/g,
      '<a href="$2" rel="noopener noreferrer">$1</a>',
    );
}
