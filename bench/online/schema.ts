/** A shop's orders, as its owner would have them: five million rows, a key, an index, a table beside it. */
export const schema = `
  CREATE TABLE customers (id bigint PRIMARY KEY, name text NOT NULL);
  CREATE TABLE orders (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    customer_id bigint NOT NULL,
    state text NOT NULL,
    code varchar(20) NOT NULL,
    quantity integer NOT NULL,
    total numeric(12, 2) NOT NULL,
    created_at timestamptz NOT NULL);
  CREATE INDEX orders_customer ON orders (customer_id);
  CREATE TABLE bystanders (id bigint PRIMARY KEY, touched integer NOT NULL);
`;

/** Customers are a twentieth of the orders. */
export function data(rows: number): string {
  return `
    INSERT INTO customers SELECT i, 'customer ' || i FROM generate_series(1, ${rows / 20}) i;
    INSERT INTO bystanders SELECT i, 0 FROM generate_series(1, 100000) i;
    INSERT INTO orders (customer_id, state, code, quantity, total, created_at)
    SELECT 1 + i % ${rows / 20}, CASE WHEN i % 50 = 0 THEN 'open' ELSE 'shipped' END, 'C-' || i % 100000, i % 9,
      (i % 10000)::numeric / 100, timestamptz '2026-01-01' + i * interval '1 second'
    FROM generate_series(1, ${rows}) i;
    VACUUM ANALYZE;
  `;
}

export interface Change {
  readonly name: string;
  /** As anybody would write it. */
  readonly sql: string;
  /** The same in drizzle's TypeScript: how lines of its schema change. */
  readonly drizzle: readonly (readonly [from: string, to: string])[];
  /** How long a transaction that has read the table stays open meanwhile. */
  readonly readerMs?: number;
}

const column = `created_at: timestamp('created_at', { withTimezone: true }).notNull(),`;
const noteSql = `ALTER TABLE orders ADD COLUMN note text NOT NULL DEFAULT ''`;
const noteDrizzle = [[column, `${column} note: text('note').notNull().default(''),`]] as const;

/** The five changes that the claim names, the last of them with and without rewriting the table, and a queue. */
export const changes: readonly Change[] = [
  {
    name: 'an index',
    sql: 'CREATE INDEX orders_state ON orders (state, created_at)',
    drizzle: [['/* indexes */', `index('orders_state').on(t.state, t.created_at),`]],
  },
  { name: 'a NOT NULL column with a default', sql: noteSql, drizzle: noteDrizzle },
  {
    name: 'a foreign key',
    sql: 'ALTER TABLE orders ADD CONSTRAINT orders_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customers',
    drizzle: [
      [
        '/* indexes */',
        `foreignKey({ name: 'orders_customer_id_fkey', columns: [t.customer_id], foreignColumns: [customers.id] }),`,
      ],
    ],
  },
  {
    name: 'a check',
    sql: 'ALTER TABLE orders ADD CONSTRAINT orders_total CHECK (total >= 0)',
    drizzle: [['/* indexes */', "check('orders_total', sql`total >= 0`),"]],
  },
  {
    name: 'a type (varchar to text)',
    sql: 'ALTER TABLE orders ALTER COLUMN code TYPE text',
    drizzle: [[`varchar('code', { length: 20 })`, `text('code')`]],
  },
  {
    name: 'a type (integer to bigint)',
    sql: 'ALTER TABLE orders ALTER COLUMN quantity TYPE bigint',
    drizzle: [[`integer('quantity')`, `bigint('quantity', { mode: 'bigint' })`]],
  },
  {
    name: 'a column, behind a reader of 3 s',
    sql: noteSql,
    drizzle: noteDrizzle,
    readerMs: 3000,
  },
];

/** The schema above in drizzle's terms. */
export const drizzleSchema = `
import { sql } from 'drizzle-orm';
import { bigint, check, foreignKey, index, integer, numeric, pgTable, text, timestamp, varchar } from 'drizzle-orm/pg-core';
export const customers = pgTable('customers', {
  id: bigint('id', { mode: 'bigint' }).primaryKey(),
  name: text('name').notNull(),
});
export const bystanders = pgTable('bystanders', {
  id: bigint('id', { mode: 'bigint' }).primaryKey(),
  touched: integer('touched').notNull(),
});
export const orders = pgTable('orders', {
  id: bigint('id', { mode: 'bigint' }).primaryKey().generatedAlwaysAsIdentity(),
  customer_id: bigint('customer_id', { mode: 'bigint' }).notNull(),
  state: text('state').notNull(),
  code: varchar('code', { length: 20 }).notNull(),
  quantity: integer('quantity').notNull(),
  total: numeric('total', { precision: 12, scale: 2 }).notNull(),
  created_at: timestamp('created_at', { withTimezone: true }).notNull(),
}, (t) => [
  index('orders_customer').on(t.customer_id),
  /* indexes */
]);
`;
