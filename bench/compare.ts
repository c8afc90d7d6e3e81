/**
 * The claim: comparing a schema of 1,000 tables, with the plan and its rollback proven, takes at most 5 s, and grows with the
 * number of tables and no faster. Prints where the time goes, in one process and as a whole command, in which reading the
 * source goes on while the target is loaded; then the same for a change to every table. No other tool for this runs from npm
 * alone beside a plain server: migra and pg-schema-diff come from PyPI and as Go programs.
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
import { loadScripts } from '../src/postgres/script/load-script.ts';
import type { Session } from '../src/postgres/session.ts';
import { openShadow } from '../src/postgres/shadow/open-shadow.ts';
import { startDatabaseServer } from '../test/support/database-server.ts';
import { changedSchema, liveSchema, schemaChangedAllOver } from './compare/schemas.ts';
import { measureNode } from './measure.ts';

const sizes =
  process.argv.length > 2 ? process.argv.slice(2).map(Number) : [100, 500, 1000, 2000, 4000];
const budgetTables = 1000;
const budgetMs = 5000;
/** Four steps a table there and three back, and each is looked at: that takes minutes where there are more. */
const everyTableMax = 1000;
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
  const ordinary = await phasesOf(session, changedSchema(tables));
  const perTableMs = sumOf(ordinary) / tables;
  first ??= perTableMs;
  const command = wholeCommand(server.url(database), tables);
  console.log(
    `${String(tables).padStart(5)} tables  ${seconds(sumOf(ordinary))} in process, ${seconds(command.wallMs)} as a command (${command.memoryMaxMib.toFixed(0)} MiB)` +
      `  ${perTableMs.toFixed(2)} ms a table, ×${(perTableMs / first).toFixed(2)}`,
  );
  console.log(`              ${printed(ordinary)}`);
  if (tables === budgetTables) {
    console.log(
      `              budget: ${seconds(budgetMs)}; ${command.wallMs <= budgetMs ? 'kept' : 'missed'}`,
    );
  }
  if (tables > everyTableMax) continue;
  const everywhere = await phasesOf(session, schemaChangedAllOver(tables));
  console.log(`       all changed  ${seconds(sumOf(everywhere))}: ${printed(everywhere)}`);
}

type Phase = readonly [name: string, ms: number];

/** The steps of `compareSchemas`, one by one. */
async function phasesOf(live: Session, wantedSchema: readonly string[]): Promise<readonly Phase[]> {
  const phases: Phase[] = [];
  const timed = async <Value>(name: string, run: () => Promise<Value> | Value): Promise<Value> => {
    const startMs = performance.now();
    const value = await run();
    phases.push([name, performance.now() - startMs]);
    return value;
  };
  const script = { name: 'wanted.sql', text: wantedSchema.join('\n') };
  const ensureRoles = (names: readonly string[]): Promise<void> => shadow.ensureRoles(names);
  const source = await timed('read source', () => readCatalog(live));
  await using wanted = await shadow.createDatabase();
  await timed('load target', () => loadScripts(wanted.session, [script], { ensureRoles }));
  const target = await timed('read target', () => readCatalog(wanted.session));
  const spare = { database: wanted, holds: target };
  await using start = await timed('build source', () =>
    startAt({ catalog: source }, spare, shadow),
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

function sumOf(phases: readonly Phase[]): number {
  return phases.reduce((sum, [, ms]) => sum + ms, 0);
}

function printed(phases: readonly Phase[]): string {
  return phases.map(([name, ms]) => `${name} ${seconds(ms)}`).join(', ');
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(2)} s`;
}
