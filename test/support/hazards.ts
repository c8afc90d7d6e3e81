import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Finding } from '../../src/base/finding.ts';
import { emptyKnowledge } from '../../src/db/hazards/knowledge.ts';
import { type LintContext, lintMigration } from '../../src/db/hazards/lint.ts';
import { splitScript } from '../../src/postgres/script/split-script.ts';

export interface HazardSituation extends Omit<LintContext, 'knowledge'> {
  /** What an earlier migration did. */
  readonly given?: string;
}

/** The findings of a migration that is all there is, or that comes after another one. */
export async function findingsIn(
  sql: string,
  { given, ...context }: HazardSituation = {},
): Promise<readonly Finding[]> {
  const knowledge = emptyKnowledge();
  if (given !== undefined) await lint(given, { ...context, knowledge });
  return lint(sql, { ...context, knowledge });
}

async function lint(text: string, context: LintContext): Promise<readonly Finding[]> {
  const file = 'migration.sql';
  const migration = { file, text, statements: splitScript(text, file) };
  return (await lintMigration(migration, context)).findings;
}

export interface HazardCases {
  /** Migrations, each with the findings of this hazard as `severity title`, in part or as a pattern. */
  readonly fires: readonly (readonly [
    sql: string,
    expected: string | RegExp,
    situation?: HazardSituation,
  ])[];
  /** Near misses. */
  readonly silent: readonly (string | readonly [sql: string, situation: HazardSituation])[];
  /** What its fix proposes, as a migration or several, one after the other. */
  readonly fixed: readonly (string | readonly [sql: string, situation: HazardSituation])[];
}

/** Holds a hazard to migrations that have it, that nearly have it, and that avoid it as it says. */
export function testHazard(id: string, { fires, silent, fixed }: HazardCases): void {
  for (const [sql, expected, situation] of fires) {
    test(`${id} is in: ${sql}`, async () => {
      const found = await hazardIn(id, sql, situation);
      assert.notEqual(found.length, 0, 'nothing was found');
      for (const finding of found) {
        assert.ok(finding.fix, 'it says what to do');
        assert.match(finding.title, /^\S.*\.$/);
      }
      const said = found.map(({ severity, title }) => `${severity} ${title}`).join('\n');
      if (typeof expected === 'string') assert.ok(said.includes(expected), said);
      else assert.match(said, expected);
    });
  }
  for (const one of [...silent.map(named('nearly')), ...fixed.map(named('avoided'))]) {
    const { how, sql, situation } = one;
    test(`${id} is ${how} in: ${sql}`, async () => {
      const found = await hazardIn(id, sql, situation);
      assert.deepEqual(
        found.map(({ title }) => title),
        [],
      );
    });
  }
}

/** Matters of taste are asked for, so that their silence means something. */
async function hazardIn(
  id: string,
  sql: string,
  situation: HazardSituation | undefined,
): Promise<readonly Finding[]> {
  const found = await findingsIn(sql, { pedantic: true, ...situation });
  return found.filter((finding) => finding.id === id);
}

function named(how: string) {
  return (
    one: string | readonly [sql: string, situation: HazardSituation],
  ): { readonly how: string; readonly sql: string; readonly situation?: HazardSituation } =>
    typeof one === 'string' ? { how, sql: one } : { how, sql: one[0], situation: one[1] };
}

/** Sizes by table, for a context. */
export function sized(
  sizes: Readonly<Record<string, readonly [rows: number, sizeBytes: number]>>,
): NonNullable<LintContext['sizeOf']> {
  return (table) => {
    const size = sizes[table];
    return size && { rows: size[0], sizeBytes: size[1] };
  };
}
