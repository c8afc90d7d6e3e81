import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openTerminal, wantsColor, type Terminal } from './terminal.ts';

const noOptions = { json: false, quiet: false, verbose: false, noColor: false };

interface Recorded {
  readonly terminal: Terminal;
  readonly text: { out: string; err: string };
}

function record(options: Partial<typeof noOptions> = {}, isTTY = false): Recorded {
  const text = { out: '', err: '' };
  const terminal = openTerminal({
    stdout: { isTTY, write: (piece) => (text.out += piece) },
    stderr: { isTTY, write: (piece) => (text.err += piece) },
    env: {},
    options: { ...noOptions, ...options },
  });
  return { terminal, text };
}

const tty = { isTTY: true, write: () => true };
const pipe = { write: () => true };

test('colours only on a terminal, and the environment may differ', () => {
  assert.equal(wantsColor(tty, {}, noOptions), true);
  assert.equal(wantsColor(pipe, {}, noOptions), false);
  assert.equal(wantsColor(tty, { NO_COLOR: '1' }, noOptions), false);
  assert.equal(wantsColor(tty, { NO_COLOR: '' }, noOptions), true);
  assert.equal(wantsColor(tty, { CI: 'true' }, noOptions), false);
  assert.equal(wantsColor(tty, { TERM: 'dumb' }, noOptions), false);
  assert.equal(wantsColor(pipe, { FORCE_COLOR: '1' }, noOptions), true);
  assert.equal(wantsColor(pipe, { FORCE_COLOR: '1', CI: 'true' }, noOptions), true);
  assert.equal(wantsColor(tty, { FORCE_COLOR: '0' }, noOptions), false);
  assert.equal(wantsColor(tty, { FORCE_COLOR: '1' }, { ...noOptions, noColor: true }), false);
});

test('answers go out, notes and problems go to the side', () => {
  const { terminal, text } = record();
  terminal.answer('done');
  terminal.note('by the way');
  terminal.problem('but');
  terminal.document({ schema: 'x/1' });
  terminal.progress('working');
  assert.deepEqual(text, { out: 'done\n', err: 'by the way\nbut\n' });
});

test('with --json only the document goes out', () => {
  const { terminal, text } = record({ json: true });
  terminal.answer('done');
  terminal.note('by the way');
  terminal.document({ schema: 'x/1' });
  assert.deepEqual(text, { out: '{\n  "schema": "x/1"\n}\n', err: 'by the way\n' });
});

test('with --quiet only what is wrong is said', () => {
  const { terminal, text } = record({ quiet: true, verbose: true });
  terminal.note('by the way');
  terminal.progress('working');
  terminal.problem('but');
  assert.deepEqual(text, { out: '', err: 'but\n' });
});

test('progress replaces itself on a terminal and is gone before anything else is said', () => {
  const { terminal, text } = record({}, true);
  terminal.progress('reading');
  terminal.progress('writing');
  terminal.answer('done');
  assert.ok(text.err.startsWith('\r\u001b[2K'));
  assert.ok(text.err.endsWith('\r\u001b[2K'));
  assert.equal(text.out, 'done\n');
});

test('a block of progress replaces the one before, however long each is, and leaves nothing behind', () => {
  const { terminal, text } = record({}, true);
  terminal.note('before');
  terminal.progress('one\ntwo\nthree');
  assert.deepEqual(screenOf(text.err), ['before', 'one', 'two', 'three']);
  terminal.progress('a\nb');
  assert.deepEqual(screenOf(text.err), ['before', 'a', 'b']);
  terminal.progress('x'.repeat(200));
  assert.deepEqual(screenOf(text.err), ['before', 'x'.repeat(79)]);
  terminal.progress('1\n2\n3');
  terminal.note('after');
  assert.deepEqual(screenOf(text.err), ['before', 'after', '']);
  terminal.progress('4\n5');
  terminal.answer('done');
  assert.deepEqual(screenOf(text.err), ['before', 'after', '']);
  assert.equal(text.out, 'done\n');
});

test('progress is a line each with --verbose in a pipe', () => {
  const { terminal, text } = record({ verbose: true });
  terminal.progress('reading');
  assert.equal(text.err, 'reading\n');
});

test('every way out is redacted', () => {
  const secret = 'postgres://me:hunter2@db/x';
  for (const json of [false, true]) {
    const { terminal, text } = record({ json, verbose: true });
    terminal.answer(secret);
    terminal.note(secret);
    terminal.problem(secret);
    terminal.progress(secret);
    terminal.document({ schema: 'x/1', deep: [{ url: secret }] });
    assert.ok(!JSON.stringify(text).includes('hunter2'));
    assert.ok(text.out.includes('postgres://me:***@db/x'));
  }
});

const styles = new RegExp(String.raw`\u001b\[\d+m`, 'g');
const moves = new RegExp(String.raw`\r|\n|\u001b\[1A|\u001b\[2K|[^\r\n\u001b]+`, 'g');

/** What a terminal shows of this: carriage return, line feed, cursor up, erase line. */
function screenOf(text: string): readonly string[] {
  const lines = [''];
  let row = 0;
  let column = 0;
  for (const [piece] of text.replaceAll(styles, '').matchAll(moves)) {
    if (piece === '\r') column = 0;
    else if (piece === '\n') {
      row += 1;
      column = 0;
      lines[row] ??= '';
    } else if (piece === '\u001b[1A') row -= 1;
    else if (piece === '\u001b[2K') lines[row] = '';
    else {
      const line = (lines[row] ?? '').padEnd(column);
      lines[row] = line.slice(0, column) + piece + line.slice(column + piece.length);
      column += piece.length;
    }
  }
  // Below the cursor a terminal shows nothing either, where everything there was erased.
  while (lines.length - 1 > row && lines.at(-1) === '') lines.pop();
  return lines;
}
