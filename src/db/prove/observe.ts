import type { Session } from '../../postgres/session.ts';
import {
  lockModes,
  type LockMode,
  type Observation,
  type ObservedStep,
  type Step,
} from '../step.ts';
import {
  relationName,
  touchedSince,
  relationsAfter,
  type SeenRelation,
  type Since,
} from './relations.ts';
import { staticNote } from './static-note.ts';

/** A step that the server refused: which one, and what the server said (`cause`, a `SqlError`). */
export class StepFailure extends Error {
  override readonly name = 'StepFailure';
  readonly index: number;
  readonly step: Step;

  constructor(index: number, step: Step, cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
    this.index = index;
    this.step = step;
  }
}

/**
 * Runs steps on a shadow (with `execute`, where more is to be seen than locks and files), for good, and looks after each of them, within its transaction, at what it did. One query a step,
 * and one more a transaction. Tables that a transaction made itself are left out: nobody else can see them. Throws
 * `StepFailure`; the transaction of that step is rolled back, those before it stay.
 */
export async function observeSteps(
  session: Session,
  steps: readonly Step[],
  execute: Execute = (sql) => session.execute(sql),
): Promise<readonly ObservedStep[]> {
  if (steps.length === 0) return [];
  await session.execute('SET track_counts = on');
  const world = newWorld(await relationsAfter(session, 0));
  const observed: ObservedStep[] = [];
  for (const [index, step] of steps.entries()) {
    const before = steps[index - 1];
    const after = steps[index + 1];
    try {
      if (step.transactional && !together(before, step)) await begin(session, world);
      const observation = step.transactional
        ? await observeInside(session, step, world, execute)
        : await observeAlone(session, step, world, execute);
      if (step.transactional && !together(step, after)) await session.execute('COMMIT');
      observed.push({ ...step, observation });
    } catch (error) {
      if (step.transactional) await session.execute('ROLLBACK');
      throw new StepFailure(index, step, error);
    }
  }
  return observed;
}

/** What is known of the shadow between two steps. */
interface World {
  /** Relations of user schemas, as they were before the step that comes next. */
  readonly known: Map<number, SeenRelation>;
  readonly named: Map<string, number>;
  newestOid: number;
  transaction: Transaction;
}

interface Transaction {
  /** When it began. */
  readonly newestOid: number;
  /** Relations that this transaction made. */
  readonly born: Set<number>;
  /** Relations that it made in the place of older ones. */
  readonly reborn: Set<number>;
  readonly held: Map<number, LockMode>;
  /** Scans of each relation that this session has counted so far, those of earlier transactions among them. */
  readonly scans: Map<number, number>;
}

function newWorld(relations: readonly SeenRelation[]): World {
  const world: World = {
    known: new Map(),
    named: new Map(),
    newestOid: 0,
    transaction: newTransaction(0),
  };
  for (const relation of relations) remember(relation, world);
  return world;
}

function newTransaction(newestOid: number): Transaction {
  return { newestOid, born: new Set(), reborn: new Set(), held: new Map(), scans: new Map() };
}

/** What the last transaction made may have changed within it, unseen. */
async function startAnew(session: Session, world: World): Promise<void> {
  const { born, newestOid } = world.transaction;
  const relations = born.size === 0 ? [] : await relationsAfter(session, newestOid);
  for (const relation of relations) remember(relation, world);
  world.transaction = newTransaction(world.newestOid);
}

function since({ transaction, newestOid }: World, names: readonly string[] = []): Since {
  const reborn = [...transaction.reborn];
  return { transactionOid: transaction.newestOid, stepOid: newestOid, names, reborn };
}

function remember(relation: SeenRelation, world: World): void {
  world.known.set(relation.oid, relation);
  world.named.set(relationName(relation), relation.oid);
  world.newestOid = Math.max(world.newestOid, relation.oid);
}

function together(first: Step | undefined, second: Step | undefined): boolean {
  return (
    first?.transactional === true &&
    second?.transactional === true &&
    first.transaction === second.transaction
  );
}

async function begin(session: Session, world: World): Promise<void> {
  await startAnew(session, world);
  // Counts reach the shared statistics some time after a commit; until then they are still those of this session.
  if (session.major >= 15) {
    await session.query('SELECT pg_stat_force_next_flush()');
    await session.execute('BEGIN');
    return;
  }
  await session.execute('BEGIN');
  const counted = await session.query<{ oid: number; scans: number }>(
    `SELECT c.oid::int8::float8 AS oid, pg_stat_get_xact_numscans(c.oid)::float8 AS scans
     FROM pg_class c WHERE c.relkind IN ('r', 'm') AND c.oid >= 16384 AND pg_stat_get_xact_numscans(c.oid) > 0`,
  );
  for (const { oid, scans } of counted) world.transaction.scans.set(oid, scans);
}

