import type { CatalogRow } from './catalog-kind.ts';

/** Which object an address of `pg_depend` means: catalog, row, column. */
export class Addresses {
  readonly #ids = new Map<number, Map<number, string>>();
  readonly #members = new Map<number, Set<number>>();

  /** Something that an extension brought stands for the extension. */
  addMember(classOid: number, oid: number, id: string): void {
    let members = this.#members.get(classOid);
    if (members === undefined) this.#members.set(classOid, (members = new Set()));
    members.add(oid);
    this.#set(classOid, oid, 0, id);
  }

  isMember(classOid: number, oid: number): boolean {
    return this.#members.get(classOid)?.has(oid) === true;
  }

  add(row: CatalogRow, id: string): void {
    this.#set(row.class, row.oid, row.sub, id);
    // In JSON the server writes such numbers as text.
    for (const [classOid, oid] of row.also ?? []) this.#set(Number(classOid), Number(oid), 0, id);
  }

  /** After all objects were added: `alias` means what `type` means. */
  addType(alias: number, type: number): void {
    const id = this.find(pgType, type, 0);
    if (id !== undefined) this.#set(pgType, alias, 0, id);
  }

  /** A column that is no object by itself, such as that of a view, means the whole. */
  find(classOid: number, oid: number, sub: number): string | undefined {
    const ids = this.#ids.get(classOid);
    const exact = ids?.get(placeOf(oid, sub));
    return exact ?? (sub === 0 ? undefined : ids?.get(placeOf(oid, 0)));
  }

  #set(classOid: number, oid: number, sub: number, id: string): void {
    let ids = this.#ids.get(classOid);
    if (ids === undefined) this.#ids.set(classOid, (ids = new Map()));
    ids.set(placeOf(oid, sub), id);
  }
}

/** No relation has more columns than 1600; 32 bits and 11 are a number that JavaScript can hold. */
const COLUMNS_LIMIT = 2048;

function placeOf(oid: number, sub: number): number {
  return oid * COLUMNS_LIMIT + sub;
}

/** The row of `pg_type` in `pg_class`; the same on every server. */
const pgType = 1247;
