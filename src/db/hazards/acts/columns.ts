import type { ColumnDef, Constraint, ConstrType, Node } from 'libpg-query';
import type { NewColumn, NewConstraint } from './act.ts';
import { notNullColumn } from './expression.ts';
import { quoted, relationText, stringsOf } from './names.ts';
import { sqlType } from './sql-type.ts';

/** A column as it is defined in `CREATE TABLE` and `ADD COLUMN`. */
export function newColumn(def: ColumnDef): NewColumn {
  const name = quoted(def.colname ?? '');
  const parts = (def.constraints ?? []).flatMap((node) =>
    'Constraint' in node ? [node.Constraint] : [],
  );
  const find = (type: ConstrType): Constraint | undefined =>
    parts.find(({ contype }) => contype === type);
  const generated = find('CONSTR_GENERATED');
  const type = sqlType(def.typeName);
  return {
    name,
    type,
    notNull: find('CONSTR_NOTNULL') !== undefined || find('CONSTR_PRIMARY') !== undefined,
    default: find('CONSTR_DEFAULT')?.raw_expr,
    counts: /^(?:small|big)?serial[248]?$/.test(type.name) || find('CONSTR_IDENTITY') !== undefined,
    generated: generated && (generated.generated_kind === 'v' ? 'virtual' : 'stored'),
    constraints: parts.flatMap((part) => newConstraint(part, name) ?? []),
  };
}

/** A constraint of a table, or of the column that it stands behind. */
export function newConstraint(part: Constraint, column?: string): NewConstraint | undefined {
  const type = types[part.contype ?? 'CONSTR_NULL'];
  if (type === undefined) return undefined;
  const keys = stringsOf(part.contype === 'CONSTR_FOREIGN' ? part.fk_attrs : part.keys).map(quoted);
  const columns = keys.length === 0 && column !== undefined ? [column] : keys;
  const proven = notNullColumn(part.raw_expr);
  return {
    type,
    name: part.conname === undefined ? undefined : quoted(part.conname),
    columns,
    // NOT ENFORCED implies it.
    notValid: part.skip_validation === true,
    usingIndex: part.indexname === undefined ? undefined : quoted(part.indexname),
    references: part.pktable === undefined ? undefined : relationText(part.pktable),
    provesNotNull: type === 'not null' ? columns[0] : proven && quoted(proven),
  };
}

export function constraintIn(node: Node | undefined): NewConstraint | undefined {
  return node !== undefined && 'Constraint' in node ? newConstraint(node.Constraint) : undefined;
}

const types: Readonly<Partial<Record<ConstrType, NewConstraint['type']>>> = {
  CONSTR_CHECK: 'check',
  CONSTR_FOREIGN: 'foreign key',
  CONSTR_UNIQUE: 'unique',
  CONSTR_PRIMARY: 'primary key',
  CONSTR_EXCLUSION: 'exclude',
  CONSTR_NOTNULL: 'not null',
};
