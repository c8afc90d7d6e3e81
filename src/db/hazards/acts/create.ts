import type {
  CompositeTypeStmt,
  CreateDomainStmt,
  CreateFunctionStmt,
  CreateSchemaStmt,
  CreateStmt,
  CreateTableAsStmt,
  IndexStmt,
  IntoClause,
  Node,
  ViewStmt,
} from 'libpg-query';
import type { Act, ObjectKind } from './act.ts';
import { constraintIn, newColumn, newConstraint } from './columns.ts';
import { nameText, quoted, relationText, stringsOf } from './names.ts';

export function createTable(statement: CreateStmt): readonly Act[] {
  const { relation, tableElts = [] } = statement;
  return [
    {
      kind: 'create table',
      table: relationText(relation),
      columns: tableElts.flatMap((node) =>
        'ColumnDef' in node ? [newColumn(node.ColumnDef)] : [],
      ),
      constraints: tableElts.flatMap((node) => constraintIn(node) ?? []),
      temporary: relation?.relpersistence === 't',
      ifNotExists: statement.if_not_exists ?? false,
    },
  ];
}

/** `CREATE TABLE … AS`, `CREATE MATERIALIZED VIEW`. */
export function createTableAs(statement: CreateTableAsStmt): readonly Act[] {
  const { into, objtype, if_not_exists: ifNotExists = false } = statement;
  if (objtype === 'OBJECT_MATVIEW') {
    return [created('materialized view', relationText(into?.rel))];
  }
  return tableInto(into, ifNotExists);
}

/** Also of `SELECT … INTO`. */
export function tableInto(into: IntoClause | undefined, ifNotExists: boolean): readonly Act[] {
  if (into?.rel === undefined) return [];
  const temporary = into.rel.relpersistence === 't';
  const table = relationText(into.rel);
  return [{ kind: 'create table', table, columns: [], constraints: [], temporary, ifNotExists }];
}

export function createView({ view, replace = false }: ViewStmt): readonly Act[] {
  return [created('view', relationText(view), replace)];
}

export function createFunction(statement: CreateFunctionStmt): readonly Act[] {
  const { funcname, replace = false, options = [] } = statement;
  const name = nameText(stringsOf(funcname));
  const option = (wanted: string): string | undefined =>
    options.flatMap((node) =>
      'DefElem' in node && node.DefElem.defname === wanted && node.DefElem.arg !== undefined
        ? stringsOf([node.DefElem.arg])
        : [],
    )[0];
  const settled = (option('volatility') ?? 'volatile') !== 'volatile';
  // The planner may put the body of an SQL function in its place, and then that decides.
  const volatility = settled
    ? 'constant'
    : option('language') === 'plpgsql'
      ? 'volatile'
      : 'unknown';
  return [{ kind: 'create', what: 'function', name, replace, volatility }];
}

export function createType(names: readonly Node[] | undefined): readonly Act[] {
  return [created('type', nameText(stringsOf(names)))];
}

export function createComposite({ typevar }: CompositeTypeStmt): readonly Act[] {
  return [created('type', relationText(typevar))];
}

/** A schema, with what is created in it by the same statement. */
export function createSchema(
  { schemaname, schemaElts = [] }: CreateSchemaStmt,
  actsOf: (node: Node) => readonly Act[],
): readonly Act[] {
  return [created('schema', quoted(schemaname ?? '')), ...schemaElts.flatMap(actsOf)];
}

export function createDomain({ domainname, constraints = [] }: CreateDomainStmt): readonly Act[] {
  const name = nameText(stringsOf(domainname));
  const constrained = constraints.some(
    (node) => 'Constraint' in node && newConstraint(node.Constraint) !== undefined,
  );
  return [created('domain', name), { kind: 'create domain', name, constrained, notValid: false }];
}

export function createIndex(statement: IndexStmt): readonly Act[] {
  const { relation, idxname, indexParams = [] } = statement;
  return [
    {
      kind: 'create index',
      table: relationText(relation),
      name: idxname === undefined ? undefined : quoted(idxname),
      width: indexParams.length,
      unique: statement.unique ?? false,
      concurrently: statement.concurrent ?? false,
      ifNotExists: statement.if_not_exists ?? false,
      only: relation?.inh !== true,
    },
  ];
}

function created(what: ObjectKind, name: string, replace = false): Act {
  return { kind: 'create', what, name, replace };
}
