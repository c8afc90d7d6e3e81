import type { Catalog } from '../../postgres/catalog/catalog.ts';
import type { Session } from '../../postgres/session.ts';

/** A schema to compare: as it was read (or is being read), or as a way to make it in an empty database. */
export type SchemaSource = { readonly catalog: Catalog | Promise<Catalog> } | LoadableSchema;

export interface LoadableSchema {
  readonly load: (session: Session, ensureRoles: EnsureRoles) => Promise<void>;
}

export type EnsureRoles = (names: readonly string[]) => Promise<void>;
