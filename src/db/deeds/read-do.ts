import type { DoStmt } from 'libpg-query';
import type { Deed } from './deed.ts';

/**
 * What a block does cannot be seen from outside, except where its first line says so: `-- trivet:backfill table.column`
 * fills a column batch by batch, commits by itself, and goes on where it was when it is run again.
 */
export function readDo({ args = [] }: DoStmt): Deed {
  for (const each of args) {
    if (!('DefElem' in each) || each.DefElem.defname !== 'as') continue;
    const { arg } = each.DefElem;
    const body = arg !== undefined && 'String' in arg ? arg.String.sval : undefined;
    const [, table, column] = directive.exec(body ?? '') ?? [];
    if (table !== undefined && column !== undefined) return { kind: 'backfill', table, column };
  }
  return { kind: 'call' };
}

const directive = /^\s*--[ \t]*trivet:backfill[ \t]+(\S.*)\.("(?:[^"]|"")+"|[^\s."]+)[ \t]*$/m;
