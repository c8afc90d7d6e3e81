import { userSchema } from '../../postgres/catalog/catalog-kind.ts';
import { notOfExtension } from './own-objects.ts';

/** A condition: a table of the user's own, and not one that an extension brought. */
export const userTable = (table: string, schema: string): string =>
  `${userSchema(schema)} AND ${notOfExtension('pg_class', `${table}.oid`)}`;

/** Bytes of a table without its TOAST, or of an index; of all partitions where it is the parent of some. */
export const relationBytes = (relation: string): string =>
  `CASE WHEN ${relation}.relkind IN ('p', 'I')
      THEN (SELECT coalesce(sum(pg_relation_size(p.relid)), 0) FROM pg_partition_tree(${relation}.oid) p)
      ELSE pg_relation_size(${relation}.oid) END::float8`;

/** The same from the catalog alone, as of the last VACUUM or ANALYZE: to choose by, before anything is opened. */
export const knownPages = (relation: string): string =>
  `CASE WHEN ${relation}.relkind IN ('p', 'I')
      THEN (SELECT coalesce(sum(l.relpages), 0) FROM pg_partition_tree(${relation}.oid) p JOIN pg_class l ON l.oid = p.relid)
      ELSE ${relation}.relpages END::float8`;

/** A statement: an index of partitions cannot be dropped without waiting for those who use the table. */
export function dropIndex(name: string, isPartitioned: boolean): string {
  return isPartitioned ? `DROP INDEX ${name}` : `DROP INDEX CONCURRENTLY ${name}`;
}
