import { TrivetError } from '../../base/errors.ts';
import type { Finding } from '../../base/finding.ts';
import { isBlocking } from '../hazards/index.ts';
import { emptyKnowledge } from '../hazards/knowledge.ts';
import { lintMigration } from '../hazards/lint.ts';
import type { Migration } from './migration.ts';

/**
 * Refuses, before anything runs, statements that lose data, unless a person has allowed that: with `--allow data-loss`, or
 * with a comment before the statement (`-- trivet:allow data-loss why`). Throws `MIGRATION_REFUSED`.
 */
export async function refuseHazards(
  migrations: readonly Migration[],
  texts: ReadonlyMap<string, string>,
  { major, allow }: { readonly major: number; readonly allow: ReadonlySet<string> },
): Promise<void> {
  // What one migration makes is known when the next one is read.
  const knowledge = emptyKnowledge();
  const findings: Finding[] = [];
  for (const { path, parts } of migrations) {
    const lint = await lintMigration(
      {
        file: path,
        text: texts.get(path) ?? '',
        statements: parts.flatMap(({ statements }) => statements),
      },
      { major, knowledge, allow: [...allow] },
    );
    findings.push(...lint.findings.filter(isBlocking));
  }
  const ids = [...new Set(findings.map(({ id }) => id))];
  if (ids.length === 0) return;
  throw new TrivetError('MIGRATION_REFUSED', `refused, and nothing was done: ${ids.join(', ')}`, {
    hint: `Go on all the same with ${ids.map((id) => `--allow ${id}`).join(' ')}.`,
    findings,
  });
}