type Execute = (sql: string) => Promise<void>;

async function observeInside(
  session: Session,
  step: Step,
  world: World,
  execute: Execute,
): Promise<Observation> {
  await execute(step.sql);
  return note(await touchedSince(session, since(world)), step, world);
}

/** What cannot run in a transaction leaves no locks behind to look at: those are known from what kind of statement it is. */
async function observeAlone(
  session: Session,
  step: Step,
  world: World,
  execute: Execute,
): Promise<Observation> {
  const known = await staticNote(session, step.sql);
  await startAnew(session, world);
  await execute(step.sql);
  const seen = note(await touchedSince(session, since(world, known.relations)), step, world);
  return { locks: known.locks, scanned: known.scanned, rewritten: seen.rewritten };
}

function note(relations: readonly SeenRelation[], step: Step, world: World): Observation {
  const { known, transaction } = world;
  const locks: { table: string; mode: LockMode }[] = [];
  const rewritten = new Set<string>();
  const scanned: string[] = [];
  for (const now of relations) {
    const before = known.get(now.oid) ?? namesake(now, world);
    const isOld = before !== undefined && !transaction.born.has(before.oid);
    if (!isOld) {
      transaction.born.add(now.oid);
    } else {
      if (before.oid !== now.oid) transaction.reborn.add(now.oid);
      const name = relationName(before);
      const mode = lockOf(now, before, step, transaction);
      if (mode !== undefined) locks.push({ table: name, mode });
      if (now.file !== 0 && before.file !== now.file) rewritten.add(name);
      const isRead = isTable.has(now.kind) && now.scans > (transaction.scans.get(now.oid) ?? 0);
      if (isRead) scanned.push(name);
    }
    transaction.scans.set(now.oid, now.scans);
  }
  for (const now of relations) {
    if (now.gone) known.delete(now.oid);
    else remember(now, world);
  }
  return { locks, rewritten: [...rewritten], scanned };
}

/** A type change makes the indexes of a column anew, under their old names. */
function namesake(now: SeenRelation, { known, named }: World): SeenRelation | undefined {
  const before = known.get(named.get(relationName(now)) ?? 0);
  return before !== undefined && relationName(before) === relationName(now) ? before : undefined;
}

/**
 * The mode, where the step took the lock or made it stronger. Whether it would have taken one that its transaction has
 * already cannot be seen; a step that names the table is taken to.
 */
function lockOf(
  now: SeenRelation,
  before: SeenRelation,
  step: Step,
  { held }: Transaction,
): LockMode | undefined {
  const mode = strongest(now.modes);
  if (mode === undefined || !isTable.has(before.kind)) return undefined;
  const isNew = held.get(now.oid) !== mode;
  held.set(now.oid, mode);
  const isAbout = !onlyReads.test(step.sql) && mentions(step.sql, before.name);
  return isNew || isAbout ? mode : undefined;
}

/** Statements that name tables without changing what they are. */
const onlyReads =
  /^\s*(select|with|insert|update|delete|merge|call|do|create\s+(or\s+replace\s+)?((recursive\s+|materialized\s+)?view|function|procedure))\b/i;

function mentions(sql: string, name: string): boolean {
  for (let at = sql.indexOf(name); at !== -1; at = sql.indexOf(name, at + 1)) {
    const around = `${sql[at - 1] ?? ' '}${sql[at + name.length] ?? ' '}`;
    if (!/[\w$]/.test(around)) return true;
  }
  return false;
}

const isTable: ReadonlySet<string> = new Set(['r', 'p', 'm', 'f', 'v']);

/** `undefined` where it is no more than a reader's. */
function strongest(modes: readonly string[]): LockMode | undefined {
  const rank = Math.max(0, ...modes.map((mode) => camelModes.indexOf(mode)));
  return rank === 0 ? undefined : lockModes[rank];
}

const camelModes: readonly string[] = lockModes.map(camel);

/** `ROW SHARE` → `RowShareLock`, as `pg_locks` has it. */
function camel(mode: LockMode): string {
  const words = mode.split(' ').map((word) => `${word[0]}${word.slice(1).toLowerCase()}`);
  return `${words.join('')}Lock`;
}
