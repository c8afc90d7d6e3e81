import type { JsonValue } from '../../../base/json.ts';
import type { Session } from '../../../postgres/session.ts';

/** What became of a statement that nobody saw the end of. */
export type Outcome =
  | { readonly kind: 'done' }
  /** All but the last step, which these statements do. */
  | { readonly kind: 'finish'; readonly sql: readonly string[] }
  /** It left nothing but what these statements remove. */
  | { readonly kind: 'again'; readonly sql: readonly string[] }
  | { readonly kind: 'unknown' };

/** How to find out what a statement outside of transactions has done. */
export interface Resolver {
  /** What there is now, as plain data: noted before the statement begins. */
  readonly look: (session: Session) => Promise<JsonValue>;
  /** What has happened, given what there was before and what there is now. */
  readonly judge: (before: JsonValue, now: JsonValue) => Outcome;
}

export const done: Outcome = { kind: 'done' };
export const again: Outcome = { kind: 'again', sql: [] };
export const unknown: Outcome = { kind: 'unknown' };
