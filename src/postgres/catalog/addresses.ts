import type { CatalogRow } from './catalog-kind.ts';

/** Which object an address of `pg_depend` means: catalog, row, column. */
export class Addresses {
  readonly #ids = new Map<string, string>();
  readonly #members = new Set<string>();

  /** Something that an extension brought stands for the extension. */
  addMember(classOid: number, oid: number, id: string): void {
    this.#members.add(`${classOid}:${oid}`);
    this.#ids.set(`${classOid}:${oid}:0`, id);
  }

  isMember(classOid: number, oid: number): boolean {
    return this.#members.has(`${classOid}:${oid}`);
  }

  add(row: CatalogRow, id: string): void {
    this.#ids.set(`${row.class}:${row.oid}:${row.sub}`, id);
    for (const [classOid, oid] of row.also ?? []) this.#ids.set(`${classOid}:${oid}:0`, id);
  }

  /** After all objects were added: `alias` means what `type` means. */
  addType(alias: number, type: number): void {
    const id = this.find(pgType, type, 0);
    if (id !== undefined) this.#ids.set(`${pgType}:${alias}:0`, id);
  }

  /** A column that is no object by itself, such as that of a view, means the whole. */
  find(classOid: number, oid: number, sub: number): string | undefined {
    const exact = this.#ids.get(`${classOid}:${oid}:${sub}`);
    return exact ?? (sub === 0 ? undefined : this.#ids.get(`${classOid}:${oid}:0`));
  }
}

/** The row of `pg_type` in `pg_class`; the same on every server. */
const pgType = 1247;
