import type { Node } from 'libpg-query';
import { sqlParser } from '../../postgres/sql-parser.ts';

/** A column as a plan names it: by the table's alias. Both without quotes. */
export interface ColumnName {
  readonly alias: string;
  readonly column: string;
}

/** Reads the expressions that EXPLAIN prints. */
export interface ExpressionReader {
  /**
   * Undefined for what is not quite SQL, such as a condition on a subplan. Where a statement has one table, its columns may
   * stand without an alias: they get this one.
   */
  parse(text: string, alias?: string): Node | undefined;
  /** Without the aliases of columns, as an index has it. */
  bare(node: Node): string;
}

export async function expressionReader(): Promise<ExpressionReader> {
  const parser = await sqlParser();
  const { deparseSync } = await import('pgsql-deparser');
  return {
    parse: (text, alias) => {
      try {
        const plain = text.replaceAll(subplans, 'NULL').replaceAll(/\bPARTIAL /g, '');
        const { stmts } = parser.parseSync(`SELECT ${plain}`);
        if (alias !== undefined) addAlias(stmts, alias);
        const statement = stmts?.[0]?.stmt;
        if (statement === undefined || !('SelectStmt' in statement)) return undefined;
        const target = statement.SelectStmt.targetList?.[0];
        return target !== undefined && 'ResTarget' in target ? target.ResTarget.val : undefined;
      } catch {
        return undefined;
      }
    },
    bare: (node) => deparseSync(withoutAliases(node)).replaceAll(/\s+/g, ' '),
  };
}

const subplans = /\((?:hashed )?(?:SubPlan|InitPlan) \d+(?: \(returns [^)]*\))?\)(?:\.col\d+)?/g;

/** Columns anywhere in an expression. */
export function columnsOf(node: unknown): readonly ColumnName[] {
  const found: ColumnName[] = [];
  walk(node, (name, value) => {
    if (name !== 'ColumnRef') return;
    const [alias, column] = fieldsOf(value);
    if (alias !== undefined && column !== undefined) found.push({ alias, column });
  });
  return found;
}

export function aliasesOf(node: unknown): ReadonlySet<string> {
  return new Set(columnsOf(node).map(({ alias }) => alias));
}

/** Numbers of parameters anywhere in an expression. */
export function parametersOf(node: unknown): readonly number[] {
  const found: number[] = [];
  walk(node, (name, value) => {
    if (name === 'ParamRef') found.push(numberOf(value));
  });
  return found.filter((number) => number > 0);
}

function numberOf(value: unknown): number {
  return typeof value === 'object' && value !== null && 'number' in value
    ? Number(value.number)
    : 0;
}

/** The parts of a column's name. */
function fieldsOf(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null || !('fields' in value)) return [];
  if (!Array.isArray(value.fields)) return [];
  const fields: readonly unknown[] = value.fields;
  return fields.flatMap((field) => {
    if (typeof field !== 'object' || field === null || !('String' in field)) return [];
    const { String: text } = field;
    return typeof text === 'object' && text !== null && 'sval' in text ? [String(text.sval)] : [];
  });
}

export function walk(node: unknown, visit: (name: string, value: unknown) => void): void {
  if (Array.isArray(node)) for (const each of node) walk(each, visit);
  else if (typeof node === 'object' && node !== null) {
    for (const [name, value] of Object.entries(node)) {
      visit(name, value);
      walk(value, visit);
    }
  }
}

function addAlias(node: unknown, alias: string): void {
  walk(node, (name, value) => {
    if (name !== 'ColumnRef' || typeof value !== 'object' || value === null) return;
    if (!('fields' in value) || !Array.isArray(value.fields) || value.fields.length > 1) return;
    value.fields = [{ String: { sval: alias } }, ...value.fields];
  });
}

function withoutAliases(node: Node): Node {
  const copy = structuredClone(node);
  walk(copy, (name, value) => {
    if (name !== 'ColumnRef' || typeof value !== 'object' || value === null) return;
    if ('fields' in value && Array.isArray(value.fields)) value.fields = value.fields.slice(-1);
  });
  return copy;
}
