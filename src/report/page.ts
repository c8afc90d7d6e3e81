import { html, type Html } from './html.ts';
import { pageStyle } from './page-style.ts';
import { chartStyle } from './svg/chart-style.ts';

export interface Page {
  readonly title: string;
  readonly body: Html;
  /** What this kind of page needs beyond the style that all have. */
  readonly style?: string;
}

/**
 * A document that stands alone: one file, no scripts and nothing loaded from elsewhere, which its policy also forbids,
 * should something of that kind ever get in.
 */
export function page({ title, body, style: own = '' }: Page): string {
  const style: Html = { markup: `${pageStyle}${chartStyle}${own}` };
  return `<!doctype html>\n${
    html`<html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta
          http-equiv="Content-Security-Policy"
          content="default-src 'none'; style-src 'unsafe-inline'"
        />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${title}</title>
        <style>
          ${style}
        </style>
      </head>
      <body>
        ${body}
      </body>
    </html> `.markup
  }`;
}
