/**
 * The claim: our validation, which generates no code at run time, is at least half as fast as Ajv's, which does.
 * Prints for each body how many times as fast as Ajv we are. All take turns in one process, so that a busy machine slows all.
 *
 *   node bench/validate.ts
 */
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { compileSchema } from '../src/scaffold/runtime/schema/json-schema.ts';
import type { Schema, Schemas } from '../src/scaffold/runtime/spec.ts';

const ROUNDS = 15;
const ROUND_MS = 60;

const SCHEMAS: Schemas = {
  User: {
    type: 'object',
    required: ['id', 'email', 'name'],
    additionalProperties: false,
    properties: {
      id: { type: 'integer', minimum: 1 },
      email: { type: 'string', format: 'email', maxLength: 254 },
      name: { type: 'string', minLength: 1, maxLength: 100 },
      age: { type: 'integer', minimum: 0, maximum: 150 },
      role: { type: 'string', enum: ['admin', 'editor', 'viewer'] },
      active: { type: 'boolean' },
    },
  },
  Address: {
    type: 'object',
    required: ['street', 'city', 'country'],
    properties: {
      street: { type: 'string', minLength: 1 },
      city: { type: 'string', minLength: 1 },
      zip: { type: 'string', pattern: '^[0-9A-Z -]{3,10}$' },
      country: { type: 'string', minLength: 2, maxLength: 2 },
    },
  },
  Item: {
    type: 'object',
    required: ['sku', 'quantity', 'price'],
    properties: {
      sku: { type: 'string', pattern: '^[A-Z]{3}-\\d{4}$' },
      quantity: { type: 'integer', minimum: 1 },
      price: { type: 'number', minimum: 0 },
      tags: { type: 'array', items: { type: 'string' }, maxItems: 10 },
    },
  },
  Order: {
    type: 'object',
    required: ['id', 'customer', 'items'],
    properties: {
      id: { type: 'string', format: 'uuid' },
      createdAt: { type: 'string', format: 'date-time' },
      customer: { $ref: '#/schemas/User' },
      shipTo: { $ref: '#/schemas/Address' },
      items: { type: 'array', minItems: 1, items: { $ref: '#/schemas/Item' } },
      note: { type: ['string', 'null'], maxLength: 500 },
    },
  },
  Card: {
    type: 'object',
    required: ['kind', 'number'],
    properties: { kind: { const: 'card' }, number: { type: 'string', pattern: '^\\d{16}$' } },
  },
  Transfer: {
    type: 'object',
    required: ['kind', 'iban'],
    properties: { kind: { const: 'transfer' }, iban: { type: 'string', minLength: 15 } },
  },
  Voucher: {
    type: 'object',
    required: ['kind', 'codes'],
    properties: {
      kind: { const: 'voucher' },
      codes: { type: 'array', items: { type: 'string' }, minItems: 1 },
    },
  },
  Payment: {
    oneOf: ['Card', 'Transfer', 'Voucher'].map((name) => ({ $ref: `#/schemas/${name}` })),
  },
};

const user = { id: 7, email: 'ada@example.com', name: 'Ada', age: 36, role: 'admin', active: true };
const item = { sku: 'ABC-1234', quantity: 2, price: 9.99, tags: ['new', 'blue'] };
const order = {
  id: '2eb8aa08-aa98-41ea-b4aa-73b441d16380',
  createdAt: '2026-11-23T10:00:00Z',
  customer: user,
  shipTo: { street: 'Main 1', city: 'Ulm', zip: '89073', country: 'DE' },
  items: Array.from({ length: 10 }, () => item),
  note: null,
};
const payment = { kind: 'voucher', codes: ['a', 'b'] };

interface Case {
  readonly schema: string;
  readonly valid: unknown;
  readonly invalid: unknown;
}

const CASES: Readonly<Record<string, Case>> = {
  'flat object': { schema: 'User', valid: user, invalid: { ...user, id: 0, role: 'owner' } },
  'nested order': {
    schema: 'Order',
    valid: order,
    invalid: { ...order, items: [...order.items, { ...item, quantity: 1.5 }] },
  },
  'oneOf union': { schema: 'Payment', valid: payment, invalid: { ...payment, codes: [1] } },
};

const ajv = new Ajv2020({ strict: false, allErrors: true, schemas: [ajvDocument()] });
formats.default(ajv);
const quickAjv = new Ajv2020({ strict: false, schemas: [ajvDocument()] });
formats.default(quickAjv);

for (const [title, { schema, valid, invalid }] of Object.entries(CASES)) {
  compare(`${title}, valid`, schema, valid, true);
  compare(`${title}, invalid`, schema, invalid, false);
}

function compare(title: string, name: string, body: unknown, isValid: boolean): void {
  const schema: Schema = { $ref: `#/schemas/${name}` };
  const ours = compileSchema(schema, SCHEMAS);
  const all = ajv.compile({ $ref: `schemas#/schemas/${name}` });
  const first = quickAjv.compile({ $ref: `schemas#/schemas/${name}` });
  const copy: unknown = JSON.parse(JSON.stringify(body));
  const runs = [() => ours(copy, 'body').length === 0, () => all(copy), () => first(copy)] as const;
  for (const run of runs) {
    if (run() !== isValid) throw new Error(`${title}: the verdict is wrong`);
  }
  const rates = runs.map((): number[] => []);
  for (let round = 0; round < ROUNDS; round++) {
    for (const [index, run] of runs.entries()) rates[index]?.push(rateOf(run));
  }
  const [own = 0, allErrors = 1, firstError = 1] = rates.map(median);
  const ratio = (peer: number): string => (own / peer).toFixed(2);
  console.log(
    `${title}: ${ratio(allErrors)} x Ajv (all errors), ${ratio(firstError)} x Ajv (first error); ${(1e3 / own).toFixed(0)} ns`,
  );
}

/** Calls per microsecond. */
function rateOf(run: () => boolean): number {
  const batch = 500;
  const start = performance.now();
  let calls = 0;
  let elapsedMs = 0;
  while (elapsedMs < ROUND_MS) {
    for (let call = 0; call < batch; call++) run();
    calls += batch;
    elapsedMs = performance.now() - start;
  }
  return calls / elapsedMs / 1e3;
}

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0;
}

function ajvDocument(): object {
  return { $id: 'schemas', schemas: JSON.parse(JSON.stringify(SCHEMAS)) };
}
