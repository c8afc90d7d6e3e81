import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { runInNewContext } from 'node:vm';
import * as fc from 'fast-check';
import type { JsonObject, JsonValue } from '../base/json.ts';
import { literal, literalMemory } from './literal.ts';

const oxfmt = new URL('../../node_modules/.bin/oxfmt', import.meta.url).pathname;

/** Characters of all kinds, without unassigned ones, on whose width programs differ. */
const unusual: fc.Arbitrary<string> = fc
  .string({ unit: 'binary', minLength: 1, maxLength: 1 })
  .filter((character) => !/[\p{Cn}\p{Co}\p{M}]/u.test(character));
const keys: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom('type', 'properties', 'a-b', '200', '4XX', 'default', '__proto__', 'constructor'),
  fc.string({ unit: 'grapheme-ascii', maxLength: 12 }),
  fc.string({ unit: unusual, maxLength: 6 }),
  fc.stringMatching(/^[a-z]{80,110}$/),
);
const texts: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: unusual, maxLength: 12 }),
  fc.string({ unit: fc.constantFrom('a', ' ', "'", '"', '\\', '\n', '漢', 'é'), maxLength: 100 }),
);
const numbers: fc.Arbitrary<number> = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.integer(),
);
const values = fc.letrec<{ value: JsonValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    texts,
    numbers,
    fc.constantFrom(null, true, false),
    fc.array(numbers, { maxLength: 40 }),
    fc.array(tie('value'), { maxLength: 5 }),
    fc
      .uniqueArray(fc.tuple(keys, tie('value')), { selector: ([key]) => key, maxLength: 5 })
      .map((entries): JsonObject => Object.fromEntries(entries)),
  ),
})).value;

test('evaluating a literal gives the value back, whatever it holds', () => {
  fc.assert(
    fc.property(values, (value) => {
      const back: unknown = runInNewContext(`(${literal(value)})`);
      assert.deepEqual(JSON.stringify(back), JSON.stringify(value));
    }),
    { numRuns: 500 },
  );
});

test('what literals have in common reads as if each was written alone, at any indentation', () => {
  fc.assert(
    fc.property(values, (shared) => {
      const memory = literalMemory();
      const value = { shared, again: { shared, more: [shared, shared] } };
      for (const indentColumns of [2, 4, 2, 2, 4, 4, 90]) {
        const place = { indentColumns, startColumn: indentColumns + 20 };
        assert.equal(literal(value, { ...place, memory }), literal(value, place));
      }
    }),
  );
});

test('a __proto__ member is an own property, and -0 keeps its sign', () => {
  const value: JsonValue = JSON.parse('{"__proto__":{"a":1}}');
  assert.equal(literal(value), "{ ['__proto__']: { a: 1 } }");
  assert.equal(literal(-0), '-0');
});

test('nothing invisible stands unescaped in a literal', () => {
  assert.equal(
    literal('a\u2028\u202eb\ud800\u0000\u{e0001}'),
    "'a\\u2028\\u202eb\\ud800\\u0000\\u{e0001}'",
  );
});

test('oxfmt leaves literals unchanged', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'trivet-literal-'));
  try {
    await writeFile(join(folder, '.oxfmtrc.json'), '{ "printWidth": 100, "singleQuote": true }\n');
    const samples = fc.sample(values, { numRuns: 2_000, seed: 42 });
    await Promise.all(
      Array.from({ length: 40 }, (_unused, file) => {
        const statements = samples
          .slice(file * 50, file * 50 + 50)
          .map((value, index) => statement(index, value));
        return writeFile(join(folder, `sample${file}.ts`), statements.join(''));
      }),
    );
    const run = spawnSync(oxfmt, ['--check', '.'], { cwd: folder, encoding: 'utf8' });
    assert.equal(run.status, 0, run.stdout + run.stderr);
  } finally {
    await rm(folder, { recursive: true });
  }
});

function statement(index: number, value: JsonValue): string {
  const start = `export const sample${index}: unknown = `;
  return `${start}${literal({ value }, { startColumn: start.length })};\n`;
}
