import type { CatalogObject } from '../../postgres/catalog/catalog.ts';
import { inner, list, text } from './facts.ts';
import type { PlanContext, Rebuild } from './kind-changes.ts';

/**
 * PostgreSQL fills no new column while whole rows of its table are stored elsewhere
 * (`find_composite_type_dependencies` in tablecmds.c), so materialized views with such are made again around that.
 */
export function rowRebuilds(column: CatalogObject, context: PlanContext): readonly Rebuild[] {
  const table = text(column, 'table');
  if (context.isNew(`table ${table}`) || !isFilled(column, context)) return [];
  return [{ of: `table ${table}`, when: (view) => storesRows(view, table) }];
}

/** Whether a materialized view has whole rows of a table. */
export function storesRows(view: CatalogObject, table: string): boolean {
  return (
    view.kind === 'materialized view' &&
    list(view.facts['columns']).some((column) => {
      const type = list(column)[1];
      return type === table || type === `${table}[]`;
    })
  );
}

/** Whether the rows that are there get a value, be it the one that a domain makes sure of. */
function isFilled(column: CatalogObject, { target }: PlanContext): boolean {
  return (
    text(column, 'generated') === 's' ||
    inner(column, 'identity') !== undefined ||
    target.objects.has(`default ${column.id.slice('column '.length)}`) ||
    column.needs.some(({ id }) => id.startsWith('domain '))
  );
}
