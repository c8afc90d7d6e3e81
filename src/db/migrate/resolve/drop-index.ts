import type { Session } from '../../../postgres/session.ts';
import { again, done, type Resolver } from './resolver.ts';

/** `DROP INDEX CONCURRENTLY`: interrupted, it leaves an invalid index, which it removes when it is run again. */
export function dropIndexResolver(index: string): Resolver {
  return {
    look: (session) => isThere(session, index),
    judge: (before, now) => (before === true && now === false ? done : again),
  };
}

async function isThere(session: Session, index: string): Promise<boolean> {
  const [row] = await session.query<{ there: boolean }>(
    'SELECT to_regclass($1) IS NOT NULL AS there',
    [index],
  );
  return row?.there === true;
}
