import type { Session } from '../../../postgres/session.ts';
import { interrupted, isLost } from './errors.ts';
import { takeLock } from './lock.ts';
import { backOffMs, pause } from './pause.ts';
import type { MigrateIo, RunSettings } from './settings.ts';

/**
 * The connections of a run: one that does the work and holds the lock of migrations, and one that watches it. The lock
 * lives where the work is done: as long as the server carries out a statement of ours, nobody else begins, also when this
 * process is gone.
 */
export class Crew implements AsyncDisposable {
  readonly #io: MigrateIo;
  readonly #settings: RunSettings;
  #main: Session;
  #watcher: Session | undefined;
  #role = 'none';
  #abandoned = false;
  #ended = false;

  static async open(io: MigrateIo, settings: RunSettings): Promise<Crew> {
    const crew = new Crew(io, settings, await io.connect());
    try {
      await crew.#takeUp();
      // Where it is needed there is no time to wait for it.
      await crew.ask('SELECT', []);
      return crew;
    } catch (error) {
      await crew[Symbol.asyncDispose]();
      throw error;
    }
  }

  private constructor(io: MigrateIo, settings: RunSettings, main: Session) {
    this.#io = io;
    this.#settings = settings;
    this.#main = main;
  }

  get main(): Session {
    return this.#main;
  }

  /** The role in which a session of ours begins. */
  get role(): string {
    return this.#role;
  }

  /** Asks the server on the second connection; `undefined` where it has no answer now. */
  async ask<Row extends object>(
    sql: string,
    values: readonly unknown[],
  ): Promise<readonly Row[] | undefined> {
    try {
      this.#watcher ??= await this.#io.watch?.();
      if (this.#ended) throw new Error('the run is over');
      return await this.#watcher?.query<Row>(sql, values);
    } catch {
      await end(this.#watcher);
      this.#watcher = undefined;
      return undefined;
    }
  }

  /** The server no longer knows the first connection: whatever it waits for will not come. */
  abandon(): void {
    this.#abandoned = true;
    void end(this.#main);
  }

  /** Whether something failed because the first connection broke. */
  isBroken(error: unknown): boolean {
    return this.#abandoned || isLost(error);
  }

  /** Another connection in the place of one that broke: the server may be starting again. */
  async renew(cause: unknown): Promise<void> {
    const { signal, random, now, report } = this.#io;
    await end(this.#main);
    const since = now();
    for (let attempt = 0; ; attempt += 1) {
      if (signal.aborted) throw interrupted(cause);
      report({ kind: 'reconnecting', reason: cause instanceof Error ? cause.message : '' });
      try {
        this.#main = await this.#io.connect();
        this.#abandoned = false;
        await this.#takeUp();
        return;
      } catch (error) {
        await end(this.#main);
        if (isOurs(error) || now() - since > renewForMsMax) throw error;
        await pause(backOffMs(attempt, random), signal);
      }
    }
  }

  async #takeUp(): Promise<void> {
    await takeLock(this.#main, this.#settings.lockWaitMs, this.#io);
    const [row] = await this.#main.query<{ role: string }>(
      `SELECT current_setting('role') AS role`,
    );
    this.#role = row?.role ?? 'none';
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#ended = true;
    await end(this.#watcher);
    await end(this.#main);
  }
}

const renewForMsMax = 60_000;

/** Neither is mended by another attempt. */
function isOurs(error: unknown): boolean {
  return (
    error instanceof Error &&
    'code' in error &&
    (error.code === 'DATABASE_BUSY' || error.code === 'INTERRUPTED')
  );
}

/** Saying goodbye over a connection that is broken fails, and need not work. */
async function end(session: Session | undefined): Promise<void> {
  try {
    await session?.[Symbol.asyncDispose]();
  } catch {
    // It is gone.
  }
}
