/**
 * What kind of statement it is, as far as that decides how it is carried out: whether it opens or ends a transaction,
 * whether PostgreSQL refuses it within one, and how to find out afterwards if it was done. Names are quoted as SQL needs
 * them, and qualified where the statement qualifies them.
 */
export type Deed =
  | { readonly kind: 'ordinary' }
  | { readonly kind: 'begin' }
  | { readonly kind: 'commit' }
  /** It would end the transaction that it is in, in a way that nobody could go on from: `ROLLBACK`, `PREPARE TRANSACTION`. */
  | { readonly kind: 'breaks-transaction' }
  /** Holds until the end of the session: `SET`, `RESET`, `SELECT set_config(…, false)`. */
  | { readonly kind: 'setting'; readonly name: string }
  /** A procedure, or `DO`: in a transaction unless it commits by itself, which cannot be seen from outside. */
  | { readonly kind: 'call' }
  | LoneDeed;

/** Refused within a transaction. */
export type LoneDeed =
  | { readonly kind: 'create-index'; readonly table: string; readonly index: string | undefined }
  | { readonly kind: 'drop-index'; readonly index: string }
  | { readonly kind: 'reindex'; readonly scope: ReindexScope; readonly name: string | undefined }
  | { readonly kind: 'detach'; readonly table: string; readonly partition: string }
  | { readonly kind: 'create' | 'drop'; readonly object: ServerObject; readonly name: string }
  /** Nothing but time is lost when it is done twice: `VACUUM`, `ALTER SYSTEM`. */
  | { readonly kind: 'repeatable'; readonly tables: readonly string[]; readonly exclusive: boolean }
  /** A block that fills a column batch by batch, and goes on where it was when it is run again (`-- trivet:backfill`). */
  | { readonly kind: 'backfill'; readonly table: string; readonly column: string }
  | { readonly kind: 'other' };

export type ReindexScope = 'index' | 'table' | 'schema' | 'database';

/** What belongs to the server rather than to one database, with the catalog that lists it. */
export type ServerObject = 'database' | 'tablespace' | 'subscription';

export function isLone(deed: Deed): deed is LoneDeed {
  return !together.has(deed.kind);
}

const together: ReadonlySet<Deed['kind']> = new Set<Deed['kind']>([
  'ordinary',
  'begin',
  'commit',
  'breaks-transaction',
  'setting',
  'call',
]);
