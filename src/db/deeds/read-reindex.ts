import type { ReindexStmt } from 'libpg-query';
import type { Deed, ReindexScope } from './deed.ts';
import { hasOption, nameOf } from './names.ts';

/** `REINDEX CONCURRENTLY`, and that of whole schemas and databases, which commits after each table. */
export function readReindex({ kind, relation, name, params }: ReindexStmt): Deed {
  const scope = scopes[kind ?? ''] ?? 'database';
  const isWide = scope === 'schema' || scope === 'database';
  if (!isWide && !hasOption(params, 'concurrently')) return { kind: 'ordinary' };
  if (relation !== undefined) return { kind: 'reindex', scope, name: nameOf(relation) };
  return { kind: 'reindex', scope, name };
}

const scopes: Readonly<Record<string, ReindexScope>> = {
  REINDEX_OBJECT_INDEX: 'index',
  REINDEX_OBJECT_TABLE: 'table',
  REINDEX_OBJECT_SCHEMA: 'schema',
};
