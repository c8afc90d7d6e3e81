/**
 * The claim: on a table of five million rows under a steady load, no client waits for a migration of trivet's longer than
 * 100 ms, except where the report had said so. Prints the longest time that any statement took while a change was made by
 * trivet, as plain SQL, and by what drizzle-kit writes (in one transaction, which is how its migrator runs it).
 *
 *   npm run build && TMPDIR=/dev/shm npx node bench/online.ts [--rows 5000000] [--only 'an index']
 *
 * In memory, because a disk's own pauses would be all that is seen. Installs drizzle-kit into a temporary folder.
 */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { startDatabaseServer } from '../test/support/database-server.ts';
import { type Change, changes, data, drizzleSchema, schema } from './online/schema.ts';
import type { Waits } from './online/traffic.ts';

const { values } = parseArgs({
  options: { rows: { type: 'string', default: '5000000' }, only: { type: 'string' } },
});
const rows = Number(values.rows);
const BOUND_MS = 100;
/** Traffic before and after a change. */
const MARGIN_MS = 1000;
const repository = resolve(import.meta.dirname, '..');
const trivet = join(repository, 'bin/trivet.js');
const traffic = join(repository, 'bench/online/traffic.ts');
const scratch = mkdtempSync(join(tmpdir(), 'trivet-bench-online-'));

const drizzle = installDrizzle();
await using server = await startDatabaseServer([
  'shared_buffers=1GB',
  'max_wal_size=16GB',
  'checkpoint_timeout=1h',
  'autovacuum=off',
  // Two cores: one builds, the other serves. A server with more has one to spare for each worker.
  'max_parallel_maintenance_workers=0',
  'maintenance_work_mem=256MB',
]);
await server.createDatabase('shop');
await run('shop', [schema, data(rows)].join('\n'));
console.log(
  `${rows.toLocaleString('en')} orders; the longest that a client's statement took, in ms`,
);
console.log('(in brackets: on a table that is not touched)\n');
console.log(line(['', 'trivet', 'plain SQL', 'drizzle-kit', 'trivet said']));
await row('nothing at all', {});
for (const change of changes) {
  if (values.only !== undefined && change.name !== values.only) continue;
  await row(change.name, change);
}
rmSync(scratch, { recursive: true, force: true });

async function row(name: string, change: Partial<Change>): Promise<void> {
  const cells: string[] = [name];
  let said = '';
  for (const way of ['trivet', 'plain', 'drizzle'] as const) {
    if (change.sql === undefined && way !== 'trivet') continue;
    await run('postgres', 'CREATE DATABASE live TEMPLATE shop STRATEGY file_copy; CHECKPOINT');
    const prepared = await prepare(way, change);
    said ||= prepared?.said ?? '';
    const waits = prepared === undefined ? undefined : await waitsDuring(prepared.deed, change);
    cells.push(waits === undefined ? '–' : shown(waits, way, said));
    await run('postgres', 'DROP DATABASE live WITH (FORCE)');
  }
  while (cells.length < 4) cells.push('');
  console.log(line([...cells, said]));
}

function shown({ longestMs, controlMs }: Waits, way: string, said: string): string {
  const isMissed = way === 'trivet' && longestMs > BOUND_MS && controlMs < BOUND_MS && said === '';
  return `${longestMs.toFixed(0)} (${controlMs.toFixed(0)})${isMissed ? ' MISSED' : ''}`;
}

interface Prepared {
  readonly deed: () => Promise<void>;
  readonly said: string;
}

async function prepare(way: string, change: Partial<Change>): Promise<Prepared | undefined> {
  const { sql } = change;
  if (sql === undefined) return { deed: () => sleep(5000), said: '' };
  if (way === 'plain') return { deed: () => run('live', sql), said: '' };
  if (way === 'trivet') return prepareTrivet(sql);
  const generated = generateWithDrizzle(change);
  return generated === undefined ? undefined : { deed: () => run('live', generated), said: '' };
}

