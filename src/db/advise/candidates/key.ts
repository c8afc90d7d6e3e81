import type { OrderKey, Term } from '../conditions.ts';
import type { TableKnowledge } from '../relation-use.ts';

/** A part of an index as CREATE INDEX wants it: expressions in parentheses, with what follows. */
export function keySql(term: Term, suffix = ''): string {
  const sql = term.column === undefined ? `(${term.sql})` : term.sql;
  return suffix === '' ? sql : `${sql} ${suffix}`;
}

export function orderSql({ isDescending, nulls, ...term }: OrderKey): string {
  const usual = isDescending ? 'first' : 'last';
  const suffix = nulls === undefined || nulls === usual ? '' : ` NULLS ${nulls.toUpperCase()}`;
  return keySql(term, `${isDescending ? 'DESC' : ''}${suffix}`.trim());
}

/** How many values a term has; those of an expression are not known. */
export function distinctOf({ column }: Term, { columns, rows }: TableKnowledge): number {
  const known = column === undefined ? undefined : columns.get(column);
  if (known === undefined) return Math.sqrt(Math.max(1, rows));
  return known.distinct >= 0 ? known.distinct : -known.distinct * rows;
}
