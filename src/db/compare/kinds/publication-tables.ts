import type { CatalogObject } from '../../../postgres/catalog/catalog.ts';
import { text, texts } from '../facts.ts';
import type { KindChanges } from '../kind-changes.ts';

/** What is published of a table cannot be changed by itself; taken out and put in again within a transaction, it is. */
export const publicationTables: KindChanges = {
  kind: 'publication table',
  create: (entry) => [
    { sql: `${alter(entry)} ADD TABLE ONLY ${text(entry, 'table')}${part(entry)}` },
  ],
  drop: (entry) => [{ sql: `${alter(entry)} DROP TABLE ONLY ${text(entry, 'table')}` }],
  change: () => undefined,
};

function alter(entry: CatalogObject): string {
  return `ALTER PUBLICATION ${text(entry, 'publication')}`;
}

function part(entry: CatalogObject): string {
  const columns = texts(entry, 'columns');
  const where = text(entry, 'where');
  return [
    columns.length === 0 ? '' : ` (${columns.join(', ')})`,
    where === '' ? '' : ` WHERE (${where})`,
  ].join('');
}
