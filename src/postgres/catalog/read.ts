import type { Session } from '../session.ts';
import { type AspectRow, addAspects, type GrantRow } from './aspects.ts';
import { commentsSql } from './aspects/comments.ts';
import { extensionDependenciesSql } from './aspects/extension-dependencies.ts';
import { grantsSql } from './aspects/grants.ts';
import { ownersSql } from './aspects/owners.ts';
import { Addresses } from './addresses.ts';
import type { Catalog, CatalogObject, Need } from './catalog.ts';
import type { CatalogRow } from './catalog-kind.ts';
import { dependenciesSql, membersSql, typeAliasesSql } from './dependencies.ts';
import { catalogKinds } from './kinds/index.ts';
import { needShellTypes } from './shell-types.ts';
import { unsupportedSql } from './unsupported.ts';

/**
 * Reads all that makes up the schema of a database, in one snapshot and with no lock above ACCESS SHARE. The session must
 * not be within a transaction.
 */
export async function readCatalog(session: Session): Promise<Catalog> {
  await session.execute(
    'BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY; ' +
      // Definitions then name every schema, and look the same for everybody.
      "SET LOCAL search_path = ''; SET LOCAL datestyle = 'ISO, YMD'; SET LOCAL intervalstyle = 'postgres'; " +
      "SET LOCAL timezone = 'UTC'; SET LOCAL quote_all_identifiers = off; SET LOCAL extra_float_digits = 1; " +
      // To compile a query takes longer than any of these.
      'SET LOCAL jit = off',
  );
  try {
    return await readWithin(session);
  } finally {
    await session.execute('ROLLBACK');
  }
}

async function readWithin(session: Session): Promise<Catalog> {
  const addresses = new Addresses();
  for (const { class: classOid, oid, id } of await session.query<MemberRow>(membersSql)) {
    addresses.addMember(classOid, oid, id);
  }
  const found = new Map<string, Found>();
  for (const { kind, sql, when } of catalogKinds) {
    if (when !== undefined && !(await holds(session, when))) continue;
    for (const row of await session.query<CatalogRow>(sql(session.major))) {
      if (addresses.isMember(row.class, row.oid)) continue;
      const id = `${row.kind ?? kind} ${row.identity}`;
      addresses.add(row, id);
      found.set(id, { row, id, kind: row.kind ?? kind, needs: new Map() });
    }
  }
  dropOrphans(found);
  for (const { alias, type } of await session.query<AliasRow>(typeAliasesSql)) {
    addresses.addType(alias, type);
  }
  for (const row of await session.query<DependencyRow>(dependenciesSql)) {
    addDependency(row, addresses, found);
  }
  needShellTypes(found);
  const objects = new Map<string, CatalogObject>();
  for (const each of found.values()) objects.set(each.id, finished(each, found));
  addAspects(objects, addresses, {
    owners: await session.query<AspectRow>(ownersSql),
    comments: await session.query<AspectRow>(commentsSql),
    grants: await session.query<GrantRow>(grantsSql),
    extensionDependencies: await session.query<AspectRow>(extensionDependenciesSql),
  });
  const [{ user } = { user: '' }] = await session.query<{ user: string }>(
    'SELECT quote_ident(current_user) AS user',
  );
  const others = await session.query<{ kind: string; count: number }>(unsupportedSql);
  const unsupported = Object.fromEntries(others.map(({ kind, count }) => [kind, count]));
  return { major: session.major, user, objects, unsupported };
}

async function holds(session: Session, condition: string): Promise<boolean> {
  const [row] = await session.query<{ holds: boolean }>(`SELECT ${condition} AS holds`);
  return row?.holds === true;
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

interface DependencyRow {
  readonly class: number;
  readonly oid: number;
  readonly sub: number;
  readonly refClass: number;
  readonly refOid: number;
  readonly refSub: number;
  readonly type: string;
}

function addDependency(
  row: DependencyRow,
  addresses: Addresses,
  found: ReadonlyMap<string, Found>,
): void {
  const from = found.get(addresses.find(row.class, row.oid, row.sub) ?? '');
  const to = addresses.find(row.refClass, row.refOid, row.refSub);
  if (from === undefined || to === undefined || to === from.id || !found.has(to)) return;
  // That a partition would go with its parent is what detaching prevents; it is no reason to make it again.
  if (from.kind === 'table' && to.startsWith('table ') && row.type !== 'n') return;
  // A table of a type can do without it as soon as that is said.
  if (from.kind === 'table' && to.startsWith('composite type ')) return;
  const type = row.type === 'n' ? 'normal' : from.kind === 'sequence' ? 'owned' : 'auto';
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
