import type { JsonValue } from '../../../base/json.ts';
import type { Session } from '../../../postgres/session.ts';
import { again, done, type Resolver } from './resolver.ts';

/** `DETACH PARTITION … CONCURRENTLY`: interrupted halfway, it is pending, and `FINALIZE` does the rest. */
export function detachResolver(table: string, partition: string): Resolver {
  return {
    look: (session) => look(session, table, partition),
    judge: (before, now) => {
      if (now === 'pending') {
        return {
          kind: 'finish',
          sql: [`ALTER TABLE ${table} DETACH PARTITION ${partition} FINALIZE`],
        };
      }
      return before === 'attached' && now === 'apart' ? done : again;
    },
  };
}

async function look(session: Session, table: string, partition: string): Promise<JsonValue> {
  const [row] = await session.query<{ pending: boolean }>(
    `SELECT inhdetachpending AS pending FROM pg_inherits
     WHERE inhparent = to_regclass($1) AND inhrelid = to_regclass($2)`,
    [table, partition],
  );
  if (row === undefined) return 'apart';
  return row.pending ? 'pending' : 'attached';
}
