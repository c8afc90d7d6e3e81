import assert from 'node:assert/strict';
import { test } from 'node:test';
import { forwardPart } from './sections.ts';

test('the way back is blanked out, line by line, in the words of each tool', () => {
  for (const [up, down] of [
    ['-- migrate:up', '-- migrate:down'],
    ['-- +goose Up', '-- +goose Down'],
    ['-- +migrate Up', '-- +migrate Down'],
    ['-- Up Migration', '-- Down Migration'],
  ]) {
    const text = `${up}\r\nCREATE TABLE t (a int);\r\n${down}\r\nDROP TABLE t;\r\n${up}\r\nSELECT 1;`;
    const forward = forwardPart(text).text;
    assert.equal(forward.length, text.length);
    assert.equal(forward.indexOf('SELECT'), text.indexOf('SELECT'));
    assert.deepEqual(
      forward.split(/\r\n/).map((line) => line.trim()),
      [up, 'CREATE TABLE t (a int);', '', '', up, 'SELECT 1;'],
    );
  }
});

test('a file of one direction stays as it is', () => {
  const text = 'DROP TABLE t; -- the way down\n-- migrations up and down\n';
  assert.deepEqual(forwardPart(text), { text, outsideTransactions: false, resumable: false });
});

test('files that ask for no transaction are known', () => {
  for (const line of [
    '-- migrate:up transaction:false',
    '-- +goose NO TRANSACTION',
    '-- +migrate Up notransaction',
  ]) {
    assert.equal(forwardPart(`${line}\nSELECT 1;`).outsideTransactions, true, line);
  }
});

test('so are files that are made for trivet', () => {
  for (const [mode, outsideTransactions] of [
    ['whole', false],
    ['parts', true],
    ['none', true],
  ] as const) {
    const text = `-- trivet:migration x\n-- trivet:transaction ${mode}\nSELECT 1;`;
    assert.deepEqual(forwardPart(text), { text, outsideTransactions, resumable: true });
  }
});
