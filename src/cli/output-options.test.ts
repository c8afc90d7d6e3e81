import assert from 'node:assert/strict';
import { test } from 'node:test';
import { moveSharedFlags, readOutputOptions } from './output-options.ts';

const on = (line: string) => {
  const options = Object.entries(readOutputOptions(line.split(' ')));
  return options.flatMap(([name, value]) => (value ? [name] : []));
};

test('shared options are found anywhere, in both spellings, up to --', () => {
  assert.deepEqual(on('scaffold x --json'), ['json']);
  assert.deepEqual(on('--quiet scaffold x --no-color'), ['quiet', 'noColor']);
  assert.deepEqual(on('scaffold --verbose=true x --json=false'), ['verbose']);
  assert.deepEqual(on('scaffold -- --json'), []);
});

const moved = (line: string) => moveSharedFlags(line.split(' ')).join(' ');

test('shared options before the command go behind it', () => {
  assert.equal(moved('--json --quiet scaffold x'), 'scaffold --json --quiet x');
  assert.equal(moved('scaffold --json x'), 'scaffold --json x');
  assert.equal(moved('--other scaffold'), '--other scaffold');
  assert.equal(moved('--json --help'), '--help --json');
});

const inGroup = (line: string) => moveSharedFlags(line.split(' '), new Set(['db'])).join(' ');

test('and behind both words of a command in a group', () => {
  assert.equal(inGroup('--json db --quiet lint x'), 'db lint --json --quiet x');
  assert.equal(inGroup('db --json'), 'db --json');
});

test('shared options alone are no command', () => {
  assert.deepEqual(moveSharedFlags(['--json']), ['--json']);
});
