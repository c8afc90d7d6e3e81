import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import * as fc from 'fast-check';
import { readData } from './data-text.ts';

function csv(text: string): readonly (readonly string[])[] {
  const { columns, rows } = readData(text, 'users.csv', 'in turn');
  return [columns, ...rows];
}

describe('CSV', () => {
  test('the header names the columns, whatever ends the lines', () => {
    const expected = [
      ['a', 'b'],
      ['1', '2'],
      ['3', ''],
    ];
    assert.deepEqual(csv('a,b\n1,2\n3,\n'), expected);
    assert.deepEqual(csv('\uFEFFa, b\r\n1,2\r\n\r\n3,'), expected);
  });

  test('quotes hold commas, lines and quotes', () => {
    assert.deepEqual(csv('a,b\n"x, ""y""\r\nz",""\n'), [
      ['a', 'b'],
      ['x, "y"\r\nz', ''],
    ]);
    assert.deepEqual(csv('a\na"b\n""\n'), [['a'], ['a"b'], ['']]);
  });

  test('whatever the fields are, they come back', () => {
    const field = fc.string({
      unit: fc.constantFrom('a', ',', '"', '\n', '\r', ' ', 'é', '\uFEFF', ';'),
    });
    const rows = fc
      .integer({ min: 1, max: 4 })
      .chain((columns) =>
        fc.array(fc.array(field, { minLength: columns, maxLength: columns }), { minLength: 1 }),
      );
    fc.assert(
      fc.property(rows, fc.constantFrom('\n', '\r\n'), (records, end) => {
        const columns = records[0]?.map((_, index) => `c${index}`) ?? [];
        const quoted = records.map((fields) =>
          fields.map((text) => `"${text.replaceAll('"', '""')}"`).join(','),
        );
        const text = [columns.join(','), ...quoted].join(end);
        assert.deepEqual(csv(text), [columns, ...records]);
      }),
    );
  });

  test('a large field is no trouble', () => {
    const text = 'x""'.repeat(300_000);
    assert.equal(csv(`a\n"${text}"`)[1]?.[0]?.length, 600_000);
  });

  test('refuses what is not clear, with the line', () => {
    const wrong: readonly (readonly [text: string, message: RegExp])[] = [
      ['a,b\n1,2\n"x\ny",2\n1\n', /line 5 has 1 fields, but the header names 2/],
      ['a,b\n1,2,3\n', /line 2 has 3 fields/],
      ['a\n\n"x', /line 3: a quote is opened and never closed/],
      ['a\n"x"y\n', /line 2: there is text after a closing quote/],
      ['a,b,a\n1,2,3', /two columns named a/],
      ['a,b\n', /not a single row/],
      ['', /not a single row/],
    ];
    for (const [text, message] of wrong) {
      assert.throws(() => csv(text), { code: 'INPUT_UNREADABLE', message }, JSON.stringify(text));
    }
  });
});

describe('JSON Lines', () => {
  test('keys of all objects are columns, and values texts', () => {
    const text = '{"a":"x","b":1}\r\n\n{"b":null,"c":{"d":[true]}}\n';
    assert.deepEqual(readData(text, 'users.JSONL', 'random'), {
      columns: ['a', 'b', 'c'],
      rows: [
        ['x', '1', ''],
        ['', 'null', '{"d":[true]}'],
      ],
      order: 'random',
    });
  });

  test('refuses lines that are no objects', () => {
    const message = /line 2 is no JSON object/;
    for (const line of ['[1]', 'null', '{']) {
      assert.throws(() => readData(`{}\n${line}`, 'x.ndjson', 'in turn'), { message });
    }
  });
});
