import type { ServerObject } from '../../deeds/deed.ts';
import { again, done, type Resolver, unknown } from './resolver.ts';

/** Databases, tablespaces and subscriptions: there or not. */
export function serverObjectResolver(
  deed: 'create' | 'drop',
  object: ServerObject,
  name: string,
): Resolver {
  const wanted = deed === 'create';
  return {
    look: async (session) => {
      const [row] = await session.query<{ there: boolean }>(
        `SELECT EXISTS (SELECT FROM ${catalogs[object]}) AS there`,
        [name],
      );
      return row?.there === true;
    },
    judge: (before, now) => {
      if (now === wanted && before !== wanted) return done;
      // A subscription that was not made may have left its slot on the publisher.
      return object === 'subscription' && wanted ? unknown : again;
    },
  };
}

const catalogs: Readonly<Record<ServerObject, string>> = {
  database: 'pg_database WHERE datname = $1',
  tablespace: 'pg_tablespace WHERE spcname = $1',
  subscription: 'pg_subscription WHERE subname = $1',
};
