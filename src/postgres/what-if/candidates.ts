import { PAGE_BYTES } from '../shadow/relation-files.ts';
import type { ColumnStatistics, RelationSize } from '../statistics/statistics.ts';
import { type Candidate, candidateSql } from './candidate.ts';
import { explain } from './explain.ts';
import { estimateExpressions } from './expression-statistics.ts';
import { importColumnStatistics } from './import-statistics.ts';
import { readIndexShape } from './index-shape.ts';
import { indexSize } from './index-size.ts';
import type { Stage } from './stage.ts';
import type { HypotheticalIndex, RefusedCandidate } from './what-if.ts';

/** Real indexes over nothing, of the size that they would have, which are switched on and off. */
export class Candidates {
  readonly #stage: Stage;
  readonly #sizes: ReadonlyMap<string, RelationSize>;
  readonly #columns: ReadonlyMap<string, readonly ColumnStatistics[]>;
  #count = 0;
  /** The indexes that a candidate consists of, by its name: one, or one for each partition. */
  readonly #parts = new Map<string, readonly string[]>();
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
    const tables = await this.#leavesOf([...new Set(candidates.map(({ table }) => table))]);
    for (const table of tables) await this.#stage.empty(table);
    const made: (RefusedCandidate | NamedCandidate)[] = [];
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
    await this.#setValid(this.#partsOf([...on, ...shown]), true);
    await this.#setValid(this.#partsOf([...off, ...gone]), false);
    this.#used = new Set(names);
    this.#hidden = new Set(hidden);
  }

  #partsOf(names: readonly string[]): readonly string[] {
    return names.flatMap((name) => this.#parts.get(name) ?? [name]);
  }

  async #setValid(names: readonly string[], isValid: boolean): Promise<void> {
    if (names.length === 0) return;
    await this.#stage.session.query(
      'UPDATE pg_index SET indisvalid = $2 WHERE indexrelid = ANY ($1::regclass[])',
      [names, isValid],
    );
  }

  async #create(candidate: Candidate): Promise<RefusedCandidate | NamedCandidate> {
    this.#count += 1;
    const plain = `trivet_candidate_${this.#count}`;
    const [schema = ''] = /^("(?:[^"]|"")+"|[^.]+)/.exec(candidate.table) ?? [];
    const name = `${schema}.${plain}`;
    const { session } = this.#stage;
    try {
      await session.execute(`CREATE INDEX ${plain} ${candidateSql(candidate)}`);
    } catch (error) {
      return { ...candidate, refused: error instanceof Error ? error.message : String(error) };
    }
    const parts = await session.query<IndexPlace>(partsSql, [name]);
    const names = parts.map((part) => part.name);
    this.#parts.set(name, names);
    await this.#setValid(names, false);
    return { ...candidate, name, places: parts };
  }

  /** Gives it the size that a real one would have. */
  async #furnish({ places, ...candidate }: NamedCandidate): Promise<HypotheticalIndex> {
    let bytes = 0;
    let rows = 0;
    for (const { name, table } of places) {
      const size = await this.#furnishPart({ ...candidate, name, table });
      bytes += size.bytes;
      rows += size.rows;
    }
    return { ...candidate, bytes, rows, parts: places.map(({ name }) => name) };
  }

  async #furnishPart(
    index: Candidate & { readonly name: string },
  ): Promise<{ readonly bytes: number; readonly rows: number }> {
    const { table, where, name } = index;
    const all = await this.#rows(table, undefined);
    const rows = where === undefined ? all : Math.min(all, await this.#rows(table, where));
    const columns = this.#columns.get(table) ?? [];
    const { session } = this.#stage;
    const expressions = await estimateExpressions(session, index, columns);
    // The columns of the others are of the types of their keys.
    if (index.method !== 'gin') await importColumnStatistics(session, expressions);
    const tablePages = this.#sizes.get(table)?.pages ?? 0;
    const facts = { rows, tableRows: all, tablePages, columns: [...columns, ...expressions] };
    const { pages, height } = indexSize(await readIndexShape(session, index, facts));
    const sized = { relation: name, kind: 'index', pages, countedPages: pages } as const;
    await this.#stage.setSize({ ...sized, countedRows: rows, allVisiblePages: 0 }, height);
    return { bytes: pages * PAGE_BYTES, rows };
  }

  async #rows(table: string, where: string | undefined): Promise<number> {
    const filter = where === undefined ? '' : ` WHERE ${where}`;
    const plan = await explain(this.#stage.session, `SELECT FROM ${table}${filter}`);
    return plan['Plan Rows'];
  }

  /** What of these tables has files: themselves, or their partitions. */
  async #leavesOf(tables: readonly string[]): Promise<readonly string[]> {
    const leaves = await this.#stage.session.query<{ name: string }>(leavesSql, [tables]);
    return leaves.map(({ name }) => name);
  }
}

/** An index of one table or partition. */
interface IndexPlace {
  readonly name: string;
  readonly table: string;
}

type NamedCandidate = Candidate & { readonly name: string; readonly places: readonly IndexPlace[] };

const leavesSql = `
  SELECT DISTINCT format('%I.%I', n.nspname, c.relname) AS name
  FROM unnest($1::text[]) AS r
  LEFT JOIN LATERAL pg_partition_tree(to_regclass(r)) p ON p.isleaf
  JOIN pg_class c ON c.oid = coalesce(p.relid, to_regclass(r))
  JOIN pg_namespace n ON n.oid = c.relnamespace`;

const partsSql = `
  SELECT format('%I.%I', n.nspname, c.relname) AS name, format('%I.%I', tn.nspname, t.relname) AS table
  FROM (SELECT to_regclass($1) AS root) r
  LEFT JOIN LATERAL pg_partition_tree(r.root) p ON p.isleaf
  JOIN pg_index i ON i.indexrelid = coalesce(p.relid, r.root)
  JOIN pg_class c ON c.oid = i.indexrelid
  JOIN pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_class t ON t.oid = i.indrelid
  JOIN pg_namespace tn ON tn.oid = t.relnamespace`;
