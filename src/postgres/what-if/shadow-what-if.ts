import { PAGE_BYTES } from '../shadow/relation-files.ts';
import type { RelationFiles } from '../shadow/relation-files.ts';
import type { Session } from '../session.ts';
import type { ShadowDatabase } from '../shadow/shadow.ts';
import type { ColumnStatistics, RelationSize, Statistics } from '../statistics/statistics.ts';
import { btreePages, META_POSITION } from './btree-pages.ts';
import { type Candidate, candidateSql } from './candidate.ts';
import { estimateExpressions } from './expression-statistics.ts';
import { importColumnStatistics, importSettings } from './import-statistics.ts';
import { readIndexShape } from './index-shape.ts';
import { btreeHeight, indexSize } from './index-size.ts';
import type { PlanNode } from './plan.ts';
import type { GenericPlan, HypotheticalIndex, RefusedCandidate, WhatIf } from './what-if.ts';

/** A database of a shadow that has the source's schema, and files within reach. Nobody has planned anything in it yet. */
export interface WhatIfGround {
  readonly database: ShadowDatabase;
  readonly files: RelationFiles;
  readonly statistics: Statistics;
  readonly origin: string;
}

/**
 * Makes an empty database look as large as another, to the planner: with its statistics, with files of the same length that
 * have holes for contents, and with b-trees of the same height. Candidates are real indexes over nothing, which
 * `pg_index.indisvalid` switches on and off. Nothing of the user's server is needed but its catalog.
 */
export async function shadowWhatIf(ground: WhatIfGround): Promise<WhatIf> {
  const { database, statistics, origin } = ground;
  const { session } = database;
  await importSettings(session, statistics.settings);
  await importColumnStatistics(session, statistics.columns);
  const sizes = new Map(statistics.sizes.map((size) => [size.relation, size]));
  const stage = new Stage(session, ground.files);
  for (const size of sizes.values()) await stage.setSize(size);
  const columns = Map.groupBy(statistics.columns, ({ relation }) => relation);
  const candidates = new Candidates(stage, sizes, columns);
  return {
    origin,
    add: (wanted) => candidates.add(wanted),
    use: (names, hidden) => candidates.use(names, hidden ?? new Set()),
    plan: (sql) => explain(session, sql),
    planGeneric: (sql) => explainGeneric(session, sql),
    compute: (sql, values) => session.query(sql, values),
    [Symbol.asyncDispose]: () => database[Symbol.asyncDispose](),
  };
}

async function explain(session: Session, sql: string): Promise<PlanNode> {
  const [row] = await session.query<{ 'QUERY PLAN': readonly { Plan: PlanNode }[] }>(
    `EXPLAIN (FORMAT JSON, VERBOSE) ${sql}`,
  );
  const plan = row?.['QUERY PLAN'][0]?.Plan;
  if (plan === undefined) throw new Error('EXPLAIN returned no plan');
  return plan;
}

async function explainGeneric(session: Session, sql: string): Promise<GenericPlan> {
  await session.execute(`PREPARE trivet_statement AS ${sql}`);
  try {
    const [row] = await session.query<{ types: readonly string[] }>(
      "SELECT parameter_types::text[] AS types FROM pg_prepared_statements WHERE name = 'trivet_statement'",
    );
    const parameterTypes = row?.types ?? [];
    const nulls = parameterTypes.length === 0 ? '' : `(${parameterTypes.map(() => 'NULL').join()})`;
    await session.execute('SET plan_cache_mode = force_generic_plan');
    return { plan: await explain(session, `EXECUTE trivet_statement${nulls}`), parameterTypes };
  } finally {
    await session.execute('RESET plan_cache_mode; DEALLOCATE trivet_statement');
  }
}

interface RelationFile {
  readonly path: string;
  readonly method: string | null;
}

/** The database behind the scenery. */
class Stage {
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

class Candidates {
  readonly #stage: Stage;
  readonly #sizes: ReadonlyMap<string, RelationSize>;
  readonly #columns: ReadonlyMap<string, readonly ColumnStatistics[]>;
  #count = 0;
  /** Names and oids of those that are on. */
  #used: ReadonlySet<string> = new Set();
  #hidden: ReadonlySet<string> = new Set();

