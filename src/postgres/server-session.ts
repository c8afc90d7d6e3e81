import type { Client } from 'pg';
import { connectionFailed, connectionLost, connectionStringWrong } from './connection-errors.ts';
import { jsonReader } from './json-reader.ts';
import { RESET_SESSION } from './reset-session.ts';
import type { Session } from './session.ts';

/** A session with a server, over the driver `pg`. */
export async function openServer(url: string, connectTimeoutMs: number): Promise<Session> {
  const { default: pg } = await import('pg');
  const client = newClient(pg, url, connectTimeoutMs);
  const place = `${client.host}:${client.port}/${client.database ?? ''}`;
  let lost = false;
  // Without a listener a connection that breaks while idle would end the process.
  client.on('error', () => (lost = true));
  client.on('end', () => (lost = true));
  try {
    await client.connect();
  } catch (error) {
    throw connectionFailed(error, place);
  }
  const run = oneAfterTheOther(async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      const saidByServer = error instanceof pg.DatabaseError;
      if (saidByServer ? endsSession(error.code) : lost) throw connectionLost(error, place);
      throw error;
    }
  });
  const query = <Row extends object>(sql: string, values?: readonly unknown[]) =>
    run(async () => (await client.query<Row>(sql, values === undefined ? [] : [...values])).rows);
  const [server] = await query<{ version: number; pid: number }>(
    `SELECT current_setting('server_version_num')::int AS version, pg_backend_pid() AS pid`,
  );
  const execute: Session['execute'] = (sql, onNotice) => {
    const hear = ({ message = '' }: { message?: string | undefined }): void => onNotice?.(message);
    return run(async () => {
      client.on('notice', hear);
      try {
        await client.query(sql);
      } finally {
        client.removeListener('notice', hear);
      }
    });
  };
  return {
    major: Math.floor((server?.version ?? 0) / 10_000),
    pid: server?.pid ?? 0,
    query,
    execute,
    reset: () => execute(RESET_SESSION),
    [Symbol.asyncDispose]: () => client.end(),
  };
}

/** Class 08, and those errors of classes 57 and 25 after which the server hangs up. */
function endsSession(code: string | undefined): boolean {
  return code !== undefined && /^(08...|57P0[1-5]|25P0[34])$/.test(code);
}

type Driver = Pick<typeof import('pg'), 'Client' | 'types'>;

function newClient({ Client: Constructor, types }: Driver, url: string, timeoutMs: number): Client {
  const readJson = jsonReader();
  try {
    return new Constructor({
      application_name: 'trivet',
      connectionString: withLibpqSslModes(url),
      connectionTimeoutMillis: timeoutMs,
      keepAlive: true,
      types: {
        getTypeParser: (oid: number, format) =>
          oid === JSON_TEXT
            ? readJson
            : types.getTypeParser(oid === NAME_ARRAY ? TEXT_ARRAY : oid, format),
      },
    });
  } catch (error) {
    throw connectionStringWrong(error);
  }
}

const JSON_TEXT = 114;
// The driver knows how to read the one, and leaves the other as text.
const NAME_ARRAY = 1003;
const TEXT_ARRAY = 1009;

/** `sslmode=require` means what it means for psql: encrypt, and verify no certificate unless a root is given. */
function withLibpqSslModes(url: string): string {
  const needed = /[?&]sslmode=(prefer|require|verify-ca)\b/.test(url);
  return needed && !/[?&]uselibpqcompat=/.test(url) ? `${url}&uselibpqcompat=true` : url;
}

type Runner = <T>(work: () => Promise<T>) => Promise<T>;

/** The driver warns when it gets a statement before the last one is done. */
function oneAfterTheOther(runner: Runner): Runner {
  let last: Promise<unknown> = Promise.resolve();
  return <T>(work: () => Promise<T>) => {
    const next = last.then(() => runner(work));
    last = next.catch(() => {});
    // By then the next statement is on its way: the server works while the caller looks at the answer to this one.
    return last.then(() => next);
  };
}
