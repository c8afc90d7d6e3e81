import assert from 'node:assert/strict';
import { test } from 'node:test';
import { derivedSeed } from '../../src/base/random.ts';
import { openShadow } from '../../src/postgres/shadow/open-shadow.ts';
import type { Shadow } from '../../src/postgres/shadow/shadow.ts';
import { type PairResult, provePair } from '../support/prove-pair.ts';
import { randomSchemas, type RandomSchemas } from '../support/random-schema.ts';
import { shrinkPair } from '../support/shrink-pair.ts';

/**
 * `TRIVET_PAIRS=10000` for a long run, with other pairs each time; `TRIVET_SEED=… TRIVET_MAJOR=… TRIVET_PAIRS=1` for one pair
 * again, and `TRIVET_SHRINK=1` for what of it fails.
 */
const { TRIVET_PAIRS, TRIVET_SEED, TRIVET_MAJOR, TRIVET_SHRINK } = process.env;
const PAIRS = Number(TRIVET_PAIRS) || 12;
const SEED = Number(TRIVET_SEED ?? (TRIVET_PAIRS === undefined ? 1 : Date.now() % 1_000_000));
const MAJORS = TRIVET_MAJOR === undefined ? [15, 18] : [Number(TRIVET_MAJOR)];
const SHRINK = TRIVET_SHRINK !== undefined;
/** One in so many schemas is also built from its catalog, which takes as long as all else. */
const BUILT = 4;

for (const major of MAJORS) {
  test(`random schemas on PostgreSQL ${major} become each other and back (seed ${SEED})`, async () => {
    await using shadow = await openShadow({ major, user: 'postgres' });
    assert.deepEqual(await failuresOf(shadow), []);
  });
}

/** What pairs failed for, and how often. */
async function failuresOf(shadow: Shadow): Promise<readonly string[]> {
  await shadow.ensureRoles(['reader', 'writer']);
  const causes = new Map<string, number>();
  for (let pair = 0; pair < PAIRS; pair += 1) {
    const seed = pair === 0 ? SEED : derivedSeed(SEED, pair);
    const { failure, schemas } = await provePair(shadow, randomSchemas(seed), {
      build: seed % BUILT === 0,
    });
    if (failure === undefined) continue;
    const count = causes.get(failure.cause) ?? 0;
    causes.set(failure.cause, count + 1);
    if (count > 0) continue;
    const shown = SHRINK ? await shrunk(shadow, { failure, schemas }) : schemas;
    print(`TRIVET_SEED=${seed} TRIVET_MAJOR=${shadow.major}`, { failure, schemas: shown });
  }
  const list = [...causes].toSorted((a, b) => b[1] - a[1]).map(([cause, n]) => `${n} × ${cause}`);
  const failures = [...causes.values()].reduce((sum, count) => sum + count, 0);
  console.log(
    [`${PAIRS} pairs on PostgreSQL ${shadow.major}, ${failures} failures`, ...list].join('\n  '),
  );
  return list;
}

async function shrunk(shadow: Shadow, { failure, schemas }: PairResult): Promise<RandomSchemas> {
  const build = failure?.cause.startsWith('build') === true;
  return shrinkPair(schemas, async (smaller) => {
    const result = await provePair(shadow, smaller, { build });
    return result.failure?.cause === failure?.cause;
  });
}

function script(statements: readonly string[]): string {
  return statements.map((each) => `${each};`).join('\n');
}

function print(replay: string, { failure, schemas: { source, target } }: PairResult): void {
  console.log(
    `${replay}: ${failure?.cause}\n${failure?.detail}\n-- source\n${script(source)}\n-- target\n${script(target)}\n`,
  );
}
