import type { Catalog, CatalogObject } from '../../postgres/catalog/catalog.ts';
import type { Step } from '../step.ts';
import type { Backfill } from './backfill/backfill.ts';
import { type Decision, decide, dropRoot } from './decisions.ts';
import { type Action, type ActionGraph, actionGraph } from './graph.ts';
import { sameFact, text } from './facts.ts';
import { heldByCopies } from './held-by-copies.ts';
import type { Draft, PlanContext } from './kind-changes.ts';
import { changesOf } from './kinds/index.ts';
import { asWritten } from './reparse.ts';
import { orderActions } from './order.ts';
import { foreignKeysAroundPartitions } from './reference-edges.ts';
import { toSteps } from './steps.ts';

export interface PlanOptions {
  /** Ids of columns whose values are converted by way of text. */
  readonly textCasts?: ReadonlySet<string>;
  /** Columns whose rows get their values in batches, by id. */
  readonly backfills?: ReadonlyMap<string, Backfill>;
  /** From what number on transactions are counted. */
  readonly firstTransaction?: number;
}

/**
 * The steps that turn the schema `source` into `target`. It is a proposal: whether it holds is for a shadow to show.
 * Time and memory grow with the number of objects and dependencies of both.
 */
export function planChanges(
  source: Catalog,
  target: Catalog,
  options: PlanOptions = {},
): readonly Step[] {
  const { textCasts = new Set(), backfills = new Map() } = options;
  const { decisions, context } = decide(source, target, { textCasts, backfills });
  const { order, graph } = ordered(decisions, context);
  return toSteps(
    draftsOf(order, decisions, context, waitsOf(graph)),
    options.firstTransaction ?? 0,
  );
}

/**
 * Things that would go by themselves get statements of their own where they hold up others: two tables that refer to each
 * other can only be dropped when one of the foreign keys is.
 */
function ordered(
  decisions: ReadonlyMap<string, Decision>,
  context: PlanContext,
): { readonly order: readonly Action[]; readonly graph: ActionGraph } {
  const explicit = new Set(foreignKeysAroundPartitions(decisions, context.source));
  for (;;) {
    const graph = actionGraph(decisions, context, explicit);
    const { order, stuck } = orderActions(graph);
    if (stuck.length === 0) return { order, graph };
    const before = explicit.size;
    const isStuck = new Set(stuck.filter(({ verb }) => verb === 'drop').map(({ id }) => id));
    for (const [id, { drop }] of decisions) {
      if (drop && holdsUp(id, isStuck, decisions, context, explicit)) explicit.add(id);
    }
    // A circle of another kind: the server will say where, and the proof will not hold.
    if (explicit.size === before) return { order: [...order, ...stuck], graph };
  }
}

/** What has to happen before something can be made, such as the end of the former bearer of its name. */
function waitsOf({ actions, after }: ActionGraph): ReadonlyMap<string, readonly string[]> {
  const result = new Map<string, string[]>();
  for (const [place, { verb, id }] of actions.entries()) {
    for (const next of after[place] ?? []) {
      const action = actions[next];
      if (action?.verb !== 'create') continue;
      result.set(action.id, [...(result.get(action.id) ?? []), `${verb} ${id}`]);
    }
  }
  return result;
}

function holdsUp(
  id: string,
  stuck: ReadonlySet<string>,
  decisions: ReadonlyMap<string, Decision>,
  { source }: PlanContext,
  explicit: ReadonlySet<string>,
): boolean {
  const root = dropRoot(id, decisions, source, explicit);
  if (root === id || !stuck.has(root)) return false;
  const needs = source.objects.get(id)?.needs ?? [];
  return needs.some(
    (need) =>
      need.type === 'normal' &&
      decisions.has(need.id) &&
      dropRoot(need.id, decisions, source, explicit) !== root,
  );
}

