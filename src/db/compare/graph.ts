import type { Catalog, CatalogObject } from '../../postgres/catalog/catalog.ts';
import { type Decision, dropRoot } from './decisions.ts';
import { addDomainEdges } from './domain-edges.ts';
import { Edges } from './edges.ts';
import { differ, inner, text, texts } from './facts.ts';
import { addCopyEdges } from './held-by-copies.ts';
import type { PlanContext } from './kind-changes.ts';
import { addAttachmentEdges, addPartitionEdges } from './partition-edges.ts';
import { addReferenceEdges } from './reference-edges.ts';
import { addRowEdges } from './row-edges.ts';

export type Verb = 'drop' | 'change' | 'create';

/** One thing to do to one object. */
export interface Action {
  readonly verb: Verb;
  readonly id: string;
  readonly object: CatalogObject;
}

/** Actions and which must follow which, by their places in the list. */
export interface ActionGraph {
  readonly actions: readonly Action[];
  readonly after: readonly (readonly number[])[];
  /** Edges that make plans shorter and can be done without. */
  readonly soft: readonly (readonly number[])[];
}

/**
 * The order that real dependencies ask for: what needs an object goes before it and comes after it. Names that are used
 * again are free only when their former bearers are gone.
 */
export function actionGraph(
  decisions: ReadonlyMap<string, Decision>,
  context: PlanContext,
  explicit: ReadonlySet<string>,
): ActionGraph {
  const { source, target } = context;
  const actions: Action[] = [];
  const places = new Map<string, number>();
  const add = (verb: Verb, id: string, object: CatalogObject | undefined): void => {
    if (object === undefined) return;
    places.set(`${verb} ${id}`, actions.length);
    actions.push({ verb, id, object });
  };
  for (const [id, { drop, create, change }] of decisions) {
    if (drop && dropRoot(id, decisions, source, explicit) === id) {
      add('drop', id, source.objects.get(id));
    }
    if (change !== undefined) add('change', id, target.objects.get(id));
    if (create) add('create', id, target.objects.get(id));
  }
  // What goes by itself goes at the time of what takes it away.
  for (const [id, { drop }] of decisions) {
    const place = drop
      ? places.get(`drop ${dropRoot(id, decisions, source, explicit)}`)
      : undefined;
    if (place !== undefined) places.set(`drop ${id}`, place);
  }
  const edges = new Edges(actions.length, places);
  for (const [id, decision] of decisions) addEdges(edges, id, decision, source, target);
  addNameEdges(edges, decisions, source, target);
  addPartitionEdges(edges, decisions, context);
  addAttachmentEdges(edges, decisions, context);
  addReferenceEdges(edges, decisions, context);
  addDomainEdges(edges, decisions, context);
  addRowEdges(edges, decisions, context);
  addCopyEdges(edges, decisions, context);
  return { actions, after: edges.hard, soft: softEdges(actions, places, target) };
}

function addEdges(
  edges: Edges,
  id: string,
  { drop, create, change }: Decision,
  source: Catalog,
  target: Catalog,
): void {
  const before = source.objects.get(id)?.needs ?? [];
  const after = target.objects.get(id)?.needs ?? [];
  if (drop) {
    for (const need of before) {
      edges.add(`drop ${id}`, `drop ${need.id}`);
      if (losesParent(need.id, source, target)) edges.add(`change ${need.id}`, `drop ${id}`);
      else if (mattersTo(need.id, id, source, target)) edges.add(`drop ${id}`, `change ${need.id}`);
    }
  }
  if (drop && create) {
    edges.add(`drop ${id}`, `create ${id}`);
    // A column that is to come from a parent makes way for it.
    const above = id.startsWith('column ') ? after : [];
    for (const need of above) edges.add(`drop ${id}`, `create ${need.id}`);
  }
  const verb = create ? 'create' : change === undefined ? undefined : 'change';
  if (verb !== undefined) {
    for (const need of after) {
      if (need.type === 'owned') continue;
      edges.add(`create ${need.id}`, `${verb} ${id}`);
      edges.add(`change ${need.id}`, `${verb} ${id}`);
    }
  }
  if (change !== undefined) {
    for (const need of before) {
      edges.add(`change ${id}`, `drop ${need.id}`);
      if (!after.some((each) => each.id === need.id))
        edges.add(`change ${id}`, `change ${need.id}`);
    }
  }
  addOwnerEdges(edges, id, source, target);
}

/** What a table has from a parent can only go when that is its parent no more. */
function losesParent(id: string, source: Catalog, target: Catalog): boolean {
  const [from, to] = [source.objects.get(id), target.objects.get(id)];
  if (from?.kind !== 'table' || to === undefined) return false;
  const after = texts(to, 'inherits');
  return texts(from, 'inherits').some((parent) => !after.includes(parent));
}

/**
 * A column that goes is no matter for its table, unless that gets other parents. Nor is a sequence for its column, unless that
 * gets one of the same name.
 */
