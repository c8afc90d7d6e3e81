import type { Session } from '../session.ts';

/** A session that can be given up for a while: it connects again when it is used next. */
export interface LazySession extends Session {
  release(): Promise<void>;
}

export async function lazySession(open: () => Promise<Session>): Promise<LazySession> {
  let current: Session = await open();
  let released = false;
  const ready = async (): Promise<Session> => {
    if (released) {
      current = await open();
      released = false;
    }
    return current;
  };
  const release = async (): Promise<void> => {
    if (released) return;
    released = true;
    await current[Symbol.asyncDispose]();
  };
  return {
    major: current.major,
    get pid() {
      return current.pid;
    },
    query: async (sql, values) => (await ready()).query(sql, values),
    execute: async (sql) => (await ready()).execute(sql),
    reset: async () => (await ready()).reset(),
    release,
    [Symbol.asyncDispose]: release,
  };
}
