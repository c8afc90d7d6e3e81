import type { Facts } from './catalog.ts';

/** One kind of object (or a few that one query finds together): its catalog query, in a file of its own. */
export interface CatalogKind {
  readonly kind: string;
  /** The query. Its columns are those of `CatalogRow`; it runs with an empty `search_path`, so that all names are qualified. */
  readonly sql: (major: number) => string;
  /** A condition without which the query is not allowed; where it does not hold, `unsupported` names what there is. */
  readonly when?: string;
}

export interface CatalogRow {
  /** Where one query finds several kinds; otherwise the kind's own name. */
  readonly kind?: string;
  /** The object's address in `pg_depend`: catalog, row, column (0 for the whole). */
  readonly class: number;
  readonly oid: number;
  readonly sub: number;
  /** Unique within the kind, and the same in every database: `public.users.email`. */
  readonly identity: string;
  readonly facts: Facts;
  /** More addresses that stand for this object: the index of a constraint, the row type of a table. */
  readonly also?: readonly (readonly [classOid: string, oid: string])[] | null;
  /** Dependencies that `pg_depend` does not have, as ids; what is missing in the catalog is left out. */
  readonly needs?: readonly string[] | null;
  /** What has to be there first, but is no reason for this to go when it goes. */
  readonly follows?: readonly string[] | null;
  /** What this is a part of, and goes with by itself; an object of which no whole is known is not the user's. */
  readonly parts?: readonly string[] | null;
}

/** Schemas that are not the user's: the server's own, and the one in which trivet keeps its history. */
export const userSchema = (alias: string): string =>
  `${alias}.nspname !~ '^pg_' AND ${alias}.nspname NOT IN ('information_schema', 'trivet')`;

/**
 * A subquery: relations of user schemas for which a condition on `c` holds, with their qualified names (`name`) put
 * together once for each, and not for each of their columns.
 */
export const namedTables = (condition: string): string => `(
      SELECT c.*, n.nspname, format('%I.%I', n.nspname, c.relname) AS name
      FROM pg_class c
      JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE ${condition} AND ${userSchema('n')}
      -- Otherwise it is taken apart, and the name put together at every use.
      OFFSET 0)`;
