import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { html } from './html.ts';

test('what is put into a template is text, save other templates', () => {
  const name = html`<b>${'<i> & "co"'}</b>`;
  const page = html`<p title="${'"x" \' y'}">${name} ${[1, 'a', undefined, false]}</p>`;
  assert.equal(
    page.markup,
    '<p title="&quot;x&quot; &#39; y"><b>&lt;i&gt; &amp; &quot;co&quot;</b> 1a</p>',
  );
});

const hostile = [
  '<',
  '>',
  '"',
  "'",
  '&',
  '/',
  '=',
  ';',
  ' ',
  'a',
  '\n',
  '\u{0}',
  '\u{202e}',
  '\u{d800}',
];

test('no text can end its attribute or element', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...hostile) }), (text) => {
      const { markup } = html`<p title="${text}">${text}</p>`;
      assert.match(markup, /^<p title="[^"<>]*">[^<>]*<\/p>$/);
    }),
  );
});

test('secrets stay out, and what would turn text round is shown', () => {
  const { markup } = html`${'https://u:hunter2@x.org/?a=1&token=s3cret'} ${'a\u{202e}b'}`;
  assert.equal(markup, 'https://u:***@x.org/?a=1&amp;token=*** a\\u{202e}b');
});
