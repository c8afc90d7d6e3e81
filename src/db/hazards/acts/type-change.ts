import type { SqlType } from './sql-type.ts';

/**
 * Whether the rows of a table can stay as they are when the type of a column changes. Follows what PostgreSQL decides by
 * casts and by the support functions of length coercions; `type-change.test.ts` holds it to real servers.
 */
export function keepsRows(from: SqlType, to: SqlType, isUtc: boolean): boolean {
  if (from.text === to.text) return true;
  // Of an array each element has to be looked at.
  if (from.array || to.array) return false;
  if (from.name === to.name) {
    if (to.name === 'numeric') return isWiderNumeric(from.args, to.args);
    const canGrow = lengthened.has(to.name) || timed.has(to.name);
    return canGrow && limitOf(to) >= limitOf(from);
  }
  // What has a limit is checked against it.
  if (to.args.length > 0) return false;
  return isMoment(from, to) ? isUtc : sameBytes.has(`${from.name} ${to.name}`);
}

/** From a moment without a time zone to one with, or back: in UTC both are the same bytes. */
export function isMoment(from: SqlType, to: SqlType): boolean {
  const names = `${from.name} ${to.name}`;
  const isPair = names === 'timestamp timestamptz' || names === 'timestamptz timestamp';
  return isPair && !from.array && !to.array && to.args.length === 0;
}

/** Whether values are rounded or cut without an error. */
export function losesValues(from: SqlType, to: SqlType): boolean {
  if (from.array || to.array) return false;
  if (timed.has(from.name) && timed.has(to.name) && limitOf(from) > limitOf(to)) return true;
  if (fractional.has(from.name) && to.name === 'numeric' && to.args.length > 0) {
    return from.name !== 'numeric' || from.args.length === 0 || scaleOf(from) > scaleOf(to);
  }
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
const fractional: ReadonlySet<string> = new Set(['numeric', 'float4', 'float8']);

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

/** The length of texts, the digits of seconds; where there is no limit, it is the largest. */
function limitOf({ name, args }: SqlType): number {
  return args[name === 'interval' ? 1 : 0] ?? Infinity;
}

function scaleOf({ args }: SqlType): number {
  return args[1] ?? 0;
}

function isWiderNumeric(from: readonly number[], to: readonly number[]): boolean {
  if (to.length === 0) return true;
  if (from.length === 0) return false;
  return (to[1] ?? 0) === (from[1] ?? 0) && (to[0] ?? 0) >= (from[0] ?? 0);
}
