import assert from 'node:assert/strict';
import { test } from 'node:test';
import { derivedSeed } from '../../src/base/random.ts';
import { openShadow } from '../../src/postgres/shadow/open-shadow.ts';
import type { Shadow } from '../../src/postgres/shadow/shadow.ts';
import { type PairResult, provePair } from '../support/prove-pair.ts';
import { randomSchemas } from '../support/random-schema.ts';
import { shrinkPair } from '../support/shrink-pair.ts';

/** `TRIVET_PAIRS=10000` for a long run; `TRIVET_SEED=… TRIVET_PAIRS=1` for one pair again, `TRIVET_SHRINK=1` for what of it fails. */
const PAIRS = Number(process.env['TRIVET_PAIRS'] ?? 25) || 25;
/** The same for every normal run, so that its result says something of the change and not of the day. */
const SEED = Number(process.env['TRIVET_SEED'] ?? 3);
const MAJOR = Number(process.env['TRIVET_MAJOR'] ?? [15, 18][SEED % 2]);
/** One in so many schemas is also built from its catalog, which takes as long as all else. */
const BUILT = 4;
const SHRINK = process.env['TRIVET_SHRINK'] !== undefined;

test(`random schemas on PostgreSQL ${MAJOR} become each other and back (seed ${SEED})`, async () => {
  await using shadow = await openShadow({ major: MAJOR, user: 'postgres' });
  await shadow.ensureRoles(['reader', 'writer']);
  const causes = new Map<string, number>();
  for (let pair = 0; pair < PAIRS; pair += 1) {
    const seed = pair === 0 ? SEED : derivedSeed(SEED, pair);
    // One shadow, on which they would get into each other's way.
    const build = seed % BUILT === 0;
    // oxlint-disable-next-line no-await-in-loop
    const { failure, schemas } = await provePair(shadow, randomSchemas(seed), { build });
    if (failure === undefined) continue;
    const isNew = !causes.has(failure.cause);
    causes.set(failure.cause, (causes.get(failure.cause) ?? 0) + 1);
    // oxlint-disable-next-line no-await-in-loop
    if (isNew)
      print(seed, {
        failure,
        schemas: SHRINK ? await shrunk(shadow, { failure, schemas }) : schemas,
      });
  }
  const failures = [...causes.values()].reduce((sum, count) => sum + count, 0);
  console.log(`${PAIRS} pairs on PostgreSQL ${MAJOR}, ${failures} failures`);
  for (const [cause, count] of [...causes].toSorted((a, b) => b[1] - a[1]))
    console.log(`  ${count} × ${cause}`);
  assert.equal(failures, 0);
});

async function shrunk(
  shadow: Shadow,
  { failure, schemas }: PairResult,
): Promise<PairResult['schemas']> {
  return shrinkPair(
    schemas,
    async (smaller) =>
      (await provePair(shadow, smaller, { build: failure?.cause.startsWith('build') === true }))
        .failure?.cause === failure?.cause,
  );
}

function script(statements: readonly string[]): string {
  return statements.map((each) => `${each};`).join('\n');
}

function print(seed: number, { failure, schemas: { source, target } }: PairResult): void {
  console.log(
    `TRIVET_SEED=${seed} TRIVET_MAJOR=${MAJOR}: ${failure?.cause}\n${failure?.detail}\n-- source\n${script(source)}\n-- target\n${script(target)}\n`,
  );
}
