import type { Catalog, CatalogObject, Need } from '../../postgres/catalog/catalog.ts';
import type { Backfill } from './backfill/backfill.ts';
import { text } from './facts.ts';
import type { Change, PlanContext, Rebuild } from './kind-changes.ts';
import { changesOf } from './kinds/index.ts';
import { postponeForChildren } from './postpone.ts';
import { isSameIn } from './same-object.ts';

/** What becomes of one object. What stays as it is has none. */
export interface Decision {
  readonly drop: boolean;
  readonly create: boolean;
  readonly change?: Change;
}

/**
 * Decides what is dropped, made and changed. What cannot be changed in place is dropped and made again, and so is all
 * that depends on it and would stand in the way. Only ever adds to what is dropped, so it comes to an end.
 */
export function decide(
  source: Catalog,
  target: Catalog,
  { textCasts, backfills }: Wishes,
): { readonly decisions: ReadonlyMap<string, Decision>; readonly context: PlanContext } {
  const decisions = new Map<string, Decision>();
  const changed = new Set<string>();
  for (const id of source.objects.keys()) {
    if (!target.objects.has(id)) decisions.set(id, dropped);
    else if (!isSameIn(id, source, target)) changed.add(id);
  }
  for (const id of target.objects.keys()) {
    if (!source.objects.has(id)) decisions.set(id, created);
  }
  const context: PlanContext = {
    source,
    target,
    textCasts,
    backfills,
    changesOf,
    isNew: (id) => decisions.get(id)?.create === true,
    isDropped: (id) => decisions.get(id)?.drop === true,
    isKept: (id) =>
      source.objects.has(id) && target.objects.has(id) && !decisions.has(id) && !changed.has(id),
  };
  settle(decisions, changed, context);
  postponeForChildren(decisions, changed, context);
  for (const id of changed) {
    const change = changeOf(id, context);
    if (change !== undefined) decisions.set(id, { drop: false, create: false, change });
  }
  return { decisions, context };
}

/** What the schemas do not say of the way from one to the other. */
export interface Wishes {
  /** Columns whose values are converted by way of text. */
  readonly textCasts: ReadonlySet<string>;
  /** Columns that are filled in batches. */
  readonly backfills: ReadonlyMap<string, Backfill>;
}

const dropped: Decision = { drop: true, create: false };
const created: Decision = { drop: false, create: true };
const remade: Decision = { drop: true, create: true };

function settle(
  decisions: Map<string, Decision>,
  changed: Set<string>,
  context: PlanContext,
): void {
  const { source, target } = context;
  const dependents = dependentsOf(source);
  const queue = [...decisions].filter(([, { drop }]) => drop).map(([id]) => id);
  const remake = (id: string): void => {
    if (decisions.get(id)?.drop === true || !source.objects.has(id)) return;
    changed.delete(id);
    decisions.set(id, target.objects.has(id) ? remade : dropped);
    queue.push(id);
  };
  for (;;) {
    for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
      for (const dependent of dependents.get(id) ?? []) {
        if (isDetached(dependent, decisions) && isIndexPart(dependent, needOf(dependent, id)))
          continue;
        // Neither can go before the other then, but a partition that is detached takes its key along.
        if (
          dependent.kind === 'constraint' &&
          id.startsWith('index ') &&
          needsAs(dependent, id, 'auto')
        ) {
          remake(`partition ${text(dependent, 'table')}`);
        } else if (mustGoWith(dependent, id, changed, context)) remake(dependent.id);
      }
      for (const whole of attachedTo(id, source)) remake(whole);
    }
    for (const id of changed) {
      const change = changeOf(id, context);
      if (change === undefined) remake(id);
      else for (const rebuild of change.rebuilds ?? []) remakeAround(rebuild, dependents, remake);
    }
    for (const [id, { create }] of decisions) {
      const object = create ? target.objects.get(id) : undefined;
      if (object === undefined) continue;
      const rebuilds = changesOf(object.kind).rebuilds?.(object, context) ?? [];
      for (const rebuild of rebuilds) remakeAround(rebuild, dependents, remake);
    }
    if (queue.length === 0) return;
  }
}

function changeOf(id: string, context: PlanContext): Change | undefined {
  const from = context.source.objects.get(id);
  const to = context.target.objects.get(id);
  if (from === undefined || to === undefined) return undefined;
  return changesOf(from.kind).change(from, to, context);
}

function dependentsOf(catalog: Catalog): ReadonlyMap<string, readonly CatalogObject[]> {
  const result = new Map<string, CatalogObject[]>();
  for (const object of catalog.objects.values()) {
    for (const { id } of object.needs) {
      const list = result.get(id);
      if (list === undefined) result.set(id, [object]);
      else list.push(object);
    }
  }
  return result;
}

