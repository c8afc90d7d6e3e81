import { columnFields, isNode, memberOf } from '../checks/statement-tree.ts';

/** Columns that a SELECT returns as they are. */
export interface ReturnedColumns {
  /** Those that it names. */
  readonly names: ReadonlySet<string>;
  has(name: string): boolean;
}

/** Undefined for what is no SELECT. */
export function returnedColumns(tree: unknown): ReturnedColumns | undefined {
  const statements = memberOf(tree, 'stmts');
  const first: unknown = Array.isArray(statements) ? statements[0] : undefined;
  const select = memberOf(memberOf(first, 'stmt'), 'SelectStmt');
  const targets = memberOf(select, 'targetList');
  if (!Array.isArray(targets)) return undefined;
  const names = new Set<string>();
  let isAll = false;
  for (const target of targets as readonly unknown[]) {
    const value = memberOf(memberOf(target, 'ResTarget'), 'val');
    const fields = memberOf(memberOf(value, 'ColumnRef'), 'fields');
    isAll ||= Array.isArray(fields) && fields.some((field) => isNode(field) && 'A_Star' in field);
    const name = columnFields(value).at(-1);
    if (name !== undefined) names.add(name);
  }
  return { names, has: (name) => isAll || names.has(name) };
}
