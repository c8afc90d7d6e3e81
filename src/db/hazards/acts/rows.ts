import type { DeleteStmt, InsertStmt, Node, UpdateStmt } from 'libpg-query';
import type { Act, ChangeRows } from './act.ts';
import { hasConstant } from './expression.ts';
import { quoted, relationText } from './names.ts';

export function insert({ relation, cols, selectStmt }: InsertStmt): readonly Act[] {
  const values =
    selectStmt !== undefined && 'SelectStmt' in selectStmt ? selectStmt.SelectStmt.valuesLists : [];
  return [
    {
      kind: 'insert',
      table: relationText(relation),
      rows: 'some',
      columns: targets(cols),
      fromQuery: selectStmt !== undefined && values === undefined,
    },
  ];
}

export function update({
  relation,
  targetList,
  whereClause,
  fromClause,
}: UpdateStmt): readonly Act[] {
  const rows = rowsOf(whereClause, fromClause);
  const columns = targets(targetList);
  return [{ kind: 'update', table: relationText(relation), rows, columns, fromQuery: false }];
}

export function remove({ relation, whereClause, usingClause }: DeleteStmt): readonly Act[] {
  const rows = rowsOf(whereClause, usingClause);
  return [{ kind: 'delete', table: relationText(relation), rows, columns: [], fromQuery: false }];
}

/** A condition that compares with nothing from outside, only columns with each other and with NULL, rarely leaves few. */
function rowsOf(where: Node | undefined, joined: readonly Node[] | undefined): ChangeRows['rows'] {
  if (where === undefined || isTrue(where)) return joined === undefined ? 'all' : 'many';
  return hasConstant([where, joined]) ? 'some' : 'many';
}

function isTrue(node: Node): boolean {
  return 'A_Const' in node && node.A_Const.boolval?.boolval === true;
}

/** A part of a column (`a[1]`, `a.b`) may be assigned beside another part. */
function targets(list: readonly Node[] | undefined): readonly string[] {
  return (list ?? []).flatMap((node) =>
    'ResTarget' in node && node.ResTarget.indirection === undefined
      ? [quoted(node.ResTarget.name ?? '')]
      : [],
  );
}
