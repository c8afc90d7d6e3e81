import type { Node } from 'libpg-query';
import { isJsonObject } from '../../base/json.ts';
import { sqlParser, type SqlParser } from '../../postgres/sql-parser.ts';
import type { Act } from './acts/act.ts';
import { textsIn } from './acts/expression.ts';
import { actsOf } from './acts/read.ts';
import { refusesTransaction } from './acts/refuses-transaction.ts';

/** A statement as PostgreSQL's own grammar (of version 18) reads it, in terms of hazards. */
export interface Statement {
  readonly sql: string;
  readonly acts: readonly Act[];
  /** What PostgreSQL calls it where it refuses to run it in a transaction: `CREATE INDEX CONCURRENTLY`. */
  readonly refusesTransaction: string | undefined;
  /** The texts that are constants in it. */
  readonly texts: ReadonlySet<string>;
  /** Names of more than 63 bytes, which PostgreSQL cuts. */
  readonly longNames: readonly string[];
}

/** Why a statement cannot be read, and where: in characters from 1. */
export interface SyntaxFault {
  readonly message: string;
  readonly position: string;
}

/** One statement of SQL; what is static within `DO` blocks counts as done by it. */
export async function parseStatement(sql: string): Promise<Statement | SyntaxFault> {
  const parser = await sqlParser();
  try {
    const nodes = await nodesOf(sql, parser);
    return {
      sql,
      acts: nodes.flatMap(actsOf),
      refusesTransaction: nodes.flatMap((node) => refusesTransaction(node) ?? [])[0],
      texts: textsIn(nodes),
      longNames: MAYBE_LONG.test(sql) ? await longNames(sql, parser) : [],
    };
  } catch (error) {
    if (!parser.hasSqlDetails(error)) throw error;
    const { message, cursorPosition } = error.sqlDetails ?? { message: '', cursorPosition: 0 };
    return { message, position: String(cursorPosition + 1) };
  }
}

async function nodesOf(sql: string, parser: SqlParser): Promise<readonly Node[]> {
  const { stmts = [] } = await parser.parse(sql);
  const nodes = stmts.flatMap(({ stmt }) => stmt ?? []);
  return nodes.some((node) => 'DoStmt' in node)
    ? [...nodes, ...(await nodesOfBlock(sql, parser))]
    : nodes;
}

/** The statements of a `DO` block that are written out in it, also as the constant text of an `EXECUTE`. */
async function nodesOfBlock(sql: string, parser: SqlParser): Promise<readonly Node[]> {
  const found: Node[] = [];
  for (const query of await queriesOfBlock(sql, parser)) {
    try {
      const { stmts = [] } = await parser.parse(query);
      found.push(...stmts.flatMap(({ stmt }) => stmt ?? []));
    } catch {
      // PL/pgSQL's own variants of statements, and text that is put together at run time.
    }
  }
  return found;
}

async function queriesOfBlock(sql: string, parser: SqlParser): Promise<readonly string[]> {
  try {
    const block: unknown = await parser.parsePlPgSQL(sql);
    return queriesIn(block);
  } catch {
    // Another language, or a body that only fails when it runs.
    return [];
  }
}

function queriesIn(tree: unknown): readonly string[] {
  if (Array.isArray(tree)) return tree.flatMap(queriesIn);
  if (!isJsonObject(tree)) return [];
  return Object.entries(tree).flatMap(([tag, value]) => {
    if (tag === 'PLpgSQL_stmt_execsql') return queryOf(value, 'sqlstmt');
    if (tag === 'PLpgSQL_stmt_dynexecute') return queryOf(value, 'query').flatMap(constantText);
    return queriesIn(value);
  });
}

function queryOf(statement: unknown, member: string): readonly string[] {
  const holder = isJsonObject(statement) ? statement[member] : undefined;
  const expression = isJsonObject(holder) ? holder['PLpgSQL_expr'] : undefined;
  const query = isJsonObject(expression) ? expression['query'] : undefined;
  return typeof query === 'string' ? [query] : [];
}

function constantText(expression: string): readonly string[] {
  const [, text] = /^\s*'((?:[^']|'')*)'\s*$/.exec(expression) ?? [];
  return text === undefined ? [] : [text.replaceAll("''", "'")];
}

/** Nothing shorter needs the second look, which costs as much as the first. */
const MAYBE_LONG = /[\w$\u0080-\uffff]{22,}|"[^"]{22,}"/;

const NAME_BYTES_MAX = 63;

async function longNames(sql: string, parser: SqlParser): Promise<readonly string[]> {
  const { tokens } = await parser.scan(sql);
  return tokens.flatMap(({ tokenName, text }) => {
    const name = text.replace(/^"(.*)"$/s, '$1').replaceAll('""', '"');
    return tokenName === 'IDENT' && Buffer.byteLength(name) > NAME_BYTES_MAX ? [name] : [];
  });
}
