import type { Addresses } from './addresses.ts';
import type { CatalogObject, Fact, Facts, Need } from './catalog.ts';

export interface AspectRow {
  readonly class: number;
  readonly oid: number;
  readonly sub: number;
  /** Of a view, whose columns are no objects by themselves; quoted. */
  readonly column: string | null;
  readonly facts: Facts;
}

type Right = readonly [grantee: string, privilege: string, grantable: boolean];

export interface GrantRow extends Omit<AspectRow, 'facts'> {
  /** What the rights are on, where that is a part of the object with rights of its own. */
  readonly on: string | null;
  readonly actual: readonly Right[];
  readonly initial: readonly Right[];
}

interface AspectRows {
  readonly owners: readonly AspectRow[];
  readonly comments: readonly AspectRow[];
  readonly grants: readonly GrantRow[];
  readonly extensionDependencies: readonly AspectRow[];
}

/** Adds what any object can have: an owner, a comment, rights. Each is an object that lives and dies with its target. */
export function addAspects(
  objects: Map<string, CatalogObject>,
  addresses: Addresses,
  { owners, comments, grants, extensionDependencies }: AspectRows,
): void {
  const add = (
    kind: string,
    suffix: string,
    row: Omit<AspectRow, 'facts'>,
    facts: Facts,
    ...others: readonly Need[]
  ): void => {
    // What an extension brought is the extension's.
    if (addresses.isMember(row.class, row.oid)) return;
    const target = objects.get(addresses.find(row.class, row.oid, row.sub) ?? '');
    if (target === undefined) return;
    const column = row.sub > 0 && target.kind !== 'column' ? row.column : null;
    const id = `${kind} on ${target.id}${column === null ? '' : `.${column}`}${suffix}`;
    const needs: readonly Need[] = [{ id: target.id, type: 'auto' }, ...others];
    objects.set(id, { kind, id, facts: { target: target.id, column, ...facts }, needs });
  };
  for (const row of owners) {
    if (isOwnersTarget(row, addresses, objects)) add('owner', '', row, row.facts);
  }
  for (const row of comments) add('comment', partOf(row.facts['on']), row, row.facts);
  for (const row of grants) {
    for (const [grantee, facts] of rightsByGrantee(row)) {
      add('grant', `${partOf(row.on)} to ${grantee}`, row, facts);
    }
  }
  for (const row of extensionDependencies) {
    const extension = `extension ${text(row.facts['extension'])}`;
    // It is taken back before the extension goes, or its target would go along.
    const need: Need = { id: extension, type: 'normal' };
    if (objects.has(extension))
      add('extension dependency', ` (${extension})`, row, row.facts, need);
  }
}

function text(fact: Fact | undefined): string {
  return typeof fact === 'string' ? fact : '';
}

function partOf(on: Fact | undefined): string {
  return typeof on === 'string' ? ` (${on})` : '';
}

/** A table's row type and the sequence of an identity column follow the table. */
function isOwnersTarget(
  row: AspectRow,
  addresses: Addresses,
  objects: ReadonlyMap<string, CatalogObject>,
): boolean {
  const id = addresses.find(row.class, row.oid, row.sub);
  const kind = objects.get(id ?? '')?.kind ?? '';
  if (kind === 'column' || kind === 'constraint' || kind === 'index') return false;
  return !(row.class === pgType && /^(table|view|materialized view)$/.test(kind));
}

const pgType = 1247;

/** Only grantees whose rights are not those that the object was born with. */
function rightsByGrantee({ actual, initial, on }: GrantRow): ReadonlyMap<string, Facts> {
  const result = new Map<string, Facts>();
  for (const grantee of new Set([...actual, ...initial].map(([name]) => name))) {
    const rights = rightsOf(actual, grantee);
    const born = rightsOf(initial, grantee);
    if (JSON.stringify(rights) !== JSON.stringify(born)) {
      result.set(grantee, { grantee, rights, born, on });
    }
  }
  return result;
}

function rightsOf(all: readonly Right[], grantee: string): readonly Fact[] {
  return all
    .filter(([name]) => name === grantee)
    .map(([, privilege, grantable]) => [privilege, grantable]);
}
