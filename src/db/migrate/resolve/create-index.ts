import { dropSql, indexStates, readIndexes, sameName } from './indexes.ts';
import { again, done, type Resolver, unknown } from './resolver.ts';

/**
 * `CREATE INDEX CONCURRENTLY`: an index that was not there before is this one. Valid, it is done; invalid, it is what an
 * interrupted build leaves, slows writes down and helps nobody.
 */
export function createIndexResolver(table: string, index: string | undefined): Resolver {
  return {
    look: (session) => indexStates(session, 'i.indrelid = to_regclass($1)', [table]),
    judge: (before, now) => {
      const old = new Set(readIndexes(before).map(({ oid }) => oid));
      const added = readIndexes(now).filter(({ oid }) => !old.has(oid));
      const ours = index === undefined ? added : added.filter(({ name }) => sameName(name, index));
      const valid = ours.filter((each) => each.valid);
      if (valid.length === 1) return done;
      if (valid.length > 1) return unknown;
      return ours.length === 0 ? again : { kind: 'again', sql: ours.map(dropSql) };
    },
  };
}
