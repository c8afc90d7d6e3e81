import { TrivetError } from '../../base/errors.ts';
import type { Finding } from '../../base/finding.ts';
import { placeOf, type ScriptStatement } from '../../postgres/script/script-statement.ts';
import { allowancesBefore } from './allow.ts';
import { hazards } from './index.ts';
import { emptyKnowledge, type Knowledge } from './knowledge.ts';
import { parseStatement, type Statement } from './parse.ts';
import type { TableSize } from './scope.ts';
import { walk } from './walk.ts';

/** A migration that somebody wrote. */
export interface Migration {
  /** As findings name it. */
  readonly file: string;
  /** Its whole text, for the comments that allow something. */
  readonly text: string;
  readonly statements: readonly ScriptStatement[];
  /** It says that no tool may put a transaction around it. */
  readonly outsideTransactions?: boolean | undefined;
  /** It is made for `trivet db migrate`, which knows where to go on after a failure. */
  readonly resumable?: boolean | undefined;
}

export interface LintContext {
  /** Major version of the server; without it, what is said holds for all supported ones. */
  readonly major?: number | undefined;
  /** Grows by what the migration does, so that the next one of a folder can be judged with it. */
  readonly knowledge?: Knowledge | undefined;
  readonly sizeOf?: ((table: string) => TableSize | undefined) | undefined;
  /** Matters of taste, too. */
  readonly pedantic?: boolean | undefined;
  /** Ids that are allowed everywhere. */
  readonly allow?: readonly string[] | undefined;
}

export interface Lint {
  readonly findings: readonly Finding[];
  /** What would have been found and was allowed, with the reason that the migration gives. */
  readonly allowed: readonly Allowed[];
}

export interface Allowed {
  readonly finding: Finding;
  readonly reason: string;
  /** By a comment in the file, not from outside. */
  readonly inSource: boolean;
}

/** The hazards of a hand-written migration, from top to bottom. Throws `INPUT_INVALID` for what is no SQL. */
export async function lintMigration(migration: Migration, context: LintContext): Promise<Lint> {
  const { file, text, statements } = migration;
  const parsed = await parseAll(migration);
  const judged = walk(
    parsed.map((statement) => ({ statement })),
    {
      hazards: hazards.filter(({ pedantic }) => pedantic !== true || context.pedantic === true),
      major: context.major,
      knowledge: context.knowledge ?? emptyKnowledge(),
      sizeOf: context.sizeOf ?? (() => undefined),
      transactions:
        migration.outsideTransactions === true || writesTransactions(parsed)
          ? 'written'
          : 'assumed',
      resumable: migration.resumable ?? false,
    },
  );
  const keys = new Map<string, number>();
  const findings: Finding[] = [];
  const allowed: Allowed[] = [];
  for (const [at, statement] of statements.entries()) {
    const allowances = allowancesBefore(text, statement.offset);
    for (const found of judged[at] ?? []) {
      const finding = {
        ...found,
        place: placeOf(statement, file),
        key: unique(`${found.key} ${file}`, keys),
      };
      const here = allowances.find(({ id }) => id === finding.id);
      if (here === undefined && context.allow?.includes(finding.id) !== true)
        findings.push(finding);
      else allowed.push({ finding, reason: here?.reason ?? '', inSource: here !== undefined });
    }
  }
  return { findings, allowed };
}

/** Some tools put a transaction around each file; not around one that begins its own, or that cannot have any. */
function writesTransactions(statements: readonly Statement[]): boolean {
  return statements.some(
    ({ refusesTransaction, acts }) =>
      refusesTransaction !== undefined ||
      acts.some((act) => act.kind === 'transaction' && act.what === 'begin'),
  );
}

async function parseAll({ file, statements }: Migration): Promise<readonly Statement[]> {
  const parsed: Statement[] = [];
  const faults: Finding[] = [];
  for (const statement of statements) {
    const result = await parseStatement(statement.sql);
    if ('acts' in result) parsed.push(result);
    else {
      const place = placeOf(statement, file, result.position);
      const key = `syntax ${file}:${place.line}:${place.column}`;
      faults.push({ id: 'syntax', severity: 'error', title: `${result.message}.`, place, key });
    }
  }
  if (faults.length === 0) return parsed;
  throw new TrivetError('INPUT_INVALID', `${file} is not SQL that PostgreSQL understands.`, {
    hint: 'Correct what is listed above.',
    findings: faults,
  });
}

/** The same hazard of the same thing can be there several times. */
function unique(key: string, keys: Map<string, number>): string {
  const count = (keys.get(key) ?? 0) + 1;
  keys.set(key, count);
  return count === 1 ? key : `${key} #${count}`;
}
