import type { AlterTableCmd, AlterTableStmt, AlterTableType, Node } from 'libpg-query';
import type { Act, AlterType, OfColumn } from './act.ts';
import { constraintIn, newColumn } from './columns.ts';
import { columnName } from './expression.ts';
import { quoted, relationText } from './names.ts';
import { sqlType } from './sql-type.ts';

/** What `ALTER TABLE` does; commands without any hazard are left out. */
export function alterTableActs({ relation, cmds = [], objtype }: AlterTableStmt): readonly Act[] {
  if (!altered.has(objtype ?? 'OBJECT_TABLE')) return [];
  const table = relationText(relation);
  return cmds.flatMap((node) =>
    'AlterTableCmd' in node ? commandActs(table, node.AlterTableCmd) : [],
  );
}

const altered: ReadonlySet<string> = new Set([
  'OBJECT_TABLE',
  'OBJECT_MATVIEW',
  'OBJECT_FOREIGN_TABLE',
]);

function commandActs(table: string, command: AlterTableCmd): readonly Act[] {
  const { subtype = 'AT_ReAddComment', def, missing_ok: missingOk = false } = command;
  const name = quoted(command.name ?? '');
  const column = columnChanges[subtype];
  if (column !== undefined) {
    // DROP DEFAULT is a default that is set to nothing, and no hazard.
    if (subtype === 'AT_ColumnDefault' && def === undefined) return [];
    return [{ kind: column, table, column: name, ifExists: missingOk }];
  }
  const whole = tableChanges[subtype];
  if (whole !== undefined) return [{ kind: 'alter table', table, ...whole }];
  return read[subtype]?.({ table, name, def, ifNotExists: missingOk }) ?? [];
}

interface Parts {
  readonly table: string;
  readonly name: string;
  readonly def: Node | undefined;
  readonly ifNotExists: boolean;
}

const columnChanges: Readonly<Partial<Record<AlterTableType, OfColumn['kind']>>> = {
  AT_DropColumn: 'drop column',
  AT_SetNotNull: 'set not null',
  AT_DropNotNull: 'drop not null',
  AT_ColumnDefault: 'set default',
  AT_SetExpression: 'set expression',
};

const tableChanges: Readonly<Partial<Record<AlterTableType, { readonly what: string }>>> = {
  AT_SetLogged: { what: 'SET LOGGED' },
  AT_SetUnLogged: { what: 'SET UNLOGGED' },
  AT_SetTableSpace: { what: 'SET TABLESPACE' },
  AT_SetAccessMethod: { what: 'SET ACCESS METHOD' },
};

const read: Readonly<Partial<Record<AlterTableType, (parts: Parts) => readonly Act[]>>> = {
  AT_AddColumn: ({ table, def, ifNotExists }) =>
    def !== undefined && 'ColumnDef' in def
      ? [{ kind: 'add column', table, column: newColumn(def.ColumnDef), ifNotExists }]
      : [],
  AT_AddConstraint: ({ table, def }) => {
    const constraint = constraintIn(def);
    return constraint === undefined ? [] : [{ kind: 'add constraint', table, constraint }];
  },
  AT_AlterColumnType: ({ table, name, def }) => alterType(table, name, def),
  AT_ValidateConstraint: ({ table, name }) => [{ kind: 'validate constraint', table, name }],
  AT_DropConstraint: ({ table, name }) => [{ kind: 'drop constraint', table, name }],
  AT_AttachPartition: ({ table, def }) => partition('attach partition', table, def),
  AT_DetachPartition: ({ table, def }) => partition('detach partition', table, def),
};

function alterType(table: string, column: string, def: Node | undefined): readonly AlterType[] {
  if (def === undefined || !('ColumnDef' in def)) return [];
  const { typeName, raw_default: using } = def.ColumnDef;
  const isItself = quoted(columnName(using) ?? '') === column;
  return [
    {
      kind: 'alter type',
      table,
      column,
      type: sqlType(typeName),
      using: isItself ? undefined : using,
    },
  ];
}

function partition(
  kind: 'attach partition' | 'detach partition',
  table: string,
  def: Node | undefined,
): readonly Act[] {
  if (def === undefined || !('PartitionCmd' in def)) return [];
  const { name, concurrent = false } = def.PartitionCmd;
  return [{ kind, table, partition: relationText(name), concurrently: concurrent }];
}