function draftsOf(
  order: readonly Action[],
  decisions: ReadonlyMap<string, Decision>,
  context: PlanContext,
  waits: ReadonlyMap<string, readonly string[]>,
): readonly Draft[] {
  const parts = partsOf(decisions, context);
  const pending = new Set(order.map(({ verb, id }) => `${verb} ${id}`));
  const held = heldByCopies(decisions, context);
  const drafts: Draft[] = [];
  for (const { verb, id, object } of order) {
    if (!pending.delete(`${verb} ${id}`)) continue;
    const kind = changesOf(object.kind);
    const along =
      verb === 'create' && !context.backfills.has(id)
        ? fold(object, kind.folds ?? [], { parts, pending, waits })
        : [];
    const own =
      verb === 'drop'
        ? kind.drop(object, context)
        : verb === 'change'
          ? (decisions.get(id)?.change?.drafts ?? [])
          : kind.create(object, context, along);
    for (const draft of verb === 'drop' && held.has(id) ? own.map(atTheEnd) : own)
      drafts.push(bodies.has(object.kind) ? draft : { ...draft, sql: asWritten(draft.sql) });
  }
  return drafts;
}

function atTheEnd(draft: Draft): Draft {
  return { ...draft, late: true };
}

/** Texts that are the user's own, word for word. */
const bodies: ReadonlySet<string> = new Set(['function', 'procedure', 'comment']);

/** New objects by what they are parts of, in the order of the catalog: that of the columns of a table. */
function partsOf(
  decisions: ReadonlyMap<string, Decision>,
  { target }: PlanContext,
): ReadonlyMap<string, readonly CatalogObject[]> {
  const parts = new Map<string, CatalogObject[]>();
  for (const object of target.objects.values()) {
    if (decisions.get(object.id)?.create !== true) continue;
    for (const { id, type } of object.needs) {
      if (type !== 'auto') continue;
      const list = parts.get(id);
      if (list === undefined) parts.set(id, [object]);
      else list.push(object);
    }
  }
  return parts;
}

interface Pending {
  readonly parts: ReadonlyMap<string, readonly CatalogObject[]>;
  /** Actions that are still to come. */
  readonly pending: Set<string>;
  /** Which of them new objects have to wait for. */
  readonly waits: ReadonlyMap<string, readonly string[]>;
}

/** The parts that can be made along with an object, because all else that they need is there. */
function fold(
  object: CatalogObject,
  kinds: readonly string[],
  { parts, pending, waits }: Pending,
): readonly CatalogObject[] {
  const along = new Map<string, CatalogObject>();
  for (const kind of kinds) {
    const wholes = kind === 'default' && object.kind === 'table' ? [...along.keys()] : [object.id];
    for (const whole of wholes) {
      for (const part of parts.get(whole) ?? []) {
        if (
          part.kind !== kind ||
          !canFold(part, object, along) ||
          !pending.has(`create ${part.id}`)
        )
          continue;
        const isThere = (id: string): boolean =>
          id === object.id ||
          along.has(id) ||
          !(pending.has(`create ${id}`) || pending.has(`change ${id}`));
        if (!part.needs.every(({ id }) => isThere(id))) continue;
        if (waits.get(part.id)?.some((action) => pending.has(action)) === true) continue;
        along.set(part.id, part);
        pending.delete(`create ${part.id}`);
      }
    }
  }
  return [...along.values()];
}

function canFold(
  part: CatalogObject,
  whole: CatalogObject,
  along: ReadonlyMap<string, CatalogObject>,
): boolean {
  if (part.kind !== 'constraint') return true;
  const type = text(part, 'type');
  if (type === 'c') return !/ NOT (VALID|ENFORCED)$/.test(text(part, 'definition'));
  // Keys of partitioned tables come after their partitions; and of two keys over the same columns that
  // are in one CREATE TABLE, PostgreSQL makes one only.
  if (type === 'f' || text(whole, 'partitionKey') !== '') return false;
  return ![...along.values()].some((each) =>
    sameFact(each.facts['columns'], part.facts['columns']),
  );
}
