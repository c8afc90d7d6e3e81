import type { Session } from '../session.ts';
import { type AspectRow, addAspects, type GrantRow } from './aspects.ts';
import { commentsSql } from './aspects/comments.ts';
import { extensionDependenciesSql } from './aspects/extension-dependencies.ts';
import { grantsSql } from './aspects/grants.ts';
import { ownersSql } from './aspects/owners.ts';
import { Addresses } from './addresses.ts';
import type { Catalog, CatalogObject, Need } from './catalog.ts';
import type { CatalogKind, CatalogRow } from './catalog-kind.ts';
import {
  dependenciesSql,
  type DependencyLists,
  membersSql,
  typeAliasesSql,
} from './dependencies.ts';
import { catalogKinds } from './kinds/index.ts';
import { needShellTypes } from './shell-types.ts';
import { unsupportedSql } from './unsupported.ts';

/**
 * Reads all that makes up the schema of a database, in one snapshot and with no lock above ACCESS SHARE. The session must
 * not be within a transaction.
 */
export async function readCatalog(session: Session): Promise<Catalog> {
  // A server that lets nobody else in is asked one thing after the other.
  const second = (await isLarge(session))
    ? await session.beside?.().catch(() => undefined)
    : undefined;
  const sessions = second === undefined ? [session] : [session, second];
  try {
    await Promise.all(sessions.map((each) => each.execute(BEGIN)));
    return await readWithin(session, second ?? session);
  } finally {
    await Promise.all(sessions.map((each) => each.execute('ROLLBACK')));
  }
}

const BEGIN =
  'BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY; ' +
  // Definitions then name every schema, and look the same for everybody.
  "SET LOCAL search_path = ''; SET LOCAL datestyle = 'ISO, YMD'; SET LOCAL intervalstyle = 'postgres'; " +
  "SET LOCAL timezone = 'UTC'; SET LOCAL quote_all_identifiers = off; SET LOCAL extra_float_digits = 1; " +
  // To compile a query takes longer than any of these; to sort the columns of a large schema takes more than 4 MB.
  "SET LOCAL jit = off; SET LOCAL work_mem = '64MB'";

/** About 300 tables: from there on a second connection is worth its time. */
const LARGE_BYTES_MIN = 2_000_000;

async function isLarge(session: Session): Promise<boolean> {
  return holds(session, `pg_relation_size('pg_catalog.pg_attribute') >= ${LARGE_BYTES_MIN}`);
}

/** Half of the work is that of constraints and indexes, which the second session reads. */
async function readWithin(session: Session, second: Session): Promise<Catalog> {
  const { major } = session;
  const kinds = await allowedKinds(session);
  // All is asked at once, and looked at as it comes: the server is busy with what follows in the meantime.
  const [
    members,
    rows,
    aliases,
    [dependencies],
    owners,
    comments,
    grants,
    extensionDependencies,
    [who],
    others,
  ] = await Promise.all([
    session.query<MemberRow>(membersSql),
    Promise.all(
      kinds.map(({ kind, sql }) =>
        (secondKinds.has(kind) ? second : session).query<CatalogRow>(sql(major)),
      ),
    ),
    session.query<AliasRow>(typeAliasesSql),
    session.query<DependencyLists>(dependenciesSql),
    session.query<AspectRow>(ownersSql),
    session.query<AspectRow>(commentsSql),
    session.query<GrantRow>(grantsSql),
    session.query<AspectRow>(extensionDependenciesSql),
    session.query<{ user: string }>('SELECT quote_ident(current_user) AS user'),
    session.query<{ kind: string; count: number }>(unsupportedSql),
  ]);
  const addresses = new Addresses();
  for (const { class: classOid, oid, id } of members) addresses.addMember(classOid, oid, id);
  const found = new Map<string, Found>();
  for (const [place, { kind }] of kinds.entries()) {
    addFound(kind, rows[place] ?? [], addresses, found);
  }
  dropOrphans(found);
  for (const { alias, type } of aliases) addresses.addType(alias, type);
  if (dependencies !== undefined) addDependencies(dependencies, addresses, found);
  needShellTypes(found);
  const objects = new Map<string, CatalogObject>();
  for (const each of found.values()) objects.set(each.id, finished(each, found));
  addAspects(objects, addresses, { owners, comments, grants, extensionDependencies });
  const unsupported = Object.fromEntries(others.map(({ kind, count }) => [kind, count]));
  return { major, user: who?.user ?? '', objects, unsupported };
}

