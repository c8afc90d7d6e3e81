import type { Catalog, CatalogObject } from '../../postgres/catalog/catalog.ts';
import type { Backfill } from './backfill/backfill.ts';

/** A statement that a kind asks for; the plan makes a step of it. */
export interface Draft {
  /** Without a semicolon at its end. */
  readonly sql: string;
  /** False for what PostgreSQL refuses within a transaction. */
  readonly transactional?: false;
  /** In a transaction of its own: it takes long and must not keep the locks of others, or must be committed to be seen. */
  readonly alone?: true;
  /** At the end of the plan, because nothing waits for it: the validation of what already holds for new rows. */
  readonly late?: true;
  /** What is lost for good, for people. */
  readonly loses?: string;
  /** The column that it fills in batches. */
  readonly fills?: string;
  /** How `sql` begins, where neighbours that begin alike can be one statement, and one rewrite. */
  readonly joins?: { readonly head: string; readonly verb: string };
  /** It has the body of a function, which may name what is not there yet. */
  readonly body?: true;
}

/** What it takes to turn an object into its new version in place. */
export interface Change {
  readonly drafts: readonly Draft[];
  /**
   * Dependents that PostgreSQL does not let stand while this happens: they are dropped before and made again after. Each
   * entry names an object and which of those that need it are meant.
   */
  readonly rebuilds?: readonly Rebuild[];
}

export interface Rebuild {
  readonly of: string;
  readonly when: (dependent: CatalogObject) => boolean;
  /** Dependents whose own dependents are meant as well. */
  readonly through?: (dependent: CatalogObject) => boolean;
}

/** What a kind may know of the rest of the plan. */
export interface PlanContext {
  readonly source: Catalog;
  readonly target: Catalog;
  /** Whether this plan makes the table (or view) anew: then nobody uses it yet, and it is empty. */
  readonly isNew: (id: string) => boolean;
  /** Whether this plan leaves the object as it is. */
  readonly isKept: (id: string) => boolean;
  /** Whether this plan removes the object, to make it again or not. */
  readonly isDropped: (id: string) => boolean;
  /** Columns whose values must be converted by way of text, because there is no cast. */
  readonly textCasts: ReadonlySet<string>;
  /** Columns whose rows get their values in batches, by id. */
  readonly backfills: ReadonlyMap<string, Backfill>;
  /** How objects of a kind are made, removed and changed. */
  readonly changesOf: (kind: string) => KindChanges;
}

/** How one kind of object is made, removed and changed. One file for each kind. */
export interface KindChanges {
  readonly kind: string;
  /** What the object is called in `COMMENT ON`, `ALTER … OWNER TO` and the like: `TABLE public.users`. */
  readonly designate?: (object: CatalogObject) => string;
  /** The same in `GRANT … ON`, where it is called otherwise there. */
  readonly designateGrant?: (object: CatalogObject) => string;
  /** `parts` are objects that the statement can make along: the columns of a table, the default of a column. */
  readonly create: (
    object: CatalogObject,
    context: PlanContext,
    parts: readonly CatalogObject[],
  ) => readonly Draft[];
  /** The like of `Change.rebuilds` for what is new. */
  readonly rebuilds?: (object: CatalogObject, context: PlanContext) => readonly Rebuild[];
  /** Which kinds it can make along. */
  readonly folds?: readonly string[];
  readonly drop: (object: CatalogObject, context: PlanContext) => readonly Draft[];
  /** `undefined` where it has to be dropped and made again. */
  readonly change: (
    from: CatalogObject,
    to: CatalogObject,
    context: PlanContext,
  ) => Change | undefined;
}