/** Compares with the schema after the change, and migrates with what that wrote. */
function prepareTrivet(sql: string): Prepared {
  const folder = mkdtempSync(join(scratch, 'trivet-'));
  const target = join(folder, 'target.sql');
  writeFileSync(target, `${schema};${sql};`);
  const migrations = join(folder, 'migrations');
  const connection = ['--connection', server.url('live')];
  const compared = JSON.parse(
    command(trivet, ['db', 'compare', target, ...connection, '--output', migrations, '--json']),
  );
  const said = compared.hazards.map((hazard: { id: string }) => hazard.id).join(', ');
  return {
    said,
    deed: () => commandAsync(trivet, ['db', 'migrate', migrations, ...connection, '--quiet']),
  };
}

/** Undefined where it could not be installed. */
function generateWithDrizzle(change: Partial<Change>): string | undefined {
  if (drizzle === undefined) return undefined;
  const folder = mkdtempSync(join(drizzle, 'case-'));
  const changed = (change.drizzle ?? []).reduce(
    (text, [from, to]) => text.replace(from, to),
    drizzleSchema,
  );
  for (const text of [drizzleSchema, changed]) {
    writeFileSync(join(folder, 'schema.ts'), text);
    const program = join(drizzle, 'node_modules/drizzle-kit/bin.cjs');
    const [schemaFile, out] = ['--schema=schema.ts', '--out=out'];
    command(program, ['generate', '--dialect=postgresql', schemaFile, out], folder);
  }
  const files = readdirSync(join(folder, 'out')).filter((name) => name.endsWith('.sql'));
  const last = files.toSorted().at(-1) ?? '';
  const text = readFileSync(join(folder, 'out', last), 'utf8');
  return `BEGIN; ${text.replaceAll('--> statement-breakpoint', '')}; COMMIT`;
}

function installDrizzle(): string | undefined {
  const folder = join(scratch, 'drizzle');
  mkdirSync(folder);
  writeFileSync(join(folder, 'package.json'), '{"private": true}');
  const { status } = spawnSync('npm', ['install', '--silent', 'drizzle-kit', 'drizzle-orm', 'pg'], {
    cwd: folder,
  });
  return status === 0 ? folder : undefined;
}

async function waitsDuring(deed: () => Promise<void>, change: Partial<Change>): Promise<Waits> {
  const child = spawn(process.execPath, [traffic, server.url('live'), String(rows)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  await lines.next();
  await sleep(MARGIN_MS);
  const reader = change.readerMs === undefined ? undefined : await startReading(change.readerMs);
  await deed();
  await reader?.ended;
  await sleep(MARGIN_MS);
  child.kill('SIGTERM');
  const { value } = await lines.next();
  await once(child, 'exit');
  return JSON.parse(String(value));
}

/** A transaction that has read the table and is not over; such as a dump, or a report. */
async function startReading(ms: number): Promise<{ readonly ended: Promise<void> }> {
  const session = await server.connect('live');
  await session.execute('BEGIN; SELECT FROM orders LIMIT 1');
  const end = async (): Promise<void> => {
    await sleep(ms);
    await session[Symbol.asyncDispose]();
  };
  return { ended: end() };
}

async function run(database: string, sql: string): Promise<void> {
  await using session = await server.connect(database);
  for (const statement of sql.split(/;\s*\n|;\s*$|; (?=CHECKPOINT)/)) {
    if (statement.trim() !== '') await session.execute(statement);
  }
}

function command(script: string, args: readonly string[], cwd: string = scratch): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], {
    encoding: 'utf8',
    cwd,
  });
  if (status !== 0) throw new Error(`${script} ${args.join(' ')}: ${stdout}${stderr}`);
  return stdout;
}

async function commandAsync(script: string, args: readonly string[]): Promise<void> {
  const child = spawn(process.execPath, [script, ...args], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [status] = await once(child, 'exit');
  if (status !== 0) throw new Error(`${script} ${args.join(' ')}: exit ${status}`);
}

function line(cells: readonly string[]): string {
  const widths = [36, 16, 16, 16];
  return cells.map((cell, index) => cell.padEnd(widths[index] ?? 0)).join('');
}
