import type { DropStmt, Node, ObjectType, TruncateStmt } from 'libpg-query';
import type { Act, ObjectKind } from './act.ts';
import { nameText, quoted, relationText, stringsOf } from './names.ts';

export function drop(statement: DropStmt): readonly Act[] {
  const { objects = [], removeType = 'OBJECT_TABLE', behavior } = statement;
  return objects.map((object) => ({
    kind: 'drop',
    what: kindOf(removeType),
    name: objectName(object),
    cascade: behavior === 'DROP_CASCADE',
    concurrently: statement.concurrent ?? false,
    ifExists: statement.missing_ok ?? false,
  }));
}

/** Databases and what a role owns: they go with all that is in them. */
export function dropWhole(what: 'database' | 'owned', name: string): readonly Act[] {
  return [
    { kind: 'drop', what, name: quoted(name), cascade: true, concurrently: false, ifExists: false },
  ];
}

export function truncate({ relations = [], behavior }: TruncateStmt): readonly Act[] {
  return relations.flatMap((node) =>
    'RangeVar' in node
      ? [
          {
            kind: 'truncate',
            table: relationText(node.RangeVar),
            cascade: behavior === 'DROP_CASCADE',
          },
        ]
      : [],
  );
}

export function kindOf(type: ObjectType): ObjectKind {
  return kinds[type] ?? 'other';
}

const kinds: Readonly<Partial<Record<ObjectType, ObjectKind>>> = {
  OBJECT_TABLE: 'table',
  OBJECT_VIEW: 'view',
  OBJECT_MATVIEW: 'materialized view',
  OBJECT_INDEX: 'index',
  OBJECT_SCHEMA: 'schema',
  OBJECT_TYPE: 'type',
  OBJECT_DOMAIN: 'domain',
  OBJECT_FUNCTION: 'function',
  OBJECT_PROCEDURE: 'function',
  OBJECT_ROUTINE: 'function',
  OBJECT_SEQUENCE: 'sequence',
  OBJECT_EXTENSION: 'extension',
  OBJECT_COLUMN: 'column',
};

export function objectName(object: Node | undefined): string {
  if (object === undefined) return '';
  if ('List' in object) return nameText(stringsOf(object.List.items));
  if ('String' in object) return quoted(object.String.sval ?? '');
  if ('TypeName' in object) return nameText(stringsOf(object.TypeName.names));
  if ('ObjectWithArgs' in object) return nameText(stringsOf(object.ObjectWithArgs.objname));
  return '';
}
