/** A b-tree as far as another can do its work. */
export interface KeyedIndex {
  readonly oid: number;
  readonly isUnique: boolean;
  /** By a constraint, by replication, or by CLUSTER. */
  readonly isNeeded: boolean;
  /** Column or expression with its operator class and collation, as text to compare. */
  readonly keys: readonly string[];
  /** `pg_index.indoption`: 1 descending, 2 nulls first. */
  readonly options: readonly number[];
  /** Numbers of all columns, those of INCLUDE too; 0 for expressions. */
  readonly columns: readonly number[];
  readonly condition: string;
}

/**
 * Whether another index does all that an index does: it begins with the same keys in the same order (or in the opposite one,
 * because b-trees are read both ways), has all its columns and the same condition. A unique index also forbids something, so
 * that no other does its work. Of two that are the same in all but the direction, the newer one goes.
 */
export function isRedundant(index: KeyedIndex, other: KeyedIndex): boolean {
  if (index === other || index.isUnique || index.isNeeded) return false;
  if (index.condition !== other.condition) return false;
  if (!index.keys.every((key, position) => other.keys[position] === key)) return false;
  if (!index.columns.every((column) => column === 0 || other.columns.includes(column)))
    return false;
  const same = index.options.every((option, position) => other.options[position] === option);
  const opposite = index.options.every(
    (option, position) => other.options[position] === (option ^ ANTI),
  );
  if (!same && !opposite) return false;
  if (index.columns.length < other.columns.length || index.keys.length < other.keys.length)
    return true;
  // The same in all but its name is another matter: duplicate-index.
  if (same && index.isUnique === other.isUnique) return false;
  return other.isUnique || other.isNeeded || other.oid < index.oid;
}

/** Descending with nulls first is ascending with nulls last, read from the end. */
const ANTI = 3;
