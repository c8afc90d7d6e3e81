import type { Node } from 'libpg-query';
import type { LockMode } from '../../step.ts';
import type { Volatility } from './expression.ts';
import type { SqlType } from './sql-type.ts';

/**
 * One thing that a statement does, as far as hazards care. Names are SQL text, qualified and quoted as in the statement:
 * `public.users`, `"Order"`. A statement can do several: `ALTER TABLE … ADD COLUMN …, DROP COLUMN …`.
 */
export type Act =
  | CreateTable
  | Create
  | Drop
  | AddColumn
  | AddConstraint
  | AlterType
  | OfColumn
  | OfConstraint
  | OfTable
  | OfPartition
  | CreateIndex
  | Rename
  | Maintain
  | LockTable
  | ChangeRows
  | Truncate
  | AddEnumValue
  | OfDomain
  | Transaction
  | Setting;

interface CreateTable {
  readonly kind: 'create table';
  readonly table: string;
  readonly columns: readonly NewColumn[];
  readonly constraints: readonly NewConstraint[];
  readonly temporary: boolean;
  readonly ifNotExists: boolean;
}

/** Something other than a table or an index that comes into being. */
interface Create {
  readonly kind: 'create';
  readonly what: ObjectKind;
  readonly name: string;
  readonly replace: boolean;
  /** Of a function. */
  readonly volatility?: Volatility;
}

export type ObjectKind =
  | 'table'
  | 'view'
  | 'materialized view'
  | 'index'
  | 'schema'
  | 'type'
  | 'domain'
  | 'function'
  | 'sequence'
  | 'extension'
  | 'database'
  | 'owned'
  | 'column'
  | 'value'
  | 'other';

export interface Drop {
  readonly kind: 'drop';
  readonly what: ObjectKind;
  readonly name: string;
  readonly cascade: boolean;
  readonly concurrently: boolean;
  readonly ifExists: boolean;
}

export interface NewColumn {
  readonly name: string;
  readonly type: SqlType;
  readonly notNull: boolean;
  readonly default: Node | undefined;
  /** `serial` and its kin, or an identity. */
  readonly counts: boolean;
  readonly generated: 'stored' | 'virtual' | undefined;
  readonly constraints: readonly NewConstraint[];
}

export interface NewConstraint {
  readonly type: 'check' | 'foreign key' | 'unique' | 'primary key' | 'exclude' | 'not null';
  readonly name: string | undefined;
  readonly columns: readonly string[];
  readonly notValid: boolean;
  /** The index that it takes over. */
  readonly usingIndex: string | undefined;
  readonly references: string | undefined;
  /** The column, where it is `CHECK (column IS NOT NULL)` or `NOT NULL column`. */
  readonly provesNotNull: string | undefined;
}

export interface AddColumn {
  readonly kind: 'add column';
  readonly table: string;
  readonly column: NewColumn;
  readonly ifNotExists: boolean;
}

export interface AddConstraint {
  readonly kind: 'add constraint';
  readonly table: string;
  readonly constraint: NewConstraint;
}

export interface AlterType {
  readonly kind: 'alter type';
  readonly table: string;
  readonly column: string;
  readonly type: SqlType;
  /** What `USING` says, where it says more than the column itself. */
  readonly using: Node | undefined;
}

export interface OfColumn {
  readonly kind:
    | 'drop column'
    | 'set not null'
    | 'drop not null'
    | 'set default'
    | 'set expression';
  readonly table: string;
  readonly column: string;
  readonly ifExists: boolean;
}

interface OfConstraint {
  readonly kind: 'validate constraint' | 'drop constraint';
  readonly table: string;
  readonly name: string;
}

/** What writes a whole table anew, as it is written: `SET UNLOGGED`. */
interface OfTable {
  readonly kind: 'alter table';
  readonly table: string;
  readonly what: string;
}

interface OfPartition {
  readonly kind: 'attach partition' | 'detach partition';
  readonly table: string;
  readonly partition: string;
  readonly concurrently: boolean;
}

interface CreateIndex {
  readonly kind: 'create index';
  readonly table: string;
  readonly name: string | undefined;
  readonly width: number;
  readonly unique: boolean;
  readonly concurrently: boolean;
  readonly ifNotExists: boolean;
  /** `ON ONLY`: the empty frame of a partitioned index. */
  readonly only: boolean;
}

export interface Rename {
  readonly kind: 'rename';
  readonly what: ObjectKind;
  /** Of a column or value: that of its table or type. */
  readonly name: string;
  readonly part: string | undefined;
  readonly to: string;
  /** `SET SCHEMA` is a renaming, too. */
  readonly schema: boolean;
}

export interface Maintain {
  readonly kind: 'maintain';
  readonly what: 'REINDEX' | 'VACUUM FULL' | 'CLUSTER' | 'REFRESH MATERIALIZED VIEW';
  /** The table, index, view or schema; absent for all of the database. */
  readonly name: string | undefined;
  readonly concurrently: boolean;
}

export interface LockTable {
  readonly kind: 'lock table';
  readonly table: string;
  readonly mode: LockMode;
}

export interface ChangeRows {
  readonly kind: 'insert' | 'update' | 'delete';
  readonly table: string;
  /** Which rows: all, an unknown share of them, or those that something from outside picks. */
  readonly rows: 'all' | 'many' | 'some';
  /** The columns that it writes, in the order of the statement. */
  readonly columns: readonly string[];
  /** An `INSERT` of what a query finds. */
  readonly fromQuery: boolean;
}

interface Truncate {
  readonly kind: 'truncate';
  readonly table: string;
  readonly cascade: boolean;
}

interface AddEnumValue {
  readonly kind: 'add enum value';
  readonly type: string;
  readonly value: string;
  readonly placed: boolean;
}

interface OfDomain {
  readonly kind: 'create domain' | 'constrain domain';
  readonly name: string;
  readonly constrained: boolean;
  readonly notValid: boolean;
}

export interface Transaction {
  readonly kind: 'transaction';
  readonly what: 'begin' | 'commit' | 'rollback';
}

interface Setting {
  readonly kind: 'set';
  readonly name: string;
  /** In lower case; empty where it is no constant. */
  readonly value: string;
}
