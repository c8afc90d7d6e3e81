/**
 * The claim: the time that index advice takes grows no faster than the number of statements. Prints time and questions to the
 * planner for workloads of 10 to 5,000 different statements on forty tables.
 *
 *   node bench/advise.ts [STATEMENTS…]
 */
import { seededRandom } from '../src/base/random.ts';
import { adviseIndexes } from '../src/db/advise/advise.ts';
import type { WorkloadStatement } from '../src/db/workload/workload.ts';
import { openShadow } from '../src/postgres/shadow/open-shadow.ts';
import { startDatabaseServer } from '../test/support/database-server.ts';

const sizes = process.argv.length > 2 ? process.argv.slice(2).map(Number) : [10, 100, 1000, 5000];
const TABLES = 40;
const COLUMNS = 12;
const ROWS = 20_000;

await using server = await startDatabaseServer(['autovacuum=off']);
await using session = await server.connect();
for (let table = 0; table < TABLES; table += 1) {
  const columns = Array.from({ length: COLUMNS }, (_, column) => `c${column} int`).join(', ');
  // The higher its number, the fewer values a column has.
  const values = Array.from(
    { length: COLUMNS },
    (_, column) => `(i * ${column * 2 + 7}) % ${Math.ceil(ROWS / 2 ** column)}`,
  );
  await session.execute(`CREATE TABLE t${table} (id int PRIMARY KEY, ${columns}, at timestamptz)`);
  await session.execute(
    `INSERT INTO t${table} SELECT i, ${values.join(', ')}, timestamptz '2026-01-01' + i * interval '1 minute' FROM generate_series(1, ${ROWS}) i`,
  );
}
await session.execute('VACUUM ANALYZE');
await using shadow = await openShadow({ major: 18, user: 'postgres' });
let first: number | undefined;
for (const size of sizes) {
  const workload = { source: 'made up', statements: statementsOf(size), notes: [] };
  const startMs = performance.now();
  const advice = await adviseIndexes({ session, shadow, workload });
  const ms = performance.now() - startMs;
  const each = ms / size;
  first ??= each;
  console.log(
    `${String(size).padStart(5)} statements  ${(ms / 1000).toFixed(1).padStart(6)} s  ${each.toFixed(1)} ms each, ×${(each / first).toFixed(2)}` +
      `  ${advice.plannings} plannings, ${advice.considered} candidates, ${advice.indexes.length} chosen`,
  );
}

/** Different from each other; a few take most of the time, as everywhere. */
function statementsOf(count: number): readonly WorkloadStatement[] {
  const random = seededRandom(count);
  const upTo = (max: number): number => Math.floor(random() * max);
  const found = new Map<string, WorkloadStatement>();
  while (found.size < count) {
    const table = `t${upTo(TABLES)}`;
    const [a, b, c] = [upTo(COLUMNS), upTo(COLUMNS), upTo(COLUMNS)];
    const kinds = [
      `SELECT * FROM ${table} WHERE c${a} = $1`,
      `SELECT * FROM ${table} WHERE c${a} = $1 AND c${b} = $2`,
      `SELECT id FROM ${table} WHERE c${a} = $1 ORDER BY c${b} DESC LIMIT 20`,
      `SELECT count(*) FROM ${table} WHERE c${a} = $1 AND c${b} BETWEEN $2 AND $3`,
      `SELECT c${c} FROM ${table} WHERE c${a} = $1 AND at > $2 ORDER BY at`,
      `SELECT x.id FROM ${table} x JOIN t${upTo(TABLES)} y ON y.c${b} = x.id WHERE x.c${a} = $1`,
    ];
    const text = kinds[upTo(kinds.length)] ?? '';
    const calls = Math.ceil(10 / (0.001 + random()));
    found.set(text, { id: text, text, calls, totalMs: calls * 3, rows: calls * 5 });
  }
  return [...found.values()];
}
