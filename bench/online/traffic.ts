/**
 * A steady load on the shop, in a process of its own: `node traffic.ts URL ROWS`. Prints `ready` when all connections have
 * been used, and at SIGTERM how long the longest statement took, as JSON.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';

/** In milliseconds, from sending to the answer, as a client sees it. */
export interface Waits {
  readonly statements: number;
  readonly longestMs: number;
  /** Of statements on a table that no change touches: what the machine alone does. */
  readonly controlMs: number;
}

const [url, rows] = [process.argv[2], Number(process.argv[3])];
const PAUSE_MS = 4;
const id = (max: number): number => 1 + Math.floor(Math.random() * max);

type Statement = () => readonly [sql: string, values: readonly unknown[]];

const onOrders: readonly Statement[] = [
  () => ['SELECT id, state, total FROM orders WHERE id = $1', [id(rows)]],
  () => ['SELECT id, total FROM orders WHERE customer_id = $1', [id(rows / 20)]],
  () => ['UPDATE orders SET total = total + 1 WHERE id = $1', [id(rows)]],
  () => [
    "INSERT INTO orders (customer_id, state, code, quantity, total, created_at) VALUES ($1, 'open', 'C-1', 1, 10, now())",
    [id(rows / 20)],
  ],
  () => ['UPDATE customers SET name = name WHERE id = $1', [id(rows / 20)]],
  () => ['SELECT name FROM customers WHERE id = $1', [id(rows / 20)]],
];
const onBystanders: Statement = () => [
  'UPDATE bystanders SET touched = touched + 1 WHERE id = $1',
  [id(100_000)],
];

let statements = 0;
const stop = new AbortController();

async function client(statement: Statement): Promise<() => Promise<number>> {
  const connection = new Client({ connectionString: url });
  await connection.connect();
  const run = async (): Promise<number> => {
    const [sql, values] = statement();
    const startMs = performance.now();
    await connection.query(sql, [...values]);
    return performance.now() - startMs;
  };
  await run();
  return async () => {
    let longestMs = 0;
    while (!stop.signal.aborted) {
      longestMs = Math.max(longestMs, await run());
      statements += 1;
      await sleep(PAUSE_MS);
    }
    await connection.end();
    return longestMs;
  };
}

const clients = await Promise.all(onOrders.map(client));
const control = await client(onBystanders);
process.on('SIGTERM', () => stop.abort());
console.log('ready');
const [controlMs, longest] = await Promise.all([
  control(),
  Promise.all(clients.map((run) => run())),
]);
const waits: Waits = { statements, longestMs: Math.max(...longest), controlMs };
console.log(JSON.stringify(waits));
