import type { SqlType } from './sql-type.ts';

/**
 * Whether the rows of a table can stay as they are when the type of a column changes. Follows what PostgreSQL decides by
 * casts and by the support functions of length coercions; `type-change.test.ts` holds it to real servers.
 */
export function keepsRows(from: SqlType, to: SqlType, isUtc: boolean): boolean {
  if (from.text === to.text) return true;
  if (from.array !== to.array) return false;
  const isSame = from.name === to.name;
  if (isSame && lengthened.has(to.name)) return isAtLeast(from.args, to.args, 0);
  // Of an array each element would have to be looked at.
  if (from.array) return false;
  if (isSame && to.name === 'numeric') return isWiderNumeric(from.args, to.args);
  if (isSame && timed.has(to.name))
    return isAtLeast(from.args, to.args, to.name === 'interval' ? 1 : 0);
  if (isMoment(from, to)) return isUtc;
  if (to.name === 'varchar' && to.args.length > 0) return false;
  return sameBytes.has(`${from.name} ${to.name}`);
}

/** From a moment without a time zone to one with, or back: in UTC both are the same bytes. */
export function isMoment(from: SqlType, to: SqlType): boolean {
  const names = `${from.name} ${to.name}`;
  const isPair = names === 'timestamp timestamptz' || names === 'timestamptz timestamp';
  return isPair && from.array === to.array && isAtLeast(from.args, to.args, 0);
}

/** Whether values are rounded or cut without an error. */
export function losesValues(from: SqlType, to: SqlType): boolean {
  if (from.array || to.array) return false;
  const isSame = from.name === to.name;
  if (isSame && timed.has(to.name)) {
    return !isAtLeast(from.args, to.args, to.name === 'interval' ? 1 : 0);
  }
  if (isSame && to.name === 'numeric')
    return (from.args[1] ?? 0) > (to.args[1] ?? 0) || isBounded(from, to);
  return lossy.has(`${from.name} ${to.name}`);
}

/** Types whose length can grow without a look at the values. */
const lengthened: ReadonlySet<string> = new Set(['varchar', 'varbit']);
const timed: ReadonlySet<string> = new Set([
  'timestamp',
  'timestamptz',
  'time',
  'timetz',
  'interval',
]);

/** Casts `WITHOUT FUNCTION`, of those that occur. */
const sameBytes: ReadonlySet<string> = new Set([
  'varchar text',
  'text varchar',
  'citext text',
  'citext varchar',
  'text citext',
  'varchar citext',
  'cidr inet',
  'xml text',
  'xml varchar',
  'int4 oid',
  'oid int4',
  'bit varbit',
]);

/** Numbers to whole or shorter ones, moments to days or hours. */
const lossy: ReadonlySet<string> = new Set([
  ...['numeric', 'float8', 'float4'].flatMap((from) =>
    ['int2', 'int4', 'int8'].map((to) => `${from} ${to}`),
  ),
  'float8 float4',
  'numeric float4',
  'numeric float8',
  ...['timestamp', 'timestamptz'].flatMap((from) =>
    ['date', 'time', 'timetz'].map((to) => `${from} ${to}`),
  ),
]);

/** Whether a limit is as large or gone; no limit is the largest. */
function isAtLeast(from: readonly number[], to: readonly number[], place: number): boolean {
  const [before = Infinity, after = Infinity] = [from[place], to[place]];
  return after >= before;
}

function isWiderNumeric(from: readonly number[], to: readonly number[]): boolean {
  if (to.length === 0) return true;
  if (from.length === 0) return false;
  return (to[1] ?? 0) === (from[1] ?? 0) && (to[0] ?? 0) >= (from[0] ?? 0);
}

function isBounded(from: SqlType, to: SqlType): boolean {
  return from.args.length === 0 && to.args.length > 0;
}