/** A sequence can outlive its column, and what changes so that it no longer needs the object can stay, too. */
function mustGoWith(
  dependent: CatalogObject,
  id: string,
  changed: ReadonlySet<string>,
  { target }: PlanContext,
): boolean {
  const need = needOf(dependent, id);
  const after = target.objects.get(dependent.id);
  if (after === undefined || need?.type === 'owned' || need?.type === 'order') return false;
  // Nothing sets it free: it looks the same, but means another object of that name.
  if (!changed.has(dependent.id) && need?.type === 'normal') return true;
  // Taking an index from under its partitioned parent is not possible.
  return isIndexPart(dependent, need) || after.needs.some((each) => each.id === id);
}

function needOf({ needs }: CatalogObject, id: string): Need | undefined {
  return needs.find((need) => need.id === id);
}

function needsAs({ needs }: CatalogObject, id: string, type: Need['type']): boolean {
  return needs.some((need) => need.id === id && need.type === type);
}

function isIndexPart(dependent: CatalogObject, need: Need | undefined): boolean {
  return (
    need?.type === 'auto' &&
    /^(index|constraint) /.test(need.id) &&
    /^(index|constraint)$/.test(dependent.kind)
  );
}

/** An index leaves its partitioned parent only when that goes. */
function attachedTo(id: string, source: Catalog): readonly string[] {
  const attachment = id.startsWith('index attachment ') ? source.objects.get(id) : undefined;
  if (attachment === undefined) return [];
  const parent = text(attachment, 'parent');
  return attachment.needs
    .map((need) => need.id)
    .filter((each) => each === `index ${parent}` || isKeyNamed(each, parent, source));
}

function isKeyNamed(id: string, index: string, source: Catalog): boolean {
  const object = id.startsWith('constraint ') ? source.objects.get(id) : undefined;
  return object !== undefined && index.endsWith(`.${text(object, 'name')}`);
}

function remakeAround(
  { of, when, through }: Rebuild,
  dependents: ReadonlyMap<string, readonly CatalogObject[]>,
  remake: (id: string) => void,
): void {
  for (const dependent of dependents.get(of) ?? []) {
    if (when(dependent)) remake(dependent.id);
    else if (through?.(dependent) === true)
      remakeAround({ of: dependent.id, when }, dependents, remake);
  }
}

/**
 * The object whose removal removes this one by itself, or the object itself where it needs a statement of its own.
 */
export function dropRoot(
  id: string,
  decisions: ReadonlyMap<string, Decision>,
  source: Catalog,
  explicit: ReadonlySet<string>,
): string {
  const object = source.objects.get(id);
  if (object === undefined || explicit.has(id)) return id;
  // Otherwise the sequence would go with the column that it belongs to.
  if (
    object.kind === 'sequence owner' &&
    decisions.get(`sequence ${text(object, 'sequence')}`)?.drop !== true
  ) {
    return id;
  }
  const isGone = (each: string): boolean => decisions.get(each)?.drop === true;
  if (object.kind === 'partition') {
    // Foreign keys that refer to the parent refer to its partitions, which therefore have to be detached.
    if (!isGone(`table ${text(object, 'parent')}`)) return id;
    // So has one whose rows are still to be copied.
    if (decisions.get(`table ${text(object, 'table')}`)?.create === true) return id;
  }
  const above = columnAbove(object, decisions, source);
  if (above !== undefined && isGone(above)) return dropRoot(above, decisions, source, explicit);
  const wholes = object.needs.filter(
    (need) =>
      (need.type === 'auto' || need.type === 'owned') &&
      isGone(need.id) &&
      !(isDetached(object, decisions) && /^(index|constraint) /.test(need.id)) &&
      // The index of a constraint does not go with the index above it.
      !(object.kind === 'constraint' && need.id.startsWith('index ')),
  );
  // Of its table and the index above it, the table says when it really goes.
  const whole = wholes.find((need) => need.id.startsWith('table ')) ?? wholes[0];
  return whole === undefined ? id : dropRoot(whole.id, decisions, source, explicit);
}

/** The column of the parent with which that of a partition goes, where the partition stays one. */
function columnAbove(
  column: CatalogObject,
  decisions: ReadonlyMap<string, Decision>,
  source: Catalog,
): string | undefined {
  if (column.kind !== 'column') return undefined;
  const partition = source.objects.get(`partition ${text(column, 'table')}`);
  if (partition === undefined || decisions.has(partition.id)) return undefined;
  return `column ${text(partition, 'parent')}.${text(column, 'name')}`;
}

/** A partition that is detached keeps its indexes. */
function isDetached(object: CatalogObject, decisions: ReadonlyMap<string, Decision>): boolean {
  const table = text(object, 'table');
  return (
    /^(index|constraint)$/.test(object.kind) &&
    decisions.get(`partition ${table}`)?.drop === true &&
    decisions.get(`table ${table}`)?.drop !== true
  );
}
