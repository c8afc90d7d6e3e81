import { candidateSql } from '../../postgres/what-if/candidate.ts';
import { adviceStatements } from '../advise/migration.ts';
import type { AdvisedIndex } from '../advise/advise.ts';
import type { Analysis } from './analyze.ts';

/** A change that the analysis proposes. */
export interface Suggestion {
  /** `Add index on orders(user_id)`. */
  readonly title: string;
  /** What makes it. */
  readonly statements: readonly string[];
}

/** What statements can mend: the advised indexes first, then what the checks propose beyond them. */
export function suggestionsOf({ advice, findings }: Analysis): readonly Suggestion[] {
  const indexes = advice?.indexes ?? [];
  const prepared = advice === undefined ? [] : adviceStatements(advice);
  const before = prepared.filter((statement) => statement.startsWith('CREATE EXTENSION'));
  const added = indexes.map((advised, place) => ({
    title: titleOf(advised),
    statements: [...(place === 0 ? before : []), `CREATE INDEX ${candidateSql(advised.index)}`],
  }));
  const replaced = (advice?.replaced ?? []).map(({ index, by }) => ({
    title: `Drop ${shortName(index.name)}: the new index on ${shortName(by.table)}(${by.keys.join(', ')}) does all that it does`,
    statements: [`DROP INDEX ${index.name}`],
  }));
  const others = findings.flatMap(({ observation: { sql, fix, severity } }) => {
    if (sql === undefined || severity === 'info' || repeats(sql, indexes)) return [];
    return [{ title: fix.replace(/\.$/, ''), statements: [sql] }];
  });
  return [...added, ...replaced, ...others];
}

function titleOf({ index }: AdvisedIndex): string {
  const kind = index.keys.length > 1 ? 'composite index' : 'index';
  return `Add ${index.where === undefined ? '' : 'partial '}${kind} on ${shortName(index.table)}(${index.keys.join(', ')})`;
}

/** Without the schema that everybody has. */
export function shortName(relation: string): string {
  return relation.replace(/^public\./, '');
}

/** An index that one of the advised ones begins with. */
function repeats(sql: string, indexes: readonly AdvisedIndex[]): boolean {
  const [, table, column] =
    /^CREATE INDEX.*? ON (?:ONLY )?(\S+) (?:USING btree )?\(([^,)]+)/.exec(sql) ?? [];
  if (table === undefined) return false;
  return indexes.some(({ index }) => index.table === table && index.keys[0] === column);
}
