import type { Node, SelectStmt, TransactionStmt, VariableSetStmt } from 'libpg-query';
import type { Act, Transaction } from './act.ts';
import { alterTableActs } from './alter-table.ts';
import { alterDomain, alterEnum, moveAll, rename, setSchema } from './change.ts';
import * as create from './create.ts';
import { drop, dropWhole, truncate } from './drop.ts';
import { callsIn, textsIn } from './expression.ts';
import * as maintain from './maintain.ts';
import { stringsOf } from './names.ts';
import * as rows from './rows.ts';

/** What a statement does. Statements without any hazard have no acts. */
export function actsOf(node: Node): readonly Act[] {
  for (const read of readers) {
    const acts = read(node);
    if (acts !== false) return acts;
  }
  return [];
}

/** One for each kind of statement. */
const readers: readonly ((node: Node) => readonly Act[] | false)[] = [
  (node) => 'AlterTableStmt' in node && alterTableActs(node.AlterTableStmt),
  (node) => 'CreateStmt' in node && create.createTable(node.CreateStmt),
  (node) => 'IndexStmt' in node && create.createIndex(node.IndexStmt),
  (node) => 'DropStmt' in node && drop(node.DropStmt),
  (node) => 'RenameStmt' in node && rename(node.RenameStmt),
  (node) => 'SelectStmt' in node && select(node.SelectStmt),
  (node) => 'InsertStmt' in node && rows.insert(node.InsertStmt),
  (node) => 'UpdateStmt' in node && rows.update(node.UpdateStmt),
  (node) => 'DeleteStmt' in node && rows.remove(node.DeleteStmt),
  (node) => 'TruncateStmt' in node && truncate(node.TruncateStmt),
  (node) => 'TransactionStmt' in node && transaction(node.TransactionStmt),
  (node) => 'VariableSetStmt' in node && setting(node.VariableSetStmt),
  (node) => 'CreateTableAsStmt' in node && create.createTableAs(node.CreateTableAsStmt),
  (node) => 'ViewStmt' in node && create.createView(node.ViewStmt),
  (node) => 'CreateFunctionStmt' in node && create.createFunction(node.CreateFunctionStmt),
  (node) => 'CreateSchemaStmt' in node && create.createSchema(node.CreateSchemaStmt, actsOf),
  (node) => 'CreateEnumStmt' in node && create.createType(node.CreateEnumStmt.typeName),
  (node) => 'CreateRangeStmt' in node && create.createType(node.CreateRangeStmt.typeName),
  (node) => 'CompositeTypeStmt' in node && create.createComposite(node.CompositeTypeStmt),
  (node) => 'CreateDomainStmt' in node && create.createDomain(node.CreateDomainStmt),
  (node) => 'AlterDomainStmt' in node && alterDomain(node.AlterDomainStmt),
  (node) => 'AlterEnumStmt' in node && alterEnum(node.AlterEnumStmt),
  (node) => 'AlterObjectSchemaStmt' in node && setSchema(node.AlterObjectSchemaStmt),
  (node) => 'AlterTableMoveAllStmt' in node && moveAll(node.AlterTableMoveAllStmt),
  (node) => 'ReindexStmt' in node && maintain.reindex(node.ReindexStmt),
  (node) => 'VacuumStmt' in node && maintain.vacuum(node.VacuumStmt),
  (node) => 'ClusterStmt' in node && maintain.cluster(node.ClusterStmt),
  (node) => 'RefreshMatViewStmt' in node && maintain.refresh(node.RefreshMatViewStmt),
  (node) => 'LockStmt' in node && maintain.lockTable(node.LockStmt),
  (node) => 'DropdbStmt' in node && dropWhole('database', node.DropdbStmt.dbname ?? ''),
  (node) => 'DropOwnedStmt' in node && dropWhole('owned', ''),
];

/** `SELECT … INTO`, and settings that are made by a function. */
function select({ intoClause, targetList }: SelectStmt): readonly Act[] {
  const settings = callsIn(targetList).flatMap((call): readonly Act[] => {
    const [name] = textsIn(call.args?.[0]);
    const isSetting = stringsOf(call.funcname).at(-1) === 'set_config' && name !== undefined;
    const [value = ''] = textsIn(call.args?.[1]);
    return isSetting ? [{ kind: 'set', name, value: value.toLowerCase() }] : [];
  });
  return [...create.tableInto(intoClause, false), ...settings];
}

function setting({ kind, name, args }: VariableSetStmt): readonly Act[] {
  if (name === undefined || kind !== 'VAR_SET_VALUE') return [];
  const [value = ''] = textsIn(args);
  return [{ kind: 'set', name: name.toLowerCase(), value: value.toLowerCase() }];
}

function transaction({ kind }: TransactionStmt): readonly Transaction[] {
  const what = kind === undefined ? undefined : transactions[kind];
  return what === undefined ? [] : [{ kind: 'transaction', what }];
}

/** Savepoints begin and end nothing. */
const transactions: Readonly<
  Partial<Record<NonNullable<TransactionStmt['kind']>, Transaction['what']>>
> = {
  TRANS_STMT_BEGIN: 'begin',
  TRANS_STMT_START: 'begin',
  TRANS_STMT_COMMIT: 'commit',
  TRANS_STMT_PREPARE: 'commit',
  TRANS_STMT_ROLLBACK: 'rollback',
};
