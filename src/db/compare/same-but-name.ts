import type { Catalog, CatalogObject } from '../../postgres/catalog/catalog.ts';
import type { Step } from '../step.ts';
import { text } from './facts.ts';

/**
 * Indexes and constraints that have another name in the target and are the same in all else. They hold no values of their
 * own, so nothing is at stake in taking the one for the other, and much is saved: building an index again.
 */
export function renamesOf(source: Catalog, target: Catalog): readonly Step[] {
  const leaving = unique(onlyIn(source, target));
  const coming = unique(onlyIn(target, source));
  const taken = new Set([...source.objects.keys()].map(nameOf));
  const steps: Step[] = [];
  for (const [shape, object] of leaving) {
    const renamed = coming.get(shape);
    if (renamed === undefined || taken.has(nameOf(renamed.id))) continue;
    steps.push({
      sql: renaming(object, text(renamed, 'name')),
      transactional: true,
      transaction: 0,
    });
  }
  return steps;
}

function onlyIn(one: Catalog, other: Catalog): readonly CatalogObject[] {
  return [...one.objects.values()].filter(
    (object) =>
      (object.kind === 'index' || object.kind === 'constraint') &&
      !other.objects.has(object.id) &&
      !followsParent(object, one),
  );
}

/** A check of a partition is renamed with its parent's. */
function followsParent(object: CatalogObject, { objects }: Catalog): boolean {
  return text(object, 'type') === 'c' && objects.has(`partition ${text(object, 'table')}`);
}

/** By what they are without their names, where that tells them apart. */
function unique(objects: readonly CatalogObject[]): ReadonlyMap<string, CatalogObject> {
  const byShape = new Map<string, CatalogObject>();
  const twice = new Set<string>();
  for (const object of objects) {
    const shape = shapeOf(object);
    if (byShape.has(shape)) twice.add(shape);
    byShape.set(shape, object);
  }
  for (const shape of twice) byShape.delete(shape);
  return byShape;
}

function shapeOf({ kind, facts }: CatalogObject): string {
  const { name: _name, definition, index, ...rest } = facts;
  return JSON.stringify([kind, nameless(definition), nameless(index), rest]);
}

function nameless(definition: unknown): unknown {
  if (typeof definition !== 'string') return definition;
  return definition.replace(/^(CREATE (?:UNIQUE )?INDEX )("(?:[^"]|"")*"|\S+) /, '$1');
}

/** Indexes and the constraints that have one share the names of a schema. */
function nameOf(id: string): string {
  return /("(?:[^"]|"")*"|[^." ]+)$/.exec(id)?.[0] ?? id;
}

function renaming(object: CatalogObject, name: string): string {
  if (object.kind === 'index') {
    return `ALTER INDEX ${text(object, 'schema')}.${text(object, 'name')} RENAME TO ${name}`;
  }
  return `ALTER TABLE ${text(object, 'table')} RENAME CONSTRAINT ${text(object, 'name')} TO ${name}`;
}
