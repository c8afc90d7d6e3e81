import type { Script } from '../../../postgres/script/script.ts';
import { scriptError } from '../../../postgres/script/script-error.ts';
import { isLone } from '../../deeds/deed.ts';
import type { MigrationStatement, Part, TransactionMode } from '../migration.ts';
import { partChecksum } from './checksum.ts';

/**
 * Statements in the units in which they are carried out. A file that says nothing about transactions is one, unless
 * something in it cannot be in one.
 */
export function toParts(
  script: Script,
  statements: readonly MigrationStatement[],
  mode: TransactionMode | undefined,
): readonly Part[] {
  const writesThem = statements.some(({ deed }) => deed.kind === 'begin' || deed.kind === 'commit');
  if (writesThem) return writtenParts(script, statements, mode);
  const apart =
    mode === 'parts' ||
    mode === 'none' ||
    (mode === undefined && statements.some(({ deed }) => isLone(deed)));
  if (apart) return statements.map((statement) => loneOrOwn(script, statement, mode));
  return statements.length === 0 ? [] : [together(script, statements)];
}

/** Transactions as they are written out; what stands between them stands by itself. */
function writtenParts(
  script: Script,
  statements: readonly MigrationStatement[],
  mode: TransactionMode | undefined,
): readonly Part[] {
  const parts: Part[] = [];
  let open:
    | { readonly begin: MigrationStatement; readonly inside: MigrationStatement[] }
    | undefined;
  for (const statement of statements) {
    const { kind } = statement.deed;
    if (kind === 'begin') {
      if (open !== undefined)
        throw wrong(script, statement, 'a transaction is open already', 'Take it out.');
      open = { begin: statement, inside: [] };
    } else if (kind === 'commit') {
      if (open === undefined)
        throw wrong(script, statement, 'no transaction is open', 'Take it out.');
      if (open.inside.length > 0) parts.push(together(script, open.inside, open.begin.sql));
      open = undefined;
    } else if (open !== undefined) open.inside.push(statement);
    else parts.push(loneOrOwn(script, statement, mode));
  }
  if (open !== undefined) {
    throw wrong(script, open.begin, 'this transaction is never ended', 'Add a COMMIT.');
  }
  return parts;
}

function together(
  script: Script,
  statements: readonly MigrationStatement[],
  begin: string = 'BEGIN',
): Part {
  for (const statement of statements) {
    refuseBreaking(script, statement);
    if (isLone(statement.deed)) {
      throw wrong(
        script,
        statement,
        'PostgreSQL refuses this statement within a transaction',
        'Move it out of BEGIN … COMMIT, or write -- trivet:transaction none into the first line.',
      );
    }
  }
  return { transactional: true, begin, statements, checksum: partChecksum(statements) };
}

/**
 * By itself. A transaction around it costs nothing and makes sure that it is done once; procedures, which may commit, get
 * none where the file says so.
 */
function loneOrOwn(
  script: Script,
  statement: MigrationStatement,
  mode: TransactionMode | undefined,
): Part {
  refuseBreaking(script, statement);
  const { deed } = statement;
  const transactional = !isLone(deed) && !(mode === 'none' && deed.kind === 'call');
  const statements = [statement];
  return { transactional, begin: 'BEGIN', statements, checksum: partChecksum(statements) };
}

function refuseBreaking(script: Script, statement: MigrationStatement): void {
  if (statement.deed.kind !== 'breaks-transaction') return;
  throw wrong(
    script,
    statement,
    'a migration is applied as a whole: this statement would end its transaction otherwise',
    'Take it out; transactions are BEGIN … COMMIT.',
  );
}

function wrong(
  script: Script,
  { offset }: MigrationStatement,
  message: string,
  hint: string,
): Error {
  return scriptError(script, offset, message, hint);
}
