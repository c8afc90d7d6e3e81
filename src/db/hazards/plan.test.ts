import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sized } from '../../../test/support/hazards.ts';
import type { Observation, Step } from '../step.ts';
import { hazardsOf, type PlanContext } from './plan.ts';

const nothing: Observation = { locks: [], rewritten: [], scanned: [] };
const exclusive = { table: 'public.t', mode: 'ACCESS EXCLUSIVE' } as const;

async function judged(
  step: Partial<Step> & { readonly sql: string },
  observation?: Partial<Observation>,
  context: PlanContext = {},
): Promise<readonly string[]> {
  const whole = { transactional: true, transaction: 1, ...step };
  const seen =
    observation === undefined ? whole : { ...whole, observation: { ...nothing, ...observation } };
  const [findings = []] = await hazardsOf([seen], context);
  return findings.map(({ severity, id, title }) => `${severity} ${id}: ${title}`);
}

test('what was seen on a shadow wins over what the text lets expect', async () => {
  const sql = 'ALTER TABLE public.t ALTER COLUMN c TYPE text';
  const isRewrite = /table-rewrite/;
  assert.match(
    (await judged({ sql }))[0] ?? '',
    /^warning table-rewrite: .*, unless it only becomes wider/,
  );
  const unseen = await judged({ sql }, { locks: [exclusive] });
  assert.ok(!unseen.some((finding) => isRewrite.test(finding)), unseen.join('\n'));
  const [seen] = await judged(
    { sql },
    { locks: [exclusive], rewritten: ['public.t', 'public.t_c'] },
  );
  assert.equal(
    seen,
    'error table-rewrite: The type of public.t.c becomes text, so the whole table is written anew.',
  );
});

test('what nobody could expect is said as well, once', async () => {
  const sql = 'SELECT change_everything()';
  const locks = [exclusive, { table: 'public.u', mode: 'ROW EXCLUSIVE' }] as const;
  const scanned = ['public.t', 'public.u'];
  assert.deepEqual(await judged({ sql }, { locks, scanned }), [
    'error full-scan-under-lock: It reads all of public.t while it keeps others from the table.',
  ]);
  assert.deepEqual(await judged({ sql }, { locks, scanned, rewritten: ['public.t'] }), [
    'error table-rewrite: It writes public.t and its indexes anew, while nobody can read the table.',
  ]);
});

test('evidence says that it was seen, and how large the table is', async () => {
  const observation = { locks: [exclusive], rewritten: ['public.t'], scanned: [] };
  const step = {
    sql: 'ALTER TABLE t SET UNLOGGED',
    transactional: true,
    transaction: 1,
    observation,
  };
  const [[finding] = []] = await hazardsOf([step], { sizeOf: sized({ t: [5_000_000, 2 ** 30] }) });
  assert.equal(finding?.severity, 'error');
  assert.deepEqual(finding.evidence, {
    table: 't',
    lock: 'ACCESS EXCLUSIVE',
    rows: 5_000_000,
    size_bytes: 2 ** 30,
    basis: 'seen on a shadow',
  });
});

test('what a plan knows to lose is a loss, whatever its SQL looks like', async () => {
  const sql = 'ALTER TABLE t ALTER c TYPE int USING 0';
  assert.deepEqual(
    (await judged({ sql, loses: 'the values of t.c' }))[0],
    'error data-loss: It loses the values of t.c.',
  );
  assert.ok(!(await judged({ sql })).some((finding) => finding.includes('data-loss')));
});

/** A constraint, validated in a transaction of that number. */
const steps = (second: number): readonly Step[] => [
  {
    sql: 'ALTER TABLE t ADD CONSTRAINT k CHECK (c > 0) NOT VALID',
    transactional: true,
    transaction: 1,
  },
  { sql: 'ALTER TABLE t VALIDATE CONSTRAINT k', transactional: true, transaction: second },
];

async function ids(second: number): Promise<readonly string[]> {
  return (await hazardsOf(steps(second), {})).flat().map(({ id }) => id);
}

test('transactions are those of the plan', async () => {
  assert.deepEqual(await ids(1), ['long-held-lock']);
  assert.deepEqual(await ids(2), []);
});

test('a step that refuses transactions is noted, because a plan can bear it', async () => {
  const sql = 'CREATE INDEX CONCURRENTLY i ON t (a)';
  const [finding, ...others] = await judged({ sql, transactional: false });
  assert.match(
    finding ?? '',
    /^info not-transactional: CREATE INDEX CONCURRENTLY runs outside of transactions/,
  );
  assert.deepEqual(others, []);
});

test('a step that is no SQL is a mistake of whoever made the plan', async () => {
  await assert.rejects(judged({ sql: 'SELEKT 1' }), /no SQL/);
});