  constructor(
    stage: Stage,
    sizes: ReadonlyMap<string, RelationSize>,
    columns: ReadonlyMap<string, readonly ColumnStatistics[]>,
  ) {
    this.#stage = stage;
    this.#sizes = sizes;
    this.#columns = columns;
  }

  async add(
    candidates: readonly Candidate[],
  ): Promise<readonly (HypotheticalIndex | RefusedCandidate)[]> {
    const tables = new Set(candidates.map(({ table }) => table));
    for (const table of tables) await this.#stage.empty(table);
    const made: (RefusedCandidate | (Candidate & { readonly name: string }))[] = [];
    for (const candidate of candidates) made.push(await this.#create(candidate));
    for (const table of tables) {
      const size = this.#sizes.get(table);
      if (size !== undefined) await this.#stage.setSize(size);
    }
    const sized: (HypotheticalIndex | RefusedCandidate)[] = [];
    for (const each of made) sized.push('refused' in each ? each : await this.#furnish(each));
    return sized;
  }

  async use(names: ReadonlySet<string>, hidden: ReadonlySet<string>): Promise<void> {
    const on = [...names].filter((name) => !this.#used.has(name));
    const off = [...this.#used].filter((name) => !names.has(name));
    const shown = [...this.#hidden].filter((name) => !hidden.has(name));
    const gone = [...hidden].filter((name) => !this.#hidden.has(name));
    await this.#setValid([...on, ...shown], true);
    await this.#setValid([...off, ...gone], false);
    this.#used = new Set(names);
    this.#hidden = new Set(hidden);
  }

  async #setValid(names: readonly string[], isValid: boolean): Promise<void> {
    if (names.length === 0) return;
    await this.#stage.session.query(
      'UPDATE pg_index SET indisvalid = $2 WHERE indexrelid = ANY ($1::regclass[])',
      [names, isValid],
    );
  }

  async #create(
    candidate: Candidate,
  ): Promise<RefusedCandidate | (Candidate & { readonly name: string })> {
    this.#count += 1;
    const plain = `trivet_candidate_${this.#count}`;
    const [schema = ''] = /^("(?:[^"]|"")+"|[^.]+)/.exec(candidate.table) ?? [];
    try {
      await this.#stage.session.execute(`CREATE INDEX ${plain} ${candidateSql(candidate)}`);
      await this.#setValid([`${schema}.${plain}`], false);
      return { ...candidate, name: `${schema}.${plain}` };
    } catch (error) {
      return { ...candidate, refused: error instanceof Error ? error.message : String(error) };
    }
  }

  /** Gives it the size that a real one would have. */
  async #furnish(candidate: Candidate & { readonly name: string }): Promise<HypotheticalIndex> {
    const { table, where, name } = candidate;
    const size = this.#sizes.get(table);
    const all = await this.#rows(table, undefined);
    const rows = where === undefined ? all : Math.min(all, await this.#rows(table, where));
    const columns = this.#columns.get(table) ?? [];
    const { session } = this.#stage;
    const expressions = await estimateExpressions(session, candidate, columns);
    await importColumnStatistics(session, expressions);
    const tablePages = size?.pages ?? 0;
    const facts = { rows, tableRows: all, tablePages, columns: [...columns, ...expressions] };
    const shape = await readIndexShape(session, candidate, facts);
    const { pages, height } = indexSize(shape);
    const sized = { relation: name, kind: 'index', pages, countedPages: pages } as const;
    await this.#stage.setSize({ ...sized, countedRows: rows, allVisiblePages: 0 }, height);
    return { ...candidate, bytes: pages * PAGE_BYTES, rows };
  }

  async #rows(table: string, where: string | undefined): Promise<number> {
    const filter = where === undefined ? '' : ` WHERE ${where}`;
    const plan = await explain(this.#stage.session, `SELECT FROM ${table}${filter}`);
    return plan['Plan Rows'];
  }
}
