import type { Candidate } from '../../../postgres/what-if/candidate.ts';
import type { RelationUse } from '../relation-use.ts';

/** Above this share of NULLs, an index without them is much smaller. */
const NULLS_MIN = 0.5;
const INCLUDED_MAX = 3;
/** Bytes of a row in an index; wider, it is a second table. */
const INCLUDED_BYTES_MAX = 64;

/**
 * The same index over fewer rows: those that a condition without parameters holds for, and those with a value. What the
 * condition says of a column need not be in the index again.
 */
export function partial(candidate: Candidate, use: RelationUse): readonly Candidate[] {
  const variants: Candidate[] = [];
  const conditions = use.predicates.map(({ sql, terms }) => ({ sql, terms }));
  const all = conditions.map(({ sql }) => sql);
  const wanted = all.length > 1 ? [...all, all.join(' AND ')] : all;
  for (const where of wanted) {
    const settled = conditions
      .filter(({ sql }) => where.includes(sql))
      .flatMap(({ terms }) => terms);
    const keys = candidate.keys.filter((key) => !settled.some(({ sql }) => key === sql));
    if (keys.length > 0) variants.push({ ...candidate, keys, where });
  }
  const [first] = candidate.keys;
  const known = first === undefined ? undefined : use.table.columns.get(first);
  const isAsked = [...use.equal, ...use.joined, ...use.ranges.flat()].some(
    ({ sql }) => sql === first,
  );
  if (isAsked && (known?.nullFraction ?? 0) > NULLS_MIN) {
    variants.push({ ...candidate, where: `${first} IS NOT NULL` });
  }
  return variants;
}

/** With the other columns that the statement needs, so that the table is not read at all. */
export function covered(candidate: Candidate, use: RelationUse): readonly Candidate[] {
  if (candidate.method !== 'btree') return [];
  const { columns, types } = use.table;
  const missing = [...use.needed].filter((column) => {
    // What the condition says of a column, the planner need not look up.
    const isSettled = use.predicates.some(
      ({ sql, terms }) =>
        candidate.where?.includes(sql) === true && terms.some((term) => term.column === column),
    );
    const isKey = candidate.keys.some((key) => key.split(' ')[0] === column);
    return types.has(column) && !isKey && !isSettled;
  });
  const bytes = missing.reduce((sum, column) => sum + (columns.get(column)?.averageWidth ?? 64), 0);
  if (missing.length === 0 || missing.length > INCLUDED_MAX || bytes > INCLUDED_BYTES_MAX)
    return [];
  return [{ ...candidate, include: missing.map(quoted) }];
}

function quoted(name: string): string {
  return /^[a-z_][a-z0-9_]*$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`;
}
