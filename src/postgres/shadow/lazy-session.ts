import type { Session } from '../session.ts';

/** A session that can be given up for a while: it connects again when it is used next. */
export interface LazySession extends Session {
  release(): Promise<void>;
}

export async function lazySession(open: () => Promise<Session>): Promise<LazySession> {
  let last = await open();
  let current: Promise<Session> | undefined = Promise.resolve(last);
  const reopen = async (): Promise<Session> => {
    try {
      last = await open();
      return last;
    } catch (error) {
      current = undefined;
      throw error;
    }
  };
  // Whoever asks first connects; others wait for the same connection.
  const ready = (): Promise<Session> => (current ??= reopen());
  let second: Promise<Session> | undefined;
  const beside = async (): Promise<Session> => {
    second ??= open();
    try {
      return await second;
    } catch (error) {
      second = undefined;
      throw error;
    }
  };
  const release = async (): Promise<void> => {
    const released = [current, second];
    [current, second] = [undefined, undefined];
    for (const each of released) await (await each)?.[Symbol.asyncDispose]();
  };
  return {
    major: last.major,
    get pid() {
      return last.pid;
    },
    query: async (sql, values) => (await ready()).query(sql, values),
    execute: async (sql, onNotice) => (await ready()).execute(sql, onNotice),
    reset: async () => (await ready()).reset(),
    beside,
    release,
    [Symbol.asyncDispose]: release,
  };
}
