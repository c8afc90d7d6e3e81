import { after, describe, test } from 'node:test';
import { openShadow } from '../src/postgres/shadow/open-shadow.ts';
import type { Shadow } from '../src/postgres/shadow/shadow.ts';
import type { Pair } from './pairs/pair.ts';
import { pairs } from './pairs/index.ts';
import { runPairs } from './support/run-pair.ts';

/** `TRIVET_PAIRS=each` runs every pair by itself on every version, which takes a quarter of an hour. */
const each = process.env['TRIVET_PAIRS'] === 'each';

for (const major of [14, 15, 16, 17, 18]) {
  describe(`schemas and back on PostgreSQL ${major}`, { concurrency: false }, () => {
    const known = pairs.filter(({ since = 0 }) => since <= major);
    let open: Promise<Shadow> | undefined;
    const shadow = (): Promise<Shadow> => (open ??= openShadow({ major, user: 'postgres' }));
    after(async () => (await open)?.[Symbol.asyncDispose]());

    if (each)
      for (const pair of known) test(pair.name, async () => runPairs(await shadow(), [pair]));
    else test(`${known.length} pairs`, async () => runTogether(await shadow(), known));
  });
}

/** As one schema, which is much faster. Where that fails, smaller and smaller parts of it say which pair it was. */
async function runTogether(shadow: Shadow, known: readonly Pair[]): Promise<void> {
  try {
    await runPairs(shadow, known);
  } catch (error) {
    if (known.length > 1) {
      const middle = Math.ceil(known.length / 2);
      await runTogether(shadow, known.slice(0, middle));
      await runTogether(shadow, known.slice(middle));
    }
    const names = known.map(({ name }) => name).join(', ');
    throw new Error(`this fails on PostgreSQL ${shadow.major}: ${names}`, { cause: error });
  }
}
