import type { Node } from 'libpg-query';
import { sqlParser } from '../../postgres/sql-parser.ts';
import type { Deed } from './deed.ts';
import { readStatement } from './read-statement.ts';

/**
 * Reads one statement with PostgreSQL's own grammar. What the grammar does not know (an extension's, a mistake) is taken
 * for ordinary: the server will have its say.
 */
export async function deedOf(sql: string): Promise<Deed> {
  const { parseSync } = await sqlParser();
  let node: Node | undefined;
  try {
    node = parseSync(sql).stmts?.[0]?.stmt;
  } catch {
    return { kind: 'ordinary' };
  }
  return node === undefined ? { kind: 'ordinary' } : readStatement(node);
}
