import type { Node } from 'libpg-query';
import { hasOption } from './maintain.ts';

/** What PostgreSQL will not run in a transaction block, as it calls it; undefined for everything else. */
export function refusesTransaction(node: Node): string | undefined {
  if ('IndexStmt' in node)
    return node.IndexStmt.concurrent === true ? 'CREATE INDEX CONCURRENTLY' : undefined;
  if ('DropStmt' in node)
    return node.DropStmt.concurrent === true ? 'DROP INDEX CONCURRENTLY' : undefined;
  if ('VacuumStmt' in node) return node.VacuumStmt.is_vacuumcmd === true ? 'VACUUM' : undefined;
  if ('ReindexStmt' in node) {
    const { kind, params } = node.ReindexStmt;
    if (hasOption(params, 'concurrently')) return 'REINDEX CONCURRENTLY';
    const isOne = kind === 'REINDEX_OBJECT_INDEX' || kind === 'REINDEX_OBJECT_TABLE';
    return isOne ? undefined : 'REINDEX of a whole schema or database';
  }
  if ('ClusterStmt' in node) return node.ClusterStmt.relation === undefined ? 'CLUSTER' : undefined;
  if ('AlterTableStmt' in node) {
    const detaches = (node.AlterTableStmt.cmds ?? []).some(
      (command) =>
        'AlterTableCmd' in command &&
        command.AlterTableCmd.def !== undefined &&
        'PartitionCmd' in command.AlterTableCmd.def &&
        command.AlterTableCmd.def.PartitionCmd.concurrent === true,
    );
    return detaches ? 'DETACH PARTITION CONCURRENTLY' : undefined;
  }
  if ('CreateSubscriptionStmt' in node) {
    // Without a slot to create on the other side, it can.
    const { options } = node.CreateSubscriptionStmt;
    const connects = !hasFalse(options, 'connect') && !hasFalse(options, 'create_slot');
    return connects ? 'CREATE SUBSCRIPTION' : undefined;
  }
  const [tag = ''] = Object.keys(node);
  return always[tag];
}

const always: Readonly<Record<string, string>> = {
  AlterSystemStmt: 'ALTER SYSTEM',
  CreateTableSpaceStmt: 'CREATE TABLESPACE',
  CreatedbStmt: 'CREATE DATABASE',
  DropSubscriptionStmt: 'DROP SUBSCRIPTION',
  DropTableSpaceStmt: 'DROP TABLESPACE',
  DropdbStmt: 'DROP DATABASE',
};

function hasFalse(options: readonly Node[] | undefined, name: string): boolean {
  const isGiven = (options ?? []).some(
    (node) => 'DefElem' in node && node.DefElem.defname === name,
  );
  return isGiven && !hasOption(options, name);
}