const secondKinds: ReadonlySet<string> = new Set(['constraint', 'index', 'default', 'view']);

async function allowedKinds(session: Session): Promise<readonly CatalogKind[]> {
  const kinds: CatalogKind[] = [];
  for (const kind of catalogKinds) {
    if (kind.when === undefined || (await holds(session, kind.when))) kinds.push(kind);
  }
  return kinds;
}

async function holds(session: Session, condition: string): Promise<boolean> {
  const [row] = await session.query<{ holds: boolean }>(`SELECT ${condition} AS holds`);
  return row?.holds === true;
}

function addFound(
  ownKind: string,
  rows: readonly CatalogRow[],
  addresses: Addresses,
  found: Map<string, Found>,
): void {
  for (const row of rows) {
    if (addresses.isMember(row.class, row.oid)) continue;
    const kind = row.kind ?? ownKind;
    const id = `${kind} ${row.identity}`;
    addresses.add(row, id);
    found.set(id, { row, id, kind, needs: new Map() });
  }
}

/** Takes out parts of what an extension brought, and parts of those. */
function dropOrphans(found: Map<string, Found>): void {
  for (let before = -1; before !== found.size;) {
    before = found.size;
    for (const [id, { row }] of found) {
      if (Array.isArray(row.parts) && !row.parts.some((whole) => found.has(whole)))
        found.delete(id);
    }
  }
}

interface Found {
  readonly row: CatalogRow;
  readonly id: string;
  readonly kind: string;
  readonly needs: Map<string, Need>;
}

interface MemberRow {
  readonly class: number;
  readonly oid: number;
  readonly id: string;
}

interface AliasRow {
  readonly alias: number;
  readonly type: number;
}

function addDependencies(
  lists: DependencyLists,
  addresses: Addresses,
  found: ReadonlyMap<string, Found>,
): void {
  for (const [place, type] of lists.type.entries()) {
    const at = (list: readonly number[]): number => list[place] ?? 0;
    const dependent = addresses.find(at(lists.class), at(lists.oid), at(lists.sub));
    const from = dependent === undefined ? undefined : found.get(dependent);
    if (from === undefined) continue;
    const to = addresses.find(at(lists.refClass), at(lists.refOid), at(lists.refSub));
    if (to !== undefined && found.has(to)) addDependency(from, to, type);
  }
}

function addDependency(from: Found, to: string, dependency: string): void {
  if (to === from.id) return;
  // That a partition would go with its parent is what detaching prevents; it is no reason to make it again.
  if (from.kind === 'table' && to.startsWith('table ') && dependency !== 'n') return;
  // A table of a type can do without it as soon as that is said.
  if (from.kind === 'table' && to.startsWith('composite type ')) return;
  const type = dependency === 'n' ? 'normal' : from.kind === 'sequence' ? 'owned' : 'auto';
  // What stands in the way in one respect stands in the way.
  const known = from.needs.get(to);
  if (known === undefined || known.type !== 'normal') from.needs.set(to, { id: to, type });
}

/** With the dependencies that the kind's own query knows of, as far as there is something to depend on. */
function finished(
  { row, id, kind, needs }: Found,
  found: ReadonlyMap<string, Found>,
): CatalogObject {
  const add = (ids: readonly string[] | null | undefined, type: Need['type']): void => {
    for (const each of ids ?? []) {
      if (found.has(each) && each !== id && (type === 'auto' || !needs.has(each))) {
        needs.set(each, { id: each, type });
      }
    }
  };
  add(row.parts, 'auto');
  add(row.needs, 'normal');
  add(row.follows, 'order');
  return { kind, id, facts: row.facts, needs: [...needs.values()] };
}
