import type { CatalogObject } from '../../postgres/catalog/catalog.ts';
import { text } from './facts.ts';
import type { Rebuild } from './kind-changes.ts';

/** Kinds that PostgreSQL does not let stand while the type of a column changes that they use. */
const inTheWay: ReadonlySet<string> = new Set([
  'view',
  'materialized view',
  'rule',
  'policy',
  'trigger',
  'function',
  'procedure',
  'publication table',
]);

/**
 * Indexes, checks and statistics are made again by PostgreSQL itself when the type of their column changes. It would do so
 * with foreign keys, too, but reads both tables for that while nobody else may, and cannot while only one side has changed.
 */
export function typeRebuilds(column: CatalogObject): readonly Rebuild[] {
  return [
    {
      of: column.id,
      when: (dependent) =>
        inTheWay.has(dependent.kind) ||
        (dependent.kind === 'constraint' && text(dependent, 'type') === 'f') ||
        dependent.id === `default ${column.id.slice('column '.length)}` ||
        (dependent.kind === 'column' && text(dependent, 'generated') !== ''),
      // A foreign key needs a key, and that may include the column.
      through: ({ kind }) => kind === 'constraint' || kind === 'index',
    },
    // It may have whole rows.
    { of: `table ${text(column, 'table')}`, when: ({ kind }) => kind === 'materialized view' },
  ];
}
