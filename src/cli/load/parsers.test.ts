import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as parse from './parsers.ts';

interface Table {
  readonly parser: (text: string) => unknown;
  readonly good: readonly (readonly [text: string, value: unknown])[];
  readonly bad: readonly string[];
  /** What the message for a bad one shows. */
  readonly shows: RegExp;
}

const tables: Readonly<Record<string, Table>> = {
  duration: {
    parser: parse.duration,
    good: [
      ['30', 30_000],
      ['30s', 30_000],
      ['1.5s', 1500],
      ['200ms', 200],
      ['5m', 300_000],
      ['1m30s', 90_000],
      ['0', 0],
      ['168h', 604_800_000],
    ],
    bad: ['', 's', '-5s', '5 minutes', '1e3', '5d', '169h', 'Infinity'],
    shows: /write it like 30|a week is the longest/,
  },
  count: {
    parser: parse.count,
    good: [
      ['1', 1],
      ['10_000', 10_000],
      [' 5 ', 5],
    ],
    bad: ['0', '-1', '1.5', '', 'many', 'Infinity', '9007199254740993'],
    shows: /whole number from 1/,
  },
  whole: {
    parser: parse.whole,
    good: [
      ['0', 0],
      ['42', 42],
    ],
    bad: ['-1', '0.5', 'x', 'NaN'],
    shows: /whole number from 0/,
  },
  rate: {
    parser: parse.rate,
    good: [
      ['500', 500],
      ['500/s', 500],
      ['30/m', 0.5],
      ['30/min', 0.5],
      ['3600/h', 1],
      ['0.5', 0.5],
      ['1000000', 1_000_000],
    ],
    bad: ['0', '-5', '5/d', '5 per second', '', '/s', '1000001', '1e9', 'Infinity'],
    shows: /write it like 500|is the most/,
  },
  share: {
    parser: parse.share,
    good: [
      ['5%', 0.05],
      ['0.05', 0.05],
      ['0', 0],
      ['2.5 %', 0.025],
    ],
    bad: ['100%', '1', '5', '-1%', '%', 'five'],
    shows: /write it like 5%/,
  },
  statuses: {
    parser: parse.statuses,
    good: [
      ['400', [400]],
      ['400,422', [400, 422]],
      ['200, 304', [200, 304]],
    ],
    bad: ['', '99', '600', '2x', '2xxx', 'ok', '200,', '0xx', '6xx'],
    shows: /write statuses like 400/,
  },
  stages: {
    parser: parse.stages,
    good: [
      ['10s:50', [{ durationMs: 10_000, from: 0, to: 50 }]],
      [
        '10s:50, 1m:200,500ms:0.5',
        [
          { durationMs: 10_000, from: 0, to: 50 },
          { durationMs: 60_000, from: 50, to: 200 },
          { durationMs: 500, from: 200, to: 0.5 },
        ],
      ],
    ],
    bad: [
      '',
      '10s',
      '10s:',
      ':50',
      '0s:50',
      '10s:-5',
      '10s:x',
      '10s:5:6',
      '10s:Infinity',
      '10s:1e9',
      '10s:0x10',
      '10s:5,',
    ],
    shows: /write stages like 10s:50|is the most/,
  },
  pause: {
    parser: parse.pause,
    good: [
      ['500ms', [500, 500]],
      ['1s-3s', [1000, 3000]],
      ['0', [0, 0]],
    ],
    bad: ['', '3s-1s', 'soon', '1s-', '-1s', '1s-x'],
    shows: /write it like 500ms/,
  },
  header: {
    parser: parse.header,
    good: [
      ['Accept: text/plain', ['Accept', 'text/plain']],
      ['X-Time:12:30', ['X-Time', '12:30']],
      ['X-Empty:', ['X-Empty', '']],
    ],
    bad: ['', 'Accept', ': text/plain'],
    shows: /"Name: value"/,
  },
};

for (const [name, { parser, good, bad, shows }] of Object.entries(tables)) {
  for (const [text, value] of good) {
    test(`${name}: "${text}"`, () => assert.deepEqual(parser(text), value));
  }
  for (const text of bad) {
    test(`${name}: "${text}" is none, and the message shows how to write one`, () => {
      assert.throws(() => parser(text), shows);
    });
  }
}

test('a class of statuses is all hundred of them', () => {
  const found = parse.statuses('2XX,404');
  assert.deepEqual([found.length, found[0], found[99], found[100]], [101, 200, 299, 404]);
});
