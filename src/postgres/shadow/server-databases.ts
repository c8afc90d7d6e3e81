import { TrivetError } from '../../base/errors.ts';
import { connect } from '../connect.ts';
import type { Session } from '../session.ts';
import { dropSubscriptions } from './drop-subscriptions.ts';
import { type LazySession, lazySession } from './lazy-session.ts';
import type { RelationFiles } from './relation-files.ts';
import type { ShadowDatabase } from './shadow.ts';

/** A server on which databases are made and dropped. */
export interface DatabaseServer {
  /** May make databases and roles. */
  readonly admin: Session;
  /** A new name at each call. */
  readonly newName: () => string;
  readonly urlFor: (database: string) => string;
  /** What an empty database is a copy of, and what follows in the statement that makes it. */
  readonly template: string;
  readonly options: string;
  /** Where they are within reach. */
  readonly files?: RelationFiles;
}

export interface ServerDatabases {
  readonly create: () => Promise<ShadowDatabase>;
  readonly clone: (database: ShadowDatabase) => Promise<ShadowDatabase>;
}

export function serverDatabases(server: DatabaseServer): ServerDatabases {
  const sessions = new Map<string, LazySession>();
  const make = async (template: string): Promise<ShadowDatabase> => {
    const name = server.newName();
    await server.admin.execute(`CREATE DATABASE ${name} TEMPLATE ${template} ${server.options}`);
    const open = (): Promise<Session> => connect(server.urlFor(name));
    const session = await lazySession(open);
    sessions.set(name, session);
    const dispose = async (): Promise<void> => {
      sessions.delete(name);
      await session[Symbol.asyncDispose]();
      const drop = (): Promise<void> =>
        server.admin.execute(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
      await drop()
        .catch(async (error: unknown) => {
          if (!isInUse(error)) throw error;
          await freeOfSubscriptions(open);
          await drop();
        })
        .catch(unlessLost);
    };
    const { files } = server;
    return { name, session, files, connect: open, [Symbol.asyncDispose]: dispose };
  };
  return {
    create: () => make(server.template),
    clone: async ({ name }) => {
      // A database can be copied while nobody is connected to it.
      await sessions.get(name)?.release();
      return make(name);
    },
  };
}

async function freeOfSubscriptions(open: () => Promise<Session>): Promise<void> {
  await using session = await open();
  await dropSubscriptions(session);
}

/** 55006: by a subscription, as sessions are ended by force. */
function isInUse(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === '55006';
}

/** A server that is gone took its databases along. */
function unlessLost(error: unknown): void {
  if (!(error instanceof TrivetError) || error.code !== 'DATABASE_LOST') throw error;
}
