import { isJsonArray, isJsonObject, type JsonValue } from '../../../base/json.ts';
import type { Session } from '../../../postgres/session.ts';

export interface IndexState {
  /** Of the index; another one after it was built anew. */
  readonly oid: number;
  /** Qualified and quoted. */
  readonly name: string;
  readonly valid: boolean;
}

/** The indexes that a condition on `i` (pg_index), `t` (their table), `tn` (its schema) picks. */
export async function indexStates(
  session: Session,
  condition: string,
  values: readonly unknown[],
): Promise<JsonValue> {
  const [row] = await session.query<{ indexes: JsonValue }>(
    `SELECT coalesce(json_agg(json_build_object('oid', c.oid::int8, 'valid', i.indisvalid AND i.indisready AND i.indislive,
        'name', quote_ident(n.nspname) || '.' || quote_ident(c.relname))), '[]') AS indexes
     FROM pg_index i
     JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_namespace n ON n.oid = c.relnamespace
     JOIN pg_class t ON t.oid = i.indrelid JOIN pg_namespace tn ON tn.oid = t.relnamespace
     WHERE ${condition}`,
    values,
  );
  return row?.indexes ?? [];
}

/** Reads what `indexStates` wrote, also after it has been in the history. */
export function readIndexes(state: JsonValue): readonly IndexState[] {
  if (!isJsonArray(state)) return [];
  return state.flatMap((each) => {
    if (!isJsonObject(each)) return [];
    const { oid, name, valid } = each;
    return typeof oid === 'number' && typeof name === 'string'
      ? [{ oid, name, valid: valid === true }]
      : [];
  });
}

export function dropSql({ name }: IndexState): string {
  return `DROP INDEX CONCURRENTLY IF EXISTS ${name}`;
}

/** Whether a name of the catalog is the one that a statement writes, perhaps without its schema. */
export function sameName(qualified: string, written: string): boolean {
  return bareName(qualified) === bareName(written);
}

function bareName(name: string): string {
  return name.replace(/^(?:"(?:[^"]|"")*"|[^".]+)\./, '').replace(/^"(.*)"$/s, '$1');
}
