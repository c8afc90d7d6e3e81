import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sectionsOf } from './sections.ts';

test('each direction with the other blanked out, line by line, in the words of each tool', () => {
  for (const [up, down] of [
    ['-- migrate:up', '-- migrate:down'],
    ['-- +goose Up', '-- +goose Down'],
    ['-- +migrate Up', '-- +migrate Down'],
    ['-- Up Migration', '-- Down Migration'],
  ]) {
    const text = `-- head\r\n${up}\r\nCREATE TABLE t (a int);\r\n${down}\r\nDROP TABLE t;\r\n${up}\r\nSELECT 1;`;
    const sections = sectionsOf(text);
    assert.deepEqual(lines(sections.up), [
      '',
      up,
      'CREATE TABLE t (a int);',
      '',
      '',
      up,
      'SELECT 1;',
    ]);
    assert.deepEqual(lines(sections.down), ['', '', '', down, 'DROP TABLE t;', '', '']);
  }
});

test('a file of one direction stays as it is', () => {
  for (const text of [
    'DROP TABLE t; -- the way down\n-- migrations up and down\n',
    '-- Down migration: see the other file\nCREATE TABLE t (a int);\n',
  ]) {
    assert.deepEqual(sectionsOf(text), { up: text, down: undefined, outsideTransactions: false });
  }
});

test('files that ask for no transaction are known', () => {
  for (const line of [
    '-- migrate:up transaction:false',
    '-- +goose NO TRANSACTION',
    '-- +migrate Up notransaction',
  ]) {
    assert.equal(sectionsOf(`${line}\nSELECT 1;`).outsideTransactions, true, line);
  }
});

function lines(text: string | undefined): readonly string[] {
  return (text ?? '').split('\n').map((line) => line.trim());
}
