import { sqlParser } from '../../postgres/sql-parser.ts';
import { parametersOf, walk } from './expression.ts';

/**
 * Texts of `pg_stat_statements` as statements: it puts `$2` where a constant was, also where the grammar has no room for one.
 */
export async function repairedStatement(text: string): Promise<string> {
  const { scanSync } = await sqlParser();
  const bare = text.replaceAll(/\$(\d+) \/\*, \.\.\. \*\//g, '$$$1');
  let repaired = bare
    .replaceAll(/\b(interval|date|timestamptz|timestamp|time)\s+(\$\d+)/gi, '$2::$1')
    .replaceAll(/\bextract\s*\(\s*(\$\d+)\s+from\b/gi, 'extract(epoch from');
  repaired = repaired.replace(/;\s*$/, '');
  // Comments may hold anything; without them the text is easier to work on.
  const { tokens } = scanSync(repaired);
  return tokens.some(({ tokenName }) => /COMMENT/.test(tokenName))
    ? withoutComments(repaired, tokens)
    : repaired;
}

interface Token {
  readonly start: number;
  readonly end: number;
  readonly tokenName: string;
}

function withoutComments(text: string, tokens: readonly Token[]): string {
  const bytes = Buffer.from(text);
  const kept = tokens.filter(({ tokenName }) => !/COMMENT/.test(tokenName));
  return kept.map(({ start, end }) => bytes.subarray(start, end).toString()).join(' ');
}

/** Puts literals in the place of parameters. */
export async function filledIn(
  text: string,
  literalOf: (parameter: number) => string,
): Promise<string> {
  const { scanSync } = await sqlParser();
  const bytes = Buffer.from(text);
  const parts: string[] = [];
  let end = 0;
  for (const token of scanSync(text).tokens) {
    if (token.tokenName !== 'PARAM') continue;
    parts.push(bytes.subarray(end, token.start).toString(), literalOf(Number(token.text.slice(1))));
    end = token.end;
  }
  return parts.join('') + bytes.subarray(end).toString();
}

/** Parameters that say how many rows are returned, or skipped. */
export async function limitParameters(
  text: string,
): Promise<ReadonlyMap<number, 'limit' | 'offset'>> {
  const { parseSync } = await sqlParser();
  const found = new Map<number, 'limit' | 'offset'>();
  walk(parseSync(text), (name, value) => {
    if (name !== 'limitCount' && name !== 'limitOffset') return;
    const [number] = parametersOf(value);
    if (number !== undefined) found.set(number, name === 'limitCount' ? 'limit' : 'offset');
  });
  return found;
}

/** Whether it is about the server itself, as monitoring and drivers ask, or about nothing that is stored. */
export async function readsOnlyCatalogs(text: string): Promise<boolean> {
  const { parseSync } = await sqlParser();
  let isOnly = true;
  walk(parseSync(text), (name, value) => {
    if (name === 'RangeVar' || name === 'relation') isOnly &&= isOfCatalogs(value);
  });
  return isOnly;
}

function isOfCatalogs(relation: unknown): boolean {
  if (typeof relation !== 'object' || relation === null || !('relname' in relation)) return true;
  const schema = 'schemaname' in relation ? relation.schemaname : undefined;
  if (schema === 'pg_catalog' || schema === 'information_schema') return true;
  return String(relation.relname).startsWith('pg_');
}
