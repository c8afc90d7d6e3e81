import type { Catalog, CatalogObject } from '../../../postgres/catalog/catalog.ts';
import { inner, text } from '../facts.ts';
import type { PlanContext } from '../kind-changes.ts';

/**
 * What a NOT NULL constraint has to be called where it is made, because the server would give it another name: that of its
 * choice is none that another constraint of the schema has.
 */
export function notNullName(column: CatalogObject, context: PlanContext): string | undefined {
  const notNull = inner(column, 'notNull');
  const given = notNull?.['name'];
  if (typeof given === 'string') return given;
  const { source, target } = context;
  if (notNull === undefined || target.major < 18) return undefined;
  const usual = usualNotNullName(column);
  const isTaken =
    context.isDropped(`table ${text(column, 'table')}`) ||
    [source, target].some((catalog) => namesIn(catalog).has(usual));
  return isTaken ? usual : undefined;
}

/** The name that the server gives where it is free. */
export function usualNotNullName(column: CatalogObject): string {
  const table = text(column, 'table').replace(/^("(?:[^"]|"")*"|[^."]*)\./, '');
  return quoted(`${unquoted(table)}_${unquoted(text(column, 'name'))}_not_null`.slice(0, 63));
}

/** Names that constraints have and the server would not have given to them. */
function namesIn(catalog: Catalog): ReadonlySet<string> {
  const known = names.get(catalog) ?? new Set(unusualNames(catalog));
  names.set(catalog, known);
  return known;
}

const names = new WeakMap<Catalog, ReadonlySet<string>>();

function unusualNames({ objects }: Catalog): readonly string[] {
  return [...objects.values()].flatMap((object) => {
    const name = object.kind === 'column' ? inner(object, 'notNull')?.['name'] : undefined;
    return typeof name === 'string' ? [name] : [];
  });
}

export function quoted(name: string): string {
  return /^[a-z_][a-z0-9_$]*$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`;
}

export function unquoted(name: string): string {
  return name.startsWith('"') ? name.slice(1, -1).replaceAll('""', '"') : name;
}
