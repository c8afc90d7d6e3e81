import type { CatalogObject } from '../../postgres/catalog/catalog.ts';
import { text } from './facts.ts';
import { isInherited } from './inheritance.ts';
import type { Change, PlanContext } from './kind-changes.ts';
import { replaceByWayOfText } from './replace-by-text.ts';
import { typeRebuilds } from './type-rebuilds.ts';
import { columnsOf, dependentTypes } from './type-users.ts';

/**
 * Puts a new type in the place of one that cannot be altered: the columns that use it are converted by way of text, and
 * keep their values. All else that uses it is made again around that.
 */
export function replaceType(
  from: CatalogObject,
  to: CatalogObject,
  creation: string,
  context: PlanContext,
): Change {
  const { target } = context;
  if (dependentTypes(from, context).length > 0) return replaceByWayOfText(from, context);
  const name = `${text(from, 'schema')}.${text(from, 'name')}`;
  const aside = `${name.replace(/"$/, '')}_replaced${name.endsWith('"') ? '"' : ''}`;
  const columns = columnsOf([from], context);
  const users = new Set(columns.map(({ id }) => id));
  return {
    drafts: [
      { sql: `ALTER TYPE ${name} RENAME TO ${aside.slice(text(from, 'schema').length + 1)}` },
      { sql: creation },
      ...columns
        .map(({ id }) => target.objects.get(id))
        .filter((column) => column !== undefined && isOwn(column, context) && needs(column, to.id))
        .map((column) => ({ sql: conversion(column) })),
      { sql: `DROP TYPE ${aside}` },
    ],
    rebuilds: [
      { of: from.id, when: ({ id }) => !users.has(id) },
      ...columns.flatMap((column) => typeRebuilds(column)),
    ],
  };
}

function needs(column: CatalogObject, id: string): boolean {
  return column.needs.some((need) => need.id === id);
}

/** What a child has from its parent is converted with the parent's. */
function isOwn(column: CatalogObject | undefined, context: PlanContext): column is CatalogObject {
  return column !== undefined && !isInherited(column, context, 'both');
}

function conversion(column: CatalogObject | undefined): string {
  if (column === undefined) return '';
  const type = text(column, 'type');
  const name = text(column, 'name');
  const way = type.endsWith('[]') ? 'text[]' : 'text';
  return `ALTER TABLE ${text(column, 'table')} ALTER COLUMN ${name} TYPE ${type} USING ${name}::${way}::${type}`;
}
