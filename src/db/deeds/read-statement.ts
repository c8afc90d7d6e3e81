import type {
  AlterTableStmt,
  DropStmt,
  Node,
  SelectStmt,
  TransactionStmt,
  VacuumStmt,
  VariableSetStmt,
} from 'libpg-query';
import type { Deed } from './deed.ts';
import { readDo } from './read-do.ts';
import { readReindex } from './read-reindex.ts';
import { hasOption, nameOf, quoted, textsOf } from './names.ts';

/** The deed of a parsed statement. */
export function readStatement(node: Node): Deed {
  if ('TransactionStmt' in node) return readTransaction(node.TransactionStmt);
  if ('VariableSetStmt' in node) return readSetting(node.VariableSetStmt);
  if ('SelectStmt' in node) return readSelect(node.SelectStmt);
  if ('CallStmt' in node) return { kind: 'call' };
  if ('DoStmt' in node) return readDo(node.DoStmt);
  if ('DropStmt' in node) return readDrop(node.DropStmt);
  if ('ReindexStmt' in node) return readReindex(node.ReindexStmt);
  if ('AlterTableStmt' in node) return readAlterTable(node.AlterTableStmt);
  if ('VacuumStmt' in node) return readVacuum(node.VacuumStmt);
  if ('IndexStmt' in node) {
    const { concurrent, relation, idxname } = node.IndexStmt;
    if (concurrent !== true || relation === undefined) return ordinary;
    // An index is always in the schema of its table, and its name is never qualified.
    const index = idxname === undefined ? undefined : nameOf({ ...relation, relname: idxname });
    return { kind: 'create-index', table: nameOf(relation), index };
  }
  return readServerWide(node);
}

const ordinary: Deed = { kind: 'ordinary' };
const repeatable: Deed = { kind: 'repeatable', tables: [], exclusive: false };

function readTransaction({ kind, chain }: TransactionStmt): Deed {
  if (chain === true) return { kind: 'breaks-transaction' };
  if (kind === 'TRANS_STMT_BEGIN' || kind === 'TRANS_STMT_START') return { kind: 'begin' };
  if (kind === 'TRANS_STMT_COMMIT') return { kind: 'commit' };
  const isSavepoint = kind === 'TRANS_STMT_SAVEPOINT' || kind === 'TRANS_STMT_RELEASE';
  return isSavepoint || kind === 'TRANS_STMT_ROLLBACK_TO'
    ? ordinary
    : { kind: 'breaks-transaction' };
}

function readSetting({ is_local: isLocal, name, kind }: VariableSetStmt): Deed {
  if (isLocal === true || kind === 'VAR_SET_MULTI') return ordinary;
  return { kind: 'setting', name: name ?? 'all' };
}

/** `SELECT pg_catalog.set_config('search_path', '', false)`, with which dumps begin. */
function readSelect({ targetList: [target] = [] }: SelectStmt): Deed {
  const value = target !== undefined && 'ResTarget' in target ? target.ResTarget.val : undefined;
  if (value === undefined || !('FuncCall' in value)) return ordinary;
  const { funcname = [], args: [first] = [] } = value.FuncCall;
  if (textsOf(funcname).at(-1) !== 'set_config') return ordinary;
  const name = first !== undefined && 'A_Const' in first ? first.A_Const.sval?.sval : undefined;
  return { kind: 'setting', name: name ?? 'all' };
}

function readDrop({ concurrent, objects = [] }: DropStmt): Deed {
  const [object] = objects;
  if (concurrent !== true || object === undefined || !('List' in object)) return ordinary;
  const index = textsOf(object.List.items ?? [])
    .map(quoted)
    .join('.');
  return { kind: 'drop-index', index };
}

function readAlterTable({ relation, cmds = [] }: AlterTableStmt): Deed {
  for (const each of cmds) {
    const definition = 'AlterTableCmd' in each ? each.AlterTableCmd.def : undefined;
    if (definition === undefined || !('PartitionCmd' in definition)) continue;
    const { concurrent, name } = definition.PartitionCmd;
    if (concurrent === true && name !== undefined && relation !== undefined) {
      return { kind: 'detach', table: nameOf(relation), partition: nameOf(name) };
    }
  }
  return ordinary;
}

/** `ANALYZE` alone may be in a transaction. */
function readVacuum({ is_vacuumcmd: isVacuum, options, rels = [] }: VacuumStmt): Deed {
  if (isVacuum !== true) return ordinary;
  const tables = rels.flatMap((each) => {
    const relation = 'VacuumRelation' in each ? each.VacuumRelation.relation : undefined;
    return relation === undefined ? [] : [nameOf(relation)];
  });
  return { kind: 'repeatable', tables, exclusive: hasOption(options, 'full') };
}

function readServerWide(node: Node): Deed {
  if ('CreatedbStmt' in node) return named('create', 'database', node.CreatedbStmt.dbname);
  if ('DropdbStmt' in node) return named('drop', 'database', node.DropdbStmt.dbname);
  if ('CreateTableSpaceStmt' in node)
    return named('create', 'tablespace', node.CreateTableSpaceStmt.tablespacename);
  if ('DropTableSpaceStmt' in node)
    return named('drop', 'tablespace', node.DropTableSpaceStmt.tablespacename);
  if ('CreateSubscriptionStmt' in node)
    return named('create', 'subscription', node.CreateSubscriptionStmt.subname);
  if ('DropSubscriptionStmt' in node)
    return named('drop', 'subscription', node.DropSubscriptionStmt.subname);
  if ('AlterSystemStmt' in node || 'DiscardStmt' in node) return repeatable;
  if ('ClusterStmt' in node) return node.ClusterStmt.relation === undefined ? repeatable : ordinary;
  if ('AlterDatabaseStmt' in node)
    return hasOption(node.AlterDatabaseStmt.options, 'tablespace') ? repeatable : ordinary;
  return 'AlterSubscriptionStmt' in node ? { kind: 'other' } : ordinary;
}

function named(
  kind: 'create' | 'drop',
  object: 'database' | 'tablespace' | 'subscription',
  name: string | undefined,
): Deed {
  return { kind, object, name: name ?? '' };
}
