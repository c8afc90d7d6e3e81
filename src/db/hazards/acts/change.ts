import type {
  AlterDomainStmt,
  AlterEnumStmt,
  AlterObjectSchemaStmt,
  AlterTableMoveAllStmt,
  RenameStmt,
} from 'libpg-query';
import type { Act } from './act.ts';
import { constraintIn } from './columns.ts';
import { kindOf, objectName } from './drop.ts';
import { nameText, quoted, relationText, stringsOf } from './names.ts';

export function rename(statement: RenameStmt): readonly Act[] {
  const { renameType = 'OBJECT_TABLE', relation, object, subname, newname = '' } = statement;
  const isColumn = renameType === 'OBJECT_COLUMN' || renameType === 'OBJECT_ATTRIBUTE';
  // A schema has neither a relation nor an object: its name is the part.
  const owner = relation === undefined ? objectName(object) : relationText(relation);
  const part = subname === undefined ? undefined : quoted(subname);
  return [
    {
      kind: 'rename',
      what: isColumn ? 'column' : kindOf(renameType),
      name: owner === '' ? (part ?? '') : owner,
      part: isColumn ? part : undefined,
      to: quoted(newname),
      schema: false,
    },
  ];
}

export function setSchema(statement: AlterObjectSchemaStmt): readonly Act[] {
  const { objectType = 'OBJECT_TABLE', relation, object, newschema = '' } = statement;
  const name = relation === undefined ? objectName(object) : relationText(relation);
  const to = quoted(newschema);
  return [{ kind: 'rename', what: kindOf(objectType), name, part: undefined, to, schema: true }];
}

export function alterEnum(statement: AlterEnumStmt): readonly Act[] {
  const { typeName, oldVal, newVal = '', newValNeighbor } = statement;
  const type = nameText(stringsOf(typeName));
  return oldVal === undefined
    ? [{ kind: 'add enum value', type, value: newVal, placed: newValNeighbor !== undefined }]
    : [
        {
          kind: 'rename',
          what: 'value',
          name: type,
          part: `'${oldVal}'`,
          to: `'${newVal}'`,
          schema: false,
        },
      ];
}

export function alterDomain({ subtype, typeName, def }: AlterDomainStmt): readonly Act[] {
  const name = nameText(stringsOf(typeName));
  const isNotNull = subtype === 'O';
  if (subtype !== 'C' && !isNotNull) return [];
  const notValid = constraintIn(def)?.notValid ?? false;
  return [{ kind: 'constrain domain', name, constrained: true, notValid }];
}

/** All tables of a tablespace at once. */
export function moveAll({
  objtype,
  orig_tablespacename: from = '',
}: AlterTableMoveAllStmt): readonly Act[] {
  if (objtype !== 'OBJECT_TABLE') return [];
  return [{ kind: 'alter table', table: `all in ${quoted(from)}`, what: 'SET TABLESPACE' }];
}
