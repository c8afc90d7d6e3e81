import { setTimeout as sleep } from 'node:timers/promises';
import { connect } from '../../src/postgres/connect.ts';
import {
  baseline,
  defaultSettings,
  migrate,
  type MigrateEvent,
  type MigrateIo,
  type MigrateResult,
  migrationFiles,
  rollback,
  type RollbackResult,
  type RunSettings,
} from '../../src/db/migrate/index.ts';

/** Texts of files by their paths. */
export type Files = Readonly<Record<string, string>>;

export interface RunOptions {
  readonly allow?: readonly string[];
  readonly to?: string;
  readonly settings?: Partial<RunSettings>;
  readonly signal?: AbortSignal;
}

/** A database and what one does with migrations in it. */
export interface MigrationRun {
  readonly name: string;
  readonly events: readonly MigrateEvent[];
  /** What was said along the way. */
  readonly notes: readonly string[];
  migrate(files: Files, options?: RunOptions): Promise<MigrateResult>;
  rollback(
    files: Files,
    names: readonly string[] | number,
    options?: RunOptions,
  ): Promise<RollbackResult>;
  baseline(files: Files, last: string): Promise<readonly string[]>;
  /** Names of what is in force, in the order in which it was applied. */
  names(): Promise<readonly string[]>;
  ask(sql: string): Promise<readonly object[]>;
  server(sql: string): Promise<void>;
  /** Waits until a query has a row. */
  until(sql: string): Promise<void>;
  /** Waits until something has been said. */
  untilEvent(kind: MigrateEvent['kind']): Promise<void>;
}

export function migrationRun(url: string): MigrationRun {
  const events: MigrateEvent[] = [];
  const notes: string[] = [];
  const io = (options: RunOptions): MigrateIo => ({
    connect: () => connect(url),
    watch: () => connect(url),
    signal: options.signal ?? new AbortController().signal,
    report: (event) => {
      events.push(event);
      if (event.kind === 'note') notes.push(event.text);
    },
    random: Math.random,
    now: () => performance.now(),
  });
  const ask = async (sql: string): Promise<readonly object[]> => {
    await using session = await connect(url);
    return await session.query(sql);
  };
  return {
    name: url.split('/').at(-1) ?? '',
    events,
    notes,
    migrate: (files, options = {}) =>
      migrate({ ...requestOf(files, options), isWhole: true, to: options.to }, io(options)),
    rollback: (files, which, options = {}) =>
      rollback(
        {
          ...requestOf(files, options),
          names: typeof which === 'number' ? undefined : which,
          steps: typeof which === 'number' ? which : 0,
          read: () => Promise.resolve([]),
        },
        io(options),
      ),
    baseline: (files, last) => baseline(requestOf(files, {}), last, io({})),
    names: async () =>
      (await ask('SELECT name FROM trivet.migrations WHERE rolled_back IS NULL ORDER BY id')).map(
        (row) => String(Object.values(row)[0]),
      ),
    ask,
    server: async (sql) => void (await ask(sql)),
    until: async (sql) => {
      await using session = await connect(url);
      for (const since = performance.now(); (await session.query(sql)).length === 0;) {
        if (performance.now() - since > untilMsMax) throw new Error(`never: ${sql}`);
        await sleep(10);
      }
    },
    untilEvent: async (kind) => {
      for (const since = performance.now(); !events.some((event) => event.kind === kind);) {
        if (performance.now() - since > untilMsMax) throw new Error(`never: ${kind}`);
        await sleep(10);
      }
    },
  };
}

const untilMsMax = 10_000;

interface Request {
  readonly files: ReturnType<typeof migrationFiles>['files'];
  readonly allow: ReadonlySet<string>;
  readonly settings: RunSettings;
}

function requestOf(files: Files, { allow = [], settings = {} }: RunOptions): Request {
  const texts = Object.entries(files).map(([path, text]) => ({ path, text }));
  return {
    files: migrationFiles(texts).files,
    allow: new Set(allow),
    settings: { ...defaultSettings, ...settings },
  };
}