function mattersTo(whole: string, part: string, source: Catalog, target: Catalog): boolean {
  const [from, to] = [source.objects.get(whole), target.objects.get(whole)];
  if (/^sequence (owner )?/.test(part) && to?.kind === 'column') {
    return inner(to, 'identity') !== undefined;
  }
  if (!part.startsWith('column ')) return true;
  return from?.kind !== 'table' || to === undefined || differ(from, to, 'inherits');
}

/** A new owner takes over the rights of the old one. A sequence can only be linked to a table with the same owner. */
function addOwnerEdges(edges: Edges, id: string, source: Catalog, target: Catalog): void {
  const object = target.objects.get(id) ?? source.objects.get(id);
  if (object === undefined) return;
  const owned =
    object.kind === 'grant'
      ? [text(object, 'target')]
      : object.kind === 'sequence owner'
        ? [`sequence ${text(object, 'sequence')}`, tableOf(object, target)]
        : [];
  for (const each of owned) {
    for (const first of ['create', 'change', 'drop']) {
      for (const second of ['create', 'change', 'drop']) {
        // What goes with its target is gone before that has a new owner.
        if (second === 'drop' && edges.isSame(`drop ${id}`, `drop ${each}`)) continue;
        if (second === 'drop' && object.kind === 'sequence owner') {
          edges.add(`drop ${id}`, `${first} owner on ${each}`);
        } else {
          edges.add(`${first} owner on ${each}`, `${second} ${id}`);
        }
      }
    }
  }
}

function tableOf(link: CatalogObject, target: Catalog): string {
  const column = target.objects.get(`column ${text(link, 'column')}`);
  return column === undefined ? '' : `table ${text(column, 'table')}`;
}

function addNameEdges(
  edges: Edges,
  decisions: ReadonlyMap<string, Decision>,
  source: Catalog,
  target: Catalog,
): void {
  const leaving = new Map<string, string[]>();
  for (const [id, { drop }] of decisions) {
    const object = drop ? source.objects.get(id) : undefined;
    if (object === undefined) continue;
    for (const name of namesOf(object)) leaving.set(name, [...(leaving.get(name) ?? []), id]);
  }
  for (const [id, { create }] of decisions) {
    const object = create ? target.objects.get(id) : undefined;
    if (object === undefined) continue;
    for (const name of namesOf(object)) {
      for (const former of leaving.get(name) ?? []) edges.add(`drop ${former}`, `create ${id}`);
    }
  }
}

const relations: ReadonlySet<string> = new Set([
  'table',
  'view',
  'materialized view',
  'index',
  'sequence',
  'composite type',
]);

const types: ReadonlySet<string> = new Set([
  'table',
  'view',
  'materialized view',
  'composite type',
  'enum',
  'domain',
  'range type',
  'base type',
]);

const routines: ReadonlySet<string> = new Set(['function', 'procedure', 'aggregate']);

/** The names that an object takes up, with the space of names that each is in. */
function namesOf(object: CatalogObject): readonly string[] {
  const name = object.id.slice(object.kind.length + 1);
  const names: string[] = [];
  if (relations.has(object.kind)) names.push(`relation ${name}`);
  if (types.has(object.kind)) names.push(`type ${name}`);
  if (routines.has(object.kind)) names.push(`routine ${name}`);
  // Keys have an index of their name in the schema of their table.
  if (object.kind === 'constraint' && text(object, 'index') !== '') {
    const schema = /^("(?:[^"]|"")*"|[^."]*)\./.exec(text(object, 'table'))?.[0] ?? '';
    names.push(`relation ${schema}${text(object, 'name')}`);
  }
  // A table has one at a time.
  if (object.kind === 'constraint' && text(object, 'type') === 'p')
    names.push(`primary key of ${text(object, 'table')}`);
  if (object.kind === 'partition') names.push(`partition of ${text(object, 'parent')}`);
  return names;
}

/** A table waits for what its columns need, so that they can be made along with it; a domain for what its checks need. */
function softEdges(
  actions: readonly Action[],
  places: ReadonlyMap<string, number>,
  target: Catalog,
): readonly (readonly number[])[] {
  const soft: number[][] = Array.from({ length: actions.length }, () => []);
  for (const { verb, object } of actions) {
    if (verb !== 'create' || !/^(column|default|constraint|domain constraint)$/.test(object.kind))
      continue;
    if (object.kind === 'constraint' && text(object, 'type') === 'f') continue;
    const table = places.get(`create table ${text(object, 'table')}`);
    const column = places.get(`create column ${object.id.slice(object.kind.length + 1)}`);
    const domain = places.get(`create domain ${text(object, 'domain')}`);
    const whole = table ?? column ?? domain;
    if (whole === undefined) continue;
    for (const need of target.objects.get(object.id)?.needs ?? []) {
      for (const first of ['create', 'change']) {
        const from = places.get(`${first} ${need.id}`);
        const other = target.objects.get(need.id) ?? object;
        const isPart = domain === undefined && text(other, 'table') === text(object, 'table');
        if (from !== undefined && from !== whole && !isPart) soft[from]?.push(whole);
      }
    }
  }
  return soft;
}
