import { seededRandom } from '../../base/random.ts';
import { type SqlParser, sqlParser } from '../../postgres/sql-parser.ts';
import { filledIn } from '../advise/statement-text.ts';
import { parameterValues } from './parameter-values.ts';
import { roughKey } from './rough-key.ts';
import { type LoggedParameters, SampleKeeper } from './sample-keeper.ts';
import { plannedParts } from './statement-parts.ts';
import type { WorkloadSample, WorkloadStatement } from './workload.ts';

/** Statements as one text, as they were sent, once or more often. */
export interface ObservedCall {
  readonly text: string;
  readonly parameters?: LoggedParameters | undefined;
  readonly calls: number;
  /** Of one call. */
  readonly ms: number | undefined;
  /** In which database, where the source says so. */
  readonly database?: string | undefined;
}

interface Entry {
  readonly database: string | undefined;
  /** The same for statements that differ in their constants only. */
  readonly fingerprint: string;
  readonly text: string;
  calls: number;
  timedCalls: number;
  timedMs: number;
  readonly samples: SampleKeeper;
}

/** What a text consists of. */
interface KnownText {
  readonly entries: readonly Entry[];
  /** One statement and nothing else: it can be planned as it is. */
  readonly isOne: boolean;
}

/** As many as pg_stat_statements keeps; of more, the rare ones go. */
const ENTRIES_MAX = 5000;
const KEPT_SHARE = 0.9;
/** Of all rough keys together. */
const KEY_CHARACTERS_MAX = 32 * 1024 ** 2;

/** Adds calls up by statement. Takes the same memory for any number of calls. */
export class StatementCollector {
  /** Calls that are not SQL as PostgreSQL knows it: cut off, or of another language. */
  unreadCalls = 0;
  /** Calls of statements that were too many. */
  droppedCalls = 0;
  /** Of the quickest call that was measured. */
  leastMs: number = Number.POSITIVE_INFINITY;
  readonly #parser: SqlParser;
  readonly #random = seededRandom(1);
  readonly #entries = new Map<string, Entry>();
  /** By rough key; undefined for what cannot be read. */
  readonly #known = new Map<string, KnownText | undefined>();
  #keyCharacters = 0;

  private constructor(parser: SqlParser) {
    this.#parser = parser;
  }

  static async open(): Promise<StatementCollector> {
    return new StatementCollector(await sqlParser());
  }

  add(call: ObservedCall): void {
    const { text, ms, calls, database = '' } = call;
    const key = roughKey(text);
    const name = key === undefined ? undefined : `${database}\0${key}`;
    const isKnown = name !== undefined && this.#known.has(name);
    const known = isKnown ? this.#known.get(name) : this.#read(call);
    if (!isKnown && name !== undefined) this.#remember(name, known);
    if (known === undefined) this.unreadCalls += calls;
    else if (known.entries.length > 0) {
      count(call, known);
      this.leastMs = Math.min(this.leastMs, ms ?? Number.POSITIVE_INFINITY);
    }
  }

  #remember(name: string, known: KnownText | undefined): void {
    this.#keyCharacters += name.length;
    if (this.#keyCharacters > KEY_CHARACTERS_MAX) this.#forget();
    this.#known.set(name, known);
  }

  #forget(): void {
    this.#known.clear();
    this.#keyCharacters = 0;
  }

  #read({ text, database }: ObservedCall): KnownText | undefined {
    try {
      const { parts, isOne } = plannedParts(text, this.#parser);
      return { entries: parts.map((part) => this.#entryOf(part, database)), isOne };
    } catch {
      return undefined;
    }
  }

  #entryOf(part: string, database: string | undefined): Entry {
    const fingerprint = this.#parser.fingerprintSync(part);
    const key = `${database ?? ''}\0${fingerprint}`;
    const known = this.#entries.get(key);
    if (known !== undefined) return known;
    const entry: Entry = {
      database,
      fingerprint,
      text: this.#parser.normalizeSync(part),
      calls: 0,
      timedCalls: 0,
      timedMs: 0,
      samples: new SampleKeeper(this.#random),
    };
    if (this.#entries.size >= ENTRIES_MAX) this.#dropRare();
    this.#entries.set(key, entry);
    return entry;
  }

  #dropRare(): void {
    const byUse = [...this.#entries].toSorted(
      ([, a], [, b]) => b.timedMs - a.timedMs || b.calls - a.calls,
    );
    for (const [key, { calls }] of byUse.slice(Math.floor(ENTRIES_MAX * KEPT_SHARE))) {
      this.droppedCalls += calls;
      this.#entries.delete(key);
    }
    this.#forget();
  }

  /**
   * The statements of a database, and those of which nobody knows where they ran. Where there are none of these, all others:
   * a copy may have another name.
   */
  async statementsOf(database: string): Promise<CollectedStatements> {
    const all = [...this.#entries.values()].filter(({ calls }) => calls > 0);
    const own = all.filter((each) => each.database === undefined || each.database === database);
    const chosen = own.length === 0 ? all : own;
    const statements: WorkloadStatement[] = [];
    for (const entry of chosen) statements.push(await statementOf(entry));
    return {
      statements: statements.toSorted((a, b) => b.totalMs - a.totalMs || b.calls - a.calls),
      otherDatabases: databasesOf(own.length === 0 ? all : all.filter((x) => !own.includes(x))),
      areOthersUsed: own.length === 0 && all.length > 0,
    };
  }
}

/** Of several statements that were sent as one, each took a part of the time. */
function count({ text, parameters, calls, ms }: ObservedCall, { entries, isOne }: KnownText): void {
  for (const entry of entries) {
    const ownMs = ms === undefined ? undefined : ms / entries.length;
    entry.calls += calls;
    entry.timedCalls += ownMs === undefined ? 0 : calls;
    entry.timedMs += (ownMs ?? 0) * calls;
    if (isOne) entry.samples.see(text, parameters, calls, ownMs ?? 0);
  }
}

export interface CollectedStatements {
  /** Those that take most of the time first. */
  readonly statements: readonly WorkloadStatement[];
  readonly otherDatabases: readonly string[];
  readonly areOthersUsed: boolean;
}

function databasesOf(entries: readonly Entry[]): readonly string[] {
  return [...new Set(entries.flatMap(({ database }) => database ?? []))];
}

async function statementOf(entry: Entry): Promise<WorkloadStatement> {
  const { fingerprint, text, calls, timedCalls, timedMs, samples } = entry;
  const filled: WorkloadSample[] = [];
  for (const each of samples.chosen()) {
    const sql = await withParameters(each.text, each.parameters);
    if (sql !== undefined) filled.push({ sql, calls: each.calls });
  }
  return {
    id: fingerprint,
    text,
    calls,
    // Calls without a time are taken to be like the others.
    totalMs: timedCalls === 0 ? 0 : (timedMs / timedCalls) * calls,
    rows: 0,
    areRowsKnown: false,
    ...(timedCalls === 0 ? { areTimesKnown: false } : {}),
    ...(filled.length === 0 ? {} : { samples: filled }),
  };
}

/** Undefined where a value is missing: the server cuts long ones off, and can be told to log none. */
async function withParameters(
  text: string,
  parameters: LoggedParameters | undefined,
): Promise<string | undefined> {
  if (parameters === undefined) return text;
  const values = parameterValues(parameters);
  let isWhole = true;
  const sql = await filledIn(text, (number) => {
    const value = values.get(number);
    isWhole &&= value !== undefined;
    return value ?? 'NULL';
  });
  return isWhole ? sql : undefined;
}
