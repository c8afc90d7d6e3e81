import assert from 'node:assert/strict';
import { advance } from '../../src/db/compare/advance.ts';
import { planChanges } from '../../src/db/compare/plan.ts';
import { readCatalog } from '../../src/postgres/catalog/read.ts';
import type { Catalog } from '../../src/postgres/catalog/catalog.ts';
import type { Session } from '../../src/postgres/session.ts';
import type { Shadow } from '../../src/postgres/shadow/shadow.ts';
import { printCatalogs } from './catalog-print.ts';
import type { Pair } from '../pairs/pair.ts';

/**
 * Goes from the old schema of some pairs to the new one and back, on a real server, and holds the plans to what the pairs
 * ask for. What was planned must have led to where it should.
 */
export async function runPairs(shadow: Shadow, pairs: readonly Pair[]): Promise<void> {
  await shadow.ensureRoles(['reader', 'writer']);
  await using before = await shadow.createDatabase();
  const old = await load(before.session, pairs, 'old');
  for (const { name, rows } of pairs) await run(before.session, name, rows);
  const selected = await select(before.session, pairs);
  const printed = await printCatalogs(before.session);
  const { target, targetPrint } = await targetOf(shadow, pairs);
  assert.deepEqual(planChanges(old, old), [], 'a schema is the same as itself');
  const there = await stepsTo(before.session, old, target);
  assert.deepEqual(
    await select(before.session, pairs),
    selected,
    'values are kept on the way there',
  );
  samePrint(await printCatalogs(before.session), targetPrint, 'on the way there');
  const back = await stepsTo(before.session, target, old);
  assert.deepEqual(
    await select(before.session, pairs),
    selected,
    'values are kept on the way back',
  );
  samePrint(await printCatalogs(before.session), printed, 'on the way back');
  for (const pair of pairs) {
    const own = pairs.length === 1 ? (): boolean => true : isAbout(pair);
    const { never, says } = pair;
    const wrong = [...there, ...back].filter((sql) => own(sql) && never?.test(sql) === true);
    assert.deepEqual(wrong, [], `${pair.name} is done in a way that it never should be`);
    if (says !== undefined) assert.match(there.filter(own).join('\n'), says, pair.name);
  }
}

/** Whether a statement names something in the pair's schema. */
function isAbout({ name }: Pair): (sql: string) => boolean {
  const plain = /^[a-z_]+$/.test(name) ? new RegExp(`(?<![\\w"])${name}\\.`) : undefined;
  return (sql) => sql.includes(`"${name}".`) || plain?.test(sql) === true;
}

function samePrint(actual: readonly string[], expected: readonly string[], when: string): void {
  const [has, wants] = [new Set(actual), new Set(expected)];
  assert.deepEqual(
    [
      ...actual.filter((line) => !wants.has(line)).map((line) => `+ ${line}`),
      ...expected.filter((line) => !has.has(line)).map((line) => `- ${line}`),
    ],
    [],
    `the catalogs differ ${when}`,
  );
}

async function targetOf(
  shadow: Shadow,
  pairs: readonly Pair[],
): Promise<{ readonly target: Catalog; readonly targetPrint: readonly string[] }> {
  await using after = await shadow.createDatabase();
  const target = await load(after.session, pairs, 'new');
  return { target, targetPrint: await printCatalogs(after.session) };
}

async function load(
  session: Session,
  pairs: readonly Pair[],
  side: 'old' | 'new',
): Promise<Catalog> {
  for (const pair of pairs) {
    await session.execute(`CREATE SCHEMA "${pair.name}"`);
    await run(session, pair.name, pair.both);
    await run(session, pair.name, pair[side]);
  }
  return readCatalog(session);
}

async function run(session: Session, schema: string, sql: string | undefined): Promise<void> {
  if (sql === undefined) return;
  await session.execute(`SET search_path = "${schema}"`);
  await session.execute(sql);
  await session.execute('RESET search_path');
}

async function select(session: Session, pairs: readonly Pair[]): Promise<readonly unknown[]> {
  const results: unknown[] = [];
  for (const pair of pairs) {
    if (pair.select === undefined) continue;
    await session.execute(`SET search_path = "${pair.name}"`);
    results.push(await session.query(pair.select));
    await session.execute('RESET search_path');
  }
  return results;
}

async function stepsTo(
  session: Session,
  source: Catalog,
  target: Catalog,
): Promise<readonly string[]> {
  const { steps, left, reached } = await advance(session, source, target);
  assert.deepEqual(left, [], 'the plan leads to where it should');
  assert.deepEqual(planChanges(reached, target), []);
  return steps.map(({ sql }) => sql);
}
