import type { Session } from '../../../postgres/session.ts';
import type { JsonValue } from '../../../base/json.ts';
import type { ReindexScope } from '../../deeds/deed.ts';
import { dropSql, indexStates, type IndexState, readIndexes, sameName } from './indexes.ts';
import type { Resolver } from './resolver.ts';

/**
 * `REINDEX CONCURRENTLY` builds `x_ccnew` beside `x` and swaps the names, which makes the old one `x_ccold`. Interrupted, it
 * leaves one of these, invalid. To build once more what is built already takes time and nothing else.
 */
export function reindexResolver(scope: ReindexScope, name: string | undefined): Resolver {
  return {
    look: (session) => look(session, scope, name),
    judge: (before, now) => {
      const old = new Map(readIndexes(before).map((each) => [each.name, each.oid]));
      const isMeant = (index: IndexState): boolean =>
        old.has(index.name) && (scope !== 'index' || sameName(index.name, name ?? ''));
      const indexes = readIndexes(now);
      const leftovers = indexes.filter(
        (each) => !each.valid && !old.has(each.name) && isLeftover(each),
      );
      const meant = indexes.filter(isMeant);
      const isRebuilt = meant.length > 0 && meant.every((each) => old.get(each.name) !== each.oid);
      return { kind: isRebuilt ? 'finish' : 'again', sql: leftovers.map(dropSql) };
    },
  };
}

function isLeftover({ name }: IndexState): boolean {
  return /_cc(?:new|old)\d*"?$/.test(name);
}

function look(session: Session, scope: ReindexScope, name: string | undefined): Promise<JsonValue> {
  if (scope === 'index') {
    // All of its table, because the new one has another name for a time.
    return indexStates(
      session,
      'i.indrelid = (SELECT indrelid FROM pg_index WHERE indexrelid = to_regclass($1))',
      [name],
    );
  }
  if (scope === 'table') {
    // Values that are too large for their row have a table and an index of their own.
    return indexStates(
      session,
      'i.indrelid IN (SELECT unnest(ARRAY[oid, reltoastrelid]) FROM pg_class WHERE oid = to_regclass($1))',
      [name],
    );
  }
  if (scope === 'schema') return indexStates(session, 'tn.nspname = $1', [name]);
  return indexStates(session, `tn.nspname NOT IN ('pg_catalog', 'information_schema')`, []);
}
