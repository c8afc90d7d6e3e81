/** JSON as the server wrote it. What two objects of one id have in common or not is decided by comparing these. */
export type Fact =
  | string
  | number
  | boolean
  | null
  | readonly Fact[]
  | { readonly [name: string]: Fact };

export type Facts = Readonly<Record<string, Fact>>;

/** A dependency between two objects, as in `pg_depend`. */
export interface Need {
  readonly id: string;
  /**
   * What becomes of the dependent when this goes. `normal`: it stands in the way. `auto`: it goes, too. `owned`: it goes,
   * too, but it can be there before this is. `order`: nothing, but where both are made, this comes first.
   */
  readonly type: 'normal' | 'auto' | 'owned' | 'order';
}

/**
 * The smallest thing that a statement can make, change or remove by itself: a column, a default, a comment and the rights
 * of one grantee are objects of their own. That is what makes a plan small and its order exact.
 */
export interface CatalogObject {
  readonly kind: string;
  /** `kind identity`, unique within a catalog and the same in all databases: `column public.users.email`. */
  readonly id: string;
  /** All that makes up the object, in plain JSON, with names quoted as SQL needs them. */
  readonly facts: Facts;
  /** The objects that this one cannot exist without. */
  readonly needs: readonly Need[];
}

/** A schema: of a live database, of files loaded into a shadow, or of a saved snapshot. */
export interface Catalog {
  readonly major: number;
  /** Who reads; owns what has no `owner` object. */
  readonly user: string;
  readonly objects: ReadonlyMap<string, CatalogObject>;
  /** Kinds that the database has and trivet does not compare, with their numbers: `transform` → 1. */
  readonly unsupported: Readonly<Record<string, number>>;
}
