import type { Act, NewColumn, NewConstraint } from './acts/act.ts';
import type { Volatility } from './acts/expression.ts';
import { lastPart } from './acts/names.ts';
import { type SqlType, storedType } from './acts/sql-type.ts';

/**
 * What is known of a schema beyond the statement at hand: from a catalog, or from the migrations before. Tables are found
 * by their name alone, since statements rarely say the schema.
 */
export interface Knowledge {
  /** By table and column. */
  readonly types: Map<string, SqlType>;
  /** Constraints that say that a column is not NULL, by table and name. */
  readonly notNullChecks: Map<string, { readonly column: string; readonly valid: boolean }>;
  /** Tables by the name of an index. */
  readonly indexes: Map<string, string>;
  /** Functions by their name, whatever they take: where several share it, the last one counts. */
  readonly functions: Map<string, Volatility>;
}

export function emptyKnowledge(): Knowledge {
  return { types: new Map(), notNullChecks: new Map(), indexes: new Map(), functions: new Map() };
}

/** The key of a part of a table: a column, a constraint. */
export function partKey(table: string, part: string): string {
  return `${lastPart(table)}.${part}`;
}

/** Whether a valid constraint proves that a column holds no NULL. */
export function isProvenNotNull(knowledge: Knowledge, table: string, column: string): boolean {
  const prefix = partKey(table, '');
  for (const [key, check] of knowledge.notNullChecks) {
    if (check.valid && check.column === column && key.startsWith(prefix)) return true;
  }
  return false;
}

/** Takes in what a statement changes. */
export function learn(knowledge: Knowledge, act: Act): void {
  const { types, notNullChecks, indexes } = knowledge;
  switch (act.kind) {
    case 'create table':
      for (const column of act.columns) learnColumn(knowledge, act.table, column);
      for (const constraint of act.constraints) learnConstraint(knowledge, act.table, constraint);
      break;
    case 'add column':
      learnColumn(knowledge, act.table, act.column);
      break;
    case 'alter type':
      types.set(partKey(act.table, act.column), act.type);
      break;
    case 'add constraint':
      learnConstraint(knowledge, act.table, act.constraint);
      break;
    case 'validate constraint': {
      const key = partKey(act.table, act.name);
      const check = notNullChecks.get(key);
      if (check !== undefined) notNullChecks.set(key, { ...check, valid: true });
      break;
    }
    case 'drop constraint':
      notNullChecks.delete(partKey(act.table, act.name));
      break;
    case 'set not null':
      learnNotNull(knowledge, act.table, act.column);
      break;
    case 'drop not null':
      notNullChecks.delete(partKey(act.table, ownProof(act.column)));
      break;
    case 'create':
      if (act.volatility !== undefined) {
        knowledge.functions.set(lastPart(act.name), act.volatility);
      }
      break;
    case 'rename':
      if (act.what === 'table' && !act.schema)
        rename(knowledge, partKey(act.name, ''), partKey(act.to, ''));
      if (act.what === 'column' && act.part !== undefined) {
        rename(knowledge, partKey(act.name, act.part), partKey(act.name, act.to));
      }
      break;
    case 'create index':
      if (act.name !== undefined) indexes.set(act.name, act.table);
      break;
    default:
  }
}

/** Of a table: all that begins with its name. Of a column: itself. */
function rename({ types }: Knowledge, from: string, to: string): void {
  const moved = [...types].filter(([key]) =>
    from.endsWith('.') ? key.startsWith(from) : key === from,
  );
  for (const [key, type] of moved) {
    types.delete(key);
    types.set(`${to}${key.slice(from.length)}`, type);
  }
}

function learnColumn(knowledge: Knowledge, table: string, column: NewColumn): void {
  const { name, type, notNull } = column;
  knowledge.types.set(partKey(table, name), storedType(type));
  if (notNull) learnNotNull(knowledge, table, name);
}

/** It needs no constraint as its proof. */
function learnNotNull({ notNullChecks }: Knowledge, table: string, column: string): void {
  notNullChecks.set(partKey(table, ownProof(column)), { column, valid: true });
}

function ownProof(column: string): string {
  return `${column} not null`;
}

function learnConstraint(
  { notNullChecks }: Knowledge,
  table: string,
  { name, provesNotNull, notValid }: NewConstraint,
): void {
  if (provesNotNull === undefined) return;
  const key = partKey(table, name ?? ownProof(provesNotNull));
  notNullChecks.set(key, { column: provesNotNull, valid: !notValid });
}
