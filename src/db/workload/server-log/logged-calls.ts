import type { ObservedCall } from '../statement-collector.ts';
import { type LoggedText, readMessage } from './log-message.ts';
import type { LogRecord } from './log-record.ts';

interface SessionState {
  database: string | undefined;
  /** Logged before it ran (`log_statement`): its time comes afterwards, alone. */
  waiting: LoggedText | undefined;
  /** What was told last, and whether by auto_explain, which tells again what the server tells. */
  last: { readonly text: string; readonly isPlan: boolean } | undefined;
}

/** More sessions than any server has at once. */
const SESSIONS_MAX = 10_000;

/** Makes calls of a log's messages: each once, though two settings may both have it logged. */
export class LoggedCalls {
  readonly #add: (call: ObservedCall) => void;
  readonly #sessions = new Map<string, SessionState>();

  constructor(add: (call: ObservedCall) => void) {
    this.#add = add;
  }

  see(record: LogRecord): void {
    const message = readMessage(record);
    if (message === undefined) return;
    const state = this.#stateOf(record.session);
    state.database = record.database;
    const { ms, logged } = message;
    if (logged === undefined) {
      const waiting = state.waiting;
      state.waiting = undefined;
      if (waiting !== undefined) this.#tell(waiting, ms, state);
    } else if (ms === undefined) {
      if (state.waiting !== undefined) this.#tell(state.waiting, undefined, state);
      state.waiting = logged;
    } else this.#tell(logged, ms, state);
  }

  /** After the last record: what never got a time. */
  end(): void {
    for (const state of this.#sessions.values()) {
      if (state.waiting !== undefined) this.#tell(state.waiting, undefined, state);
    }
    this.#sessions.clear();
  }

  #tell(
    { text, parameters, isPlan }: LoggedText,
    ms: number | undefined,
    state: SessionState,
  ): void {
    const { last, database } = state;
    const isRepeated = last?.text === text && last.isPlan !== isPlan;
    state.last = isRepeated ? undefined : { text, isPlan };
    if (!isRepeated) this.#add({ text, parameters, calls: 1, ms, database });
  }

  #stateOf(session: string): SessionState {
    const known = this.#sessions.get(session);
    if (known !== undefined) return known;
    const [oldest] = this.#sessions.keys();
    if (this.#sessions.size >= SESSIONS_MAX && oldest !== undefined) this.#sessions.delete(oldest);
    const state: SessionState = { database: undefined, waiting: undefined, last: undefined };
    this.#sessions.set(session, state);
    return state;
  }
}
