/**
 * The claim: comparing a schema of 1,000 tables, with the plan and its rollback proven, takes at most 5 s, and grows with the
 * number of tables and no faster. Prints where the time goes, in one process and as a whole command. No other tool for
 * this runs from npm alone beside a plain server: migra and pg-schema-diff come from PyPI and as Go programs.
 *
 *   node bench/compare.ts [TABLES…]
 */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { advance } from '../src/db/compare/advance.ts';
import { planChanges } from '../src/db/compare/plan.ts';
import { startAt } from '../src/db/compare/start.ts';
import { readCatalog } from '../src/postgres/catalog/read.ts';
import type { Session } from '../src/postgres/session.ts';
import { openShadow } from '../src/postgres/shadow/open-shadow.ts';
import type { Shadow } from '../src/postgres/shadow/shadow.ts';
import { startDatabaseServer } from '../test/support/database-server.ts';
import { changedSchema, liveSchema } from './compare/schemas.ts';
import { measureNode } from './measure.ts';

const sizes =
  process.argv.length > 2 ? process.argv.slice(2).map(Number) : [100, 500, 1000, 2000, 4000];
const budgetTables = 1000;
const budgetMs = 5000;
const program = fileURLToPath(new URL('../bin/trivet.js', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'trivet-bench-'));

await using server = await startDatabaseServer();
await using shadow = await openShadow({ major: 18, user: 'postgres' });
let first: number | undefined;
for (const tables of sizes) {
  const database = `live${tables}`;
  await server.createDatabase(database);
  await using session = await server.connect(database);
  for (const part of liveSchema(tables)) await session.execute(part);
  const phases = await phasesOf(session, shadow, tables);
  const sumMs = phases.reduce((sum, [, ms]) => sum + ms, 0);
  const command = wholeCommand(server.url(database), tables);
  const perTableMs = sumMs / tables;
  first ??= perTableMs;
  console.log(
    `${String(tables).padStart(5)} tables  ${seconds(sumMs)} in process, ${seconds(command.wallMs)} as a command (${command.memoryMaxMib.toFixed(0)} MiB)` +
      `  ${perTableMs.toFixed(2)} ms a table, ×${(perTableMs / first).toFixed(2)}`,
  );
  console.log(`              ${phases.map(([name, ms]) => `${name} ${seconds(ms)}`).join(', ')}`);
  if (tables === budgetTables) {
    console.log(
      `              budget: ${seconds(budgetMs)}; ${command.wallMs <= budgetMs ? 'kept' : 'missed'}`,
    );
  }
}

type Phase = readonly [name: string, ms: number];

/** The steps of `compareSchemas`, one by one. */
async function phasesOf(live: Session, scratch: Shadow, tables: number): Promise<readonly Phase[]> {
  const phases: Phase[] = [];
  const timed = async <Value>(name: string, run: () => Promise<Value> | Value): Promise<Value> => {
    const startMs = performance.now();
    const value = await run();
    phases.push([name, performance.now() - startMs]);
    return value;
  };
  const source = await timed('read source', () => readCatalog(live));
  await using wanted = await scratch.createDatabase();
  await timed('load target', () => wanted.session.execute(changedSchema(tables).join('\n')));
  const target = await timed('read target', () => readCatalog(wanted.session));
  const spare = { database: wanted, holds: target };
  await using start = await timed('build source', () =>
    startAt({ catalog: source }, spare, scratch),
  );
  const { session, built } = start;
  const steps = await timed('plan', () => planChanges(built, target));
  const up = await timed('prove', () => advance(session, built, target));
  const down = await timed('prove rollback', () => advance(session, up.reached, built));
  if (steps.length === 0 || up.left.length + down.left.length > 0)
    throw new Error('nothing was proven');
  return phases;
}

function wholeCommand(url: string, tables: number): ReturnType<typeof measureNode> {
  const file = join(folder, `${tables}.sql`);
  writeFileSync(file, changedSchema(tables).join('\n'));
  const cost = measureNode(program, ['db', 'compare', file, '--connection', url], folder);
  if (cost.status !== 0) throw new Error(cost.output.slice(-2000));
  return cost;
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(2)} s`;
}
