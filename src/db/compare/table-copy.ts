import type { Catalog, CatalogObject } from '../../postgres/catalog/catalog.ts';
import { inner, literal, text } from './facts.ts';
import type { Draft, PlanContext } from './kind-changes.ts';
import { partsOfTable } from './parts-of-table.ts';

/**
 * PostgreSQL cannot partition a table that is there, or undo that. The old table makes way under another name, its rows are
 * copied into the new one, and only then it goes.
 */
export function isCopied(table: string, { source, target, isDropped }: PlanContext): boolean {
  const id = `table ${table}`;
  const [before, after] = [source.objects.get(id), target.objects.get(id)];
  return (
    before !== undefined &&
    after !== undefined &&
    isDropped(id) &&
    text(before, 'server') === '' &&
    text(after, 'server') === ''
  );
}

/** Whether a partition, of whatever level, goes with such an old table once its rows are copied. */
export function goesWithCopy(table: string, context: PlanContext): boolean {
  const partition = context.source.objects.get(`partition ${table}`);
  if (partition === undefined || context.target.objects.has(`table ${table}`)) return false;
  const parent = text(partition, 'parent');
  return isCopied(parent, context) || goesWithCopy(parent, context);
}

/** The table and its indexes give their names away. */
export function setAside(table: CatalogObject, context: PlanContext): readonly Draft[] {
  return [
    ...setIndexesAside(table, context),
    { sql: `ALTER TABLE ${nameOf(table)} RENAME TO ${aside(text(table, 'name'))}` },
  ];
}

/** The like for a partition that goes with the old table. */
export function setIndexesAside(table: CatalogObject, { source }: PlanContext): readonly Draft[] {
  return partsOfTable(nameOf(table), source)
    .filter(hasIndex)
    .map((index) => ({
      sql: `ALTER INDEX ${text(table, 'schema')}.${text(index, 'name')} RENAME TO ${aside(text(index, 'name'))}`,
    }));
}

/** Rows that no partition of the new table takes stop the migration, and nothing is lost. */
export function takeOver(table: CatalogObject, context: PlanContext): readonly Draft[] {
  const name = nameOf(table);
  const old = `${text(table, 'schema')}.${aside(text(table, 'name'))}`;
  const before = columnsOf(name, context.source);
  const after = columnsOf(name, context.target).filter(
    (column) =>
      text(column, 'generated') === '' &&
      before.some((each) => each.id === column.id && text(each, 'generated') === ''),
  );
  const list = after.map((column) => text(column, 'name')).join(', ');
  const values = after.map((column) => converted(column, before)).join(', ');
  return [
    ...(after.length === 0
      ? []
      : [
          {
            sql: `INSERT INTO ${name} (${list}) OVERRIDING SYSTEM VALUE SELECT ${values} FROM ${old}`,
            late: true as const,
          },
        ]),
    ...after
      .filter((column) => inner(column, 'identity') !== undefined)
      .map((column) => ({
        sql: restart(name, column),
        late: true as const,
      })),
    { sql: `DROP TABLE ${old}`, late: true },
  ];
}

function nameOf(table: CatalogObject): string {
  return `${text(table, 'schema')}.${text(table, 'name')}`;
}

function hasIndex(object: CatalogObject): boolean {
  return object.kind === 'index' || (object.kind === 'constraint' && text(object, 'index') !== '');
}

function columnsOf(table: string, catalog: Catalog): readonly CatalogObject[] {
  return partsOfTable(table, catalog).filter(({ kind }) => kind === 'column');
}

function converted(column: CatalogObject, before: readonly CatalogObject[]): string {
  const name = text(column, 'name');
  const old = before.find(({ id }) => id === column.id);
  const type = text(column, 'type');
  return old === undefined || text(old, 'type') === type ? name : `${name}::text::${type}`;
}

/** Its numbers go on where they were. */
function restart(table: string, column: CatalogObject): string {
  const name = text(column, 'name');
  const bare = name.startsWith('"') ? name.slice(1, -1).replaceAll('""', '"') : name;
  return `SELECT setval(pg_get_serial_sequence(${literal(table)}, ${literal(bare)}), coalesce(max(${name}), 1), max(${name}) IS NOT NULL) FROM ${table}`;
}

function aside(name: string): string {
  return name.endsWith('"') ? `${name.slice(0, -1)}_replaced"` : `${name}_replaced`;
}
