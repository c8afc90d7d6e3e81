import { TrivetError } from '../../../base/errors.ts';
import type { Catalog, CatalogObject } from '../../../postgres/catalog/catalog.ts';
import { inner, text, texts } from '../facts.ts';
import type { Backfill, BackfillRequest } from './backfill.ts';

/**
 * What is asked for in terms of two schemas, by the id of the column. Throws `USAGE` where a column cannot be filled in
 * batches.
 */
export function findBackfills(
  source: Catalog,
  target: Catalog,
  requests: readonly BackfillRequest[],
): ReadonlyMap<string, Backfill> {
  return new Map(
    requests.map((request) => [`column ${request.column}`, find(source, target, request)]),
  );
}

function find(
  source: Catalog,
  target: Catalog,
  { column: given, expression }: BackfillRequest,
): Backfill {
  const refuse = (reason: string, hint: string): never => {
    throw new TrivetError('USAGE', `--backfill ${given}: ${reason}`, { hint });
  };
  const column = target.objects.get(`column ${given}`);
  if (column === undefined) {
    return refuse('the target has no such column', 'Name it as schema.table.column.');
  }
  const table = text(column, 'table');
  if (!source.objects.has(`table ${table}`)) {
    return refuse(`${table} is a new table, without rows`, 'Leave the option out.');
  }
  if (text(column, 'generated') !== '' || inner(column, 'identity') !== undefined) {
    return refuse('the server computes its values', 'Leave the option out.');
  }
  if (isOfFamily(column, target)) {
    return refuse(
      'its table inherits columns, or others inherit from it',
      'Name the column of the partitioned table; other families of tables have to be filled by hand.',
    );
  }
  const value = expression ?? defaultOf(given, target);
  if (value === undefined) {
    return refuse('it has no default', `Say what to fill it with: --backfill ${given}=EXPRESSION.`);
  }
  const key = keyOf(table, source, target);
  if (key === undefined) {
    return refuse(
      `${table} has no primary key to go through it by`,
      'Give the table a primary key first.',
    );
  }
  return { table, name: text(column, 'name'), expression: value, key };
}

function defaultOf(column: string, { objects }: Catalog): string | undefined {
  const value = objects.get(`default ${column}`);
  return value === undefined ? undefined : text(value, 'expression');
}

/** A key that is there before and after. */
function keyOf(table: string, source: Catalog, target: Catalog): readonly string[] | undefined {
  for (const object of source.objects.values()) {
    if (object.kind !== 'constraint' || text(object, 'type') !== 'p') continue;
    if (text(object, 'table') !== table || !target.objects.has(object.id)) continue;
    return texts(object, 'columns');
  }
  return undefined;
}

/** Partitions have the columns of their parent; the key of any other parent is not that of its children. */
function isOfFamily(column: CatalogObject, { objects }: Catalog): boolean {
  const isHeir = text(column, 'table') !== '' && column.facts['local'] === false;
  if (isHeir || objects.has(`partition ${text(column, 'table')}`)) return true;
  return [...objects.values()].some(
    ({ kind, facts, needs }) =>
      kind === 'column' && facts['local'] === false && needs.some(({ id }) => id === column.id),
  );
}
