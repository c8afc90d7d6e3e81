import { printable } from '../base/printable.ts';
import { redact } from '../base/secrets.ts';

/** Markup that was made here, unlike a string, which is text of anybody. */
export interface Html {
  readonly markup: string;
}

/** Strings are escaped; `undefined` and `false` are nothing. */
export type HtmlPart = string | number | Html | undefined | false | readonly HtmlPart[];

/**
 * Markup from a template: whatever is put in is escaped, unless it was made by this function, so that no text can break
 * out of an element or a quoted attribute. Secrets are taken out of texts, and characters that hide or turn text round
 * become visible.
 */
export function html(parts: TemplateStringsArray, ...values: readonly HtmlPart[]): Html {
  let markup = parts[0] ?? '';
  for (const [index, value] of values.entries()) {
    markup += markupOf(value) + (parts[index + 1] ?? '');
  }
  return { markup };
}

function markupOf(part: HtmlPart): string {
  if (part === undefined || part === false) return '';
  if (typeof part === 'number') return String(part);
  if (typeof part === 'string') return escapeHtml(printable(redact(part)));
  return 'markup' in part ? part.markup : part.map(markupOf).join('');
}

function escapeHtml(text: string): string {
  if (!/[&<>"']/.test(text)) return text;
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
