import { PAGE_BYTES, type RelationFiles } from '../shadow/relation-files.ts';
import type { Session } from '../session.ts';
import type { RelationSize } from '../statistics/statistics.ts';
import { btreePages, META_POSITION } from './btree-pages.ts';
import { btreeHeight } from './index-size.ts';

interface RelationFile {
  readonly path: string;
  readonly method: string | null;
}

/** The database behind the scenery. */
export class Stage {
  readonly session: Session;
  readonly #files: RelationFiles;

  constructor(session: Session, files: RelationFiles) {
    this.session = session;
    this.#files = files;
  }

  async setSize(size: RelationSize, height?: number): Promise<void> {
    const { relation, pages } = size;
    const file = await this.#fileOf(relation);
    if (file === undefined) return;
    if (size.kind !== 'other') await this.#files.setPages(file.path, Math.max(pages, 1));
    if (file.method === 'btree') await this.#build(file.path, pages, height ?? btreeHeight(pages));
    await this.session.query(
      'UPDATE pg_class SET reltuples = $2, relpages = $3, relallvisible = $4 WHERE oid = to_regclass($1)',
      [relation, size.countedRows, Math.round(size.countedPages), Math.round(size.allVisiblePages)],
    );
  }

  /** Without any pages, so that building an index on it takes no time. */
  async empty(relation: string): Promise<void> {
    const file = await this.#fileOf(relation);
    if (file !== undefined) await this.#files.setPages(file.path, 0);
  }

  async #build(path: string, pages: number, height: number): Promise<void> {
    const { meta, rest } = btreePages(height);
    await this.#files.setPages(path, Math.max(pages, height + 2));
    await this.#files.write(path, PAGE_BYTES, rest);
    await this.#files.write(path, META_POSITION, meta);
  }

  async #fileOf(relation: string): Promise<RelationFile | undefined> {
    const [file] = await this.session.query<{ path: string | null; method: string | null }>(
      `SELECT pg_relation_filepath(c.oid) AS path, CASE WHEN c.relkind = 'i' THEN a.amname END AS method
       FROM pg_class c LEFT JOIN pg_am a ON a.oid = c.relam WHERE c.oid = to_regclass($1)`,
      [relation],
    );
    return file?.path == null ? undefined : { path: file.path, method: file.method };
  }
}
