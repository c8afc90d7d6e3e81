import assert from 'node:assert/strict';
import { test } from 'node:test';
import { printable, printableLine } from './printable.ts';

test('what a terminal would carry out, hide or turn round is shown', () => {
  assert.equal(printable('a\u001b[2Jb\r\u0007'), 'a\\u{1b}[2Jb\\u{d}\\u{7}');
  assert.equal(printable('\u202egnp.exe\u2066'), '\\u{202e}gnp.exe\\u{2066}');
  assert.equal(printable('\ud800'), '\\u{d800}');
});

test('all that can be read stays', () => {
  assert.equal(printable('Grüße,\n\t日本語 🚀 — …'), 'Grüße,\n\t日本語 🚀 — …');
});

test('a name is one line of a bearable length', () => {
  assert.equal(printableLine('a\nb'), 'a\\nb');
  assert.equal(printableLine('x'.repeat(10_000), 5), 'xxxx…');
});
