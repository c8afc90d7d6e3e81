import { type AdviceMigration, adviceMigration } from '../../db/advise/migration.ts';
import type { Catalog } from '../../postgres/catalog/catalog.ts';
import type { Shadow } from '../../postgres/shadow/shadow.ts';
import { migrationFiles, type MigrationFiles, writeMigration } from './compare-files.ts';
import { type CompareReport, compareReport } from './compare-report.ts';

export interface AdvisedChanges {
  readonly catalog: Catalog;
  readonly statements: readonly string[];
  readonly shadow: Shadow;
  /** Of the user's server. */
  readonly url: string;
  readonly major: number;
  readonly user: string;
}

/** Changes as a migration, judged like any other, and the names of the indexes that it makes. */
export interface AdviceReport {
  readonly migration: CompareReport;
  readonly names: readonly string[];
}

/** Undefined where there are no changes. */
export async function adviceReport(changes: AdvisedChanges): Promise<AdviceReport | undefined> {
  const { catalog, statements, shadow } = changes;
  if (statements.length === 0) return undefined;
  const made = await adviceMigration(catalog, statements, shadow);
  return { migration: await judged(made, changes), names: made.names };
}

function judged(
  { comparison, source, target }: AdviceMigration,
  { url, major, user, shadow }: AdvisedChanges,
): Promise<CompareReport> {
  const sizes = Promise.resolve(new Map());
  return compareReport({
    comparison,
    source: { name: url, schema: source, origin: { major, user }, sizes },
    target: { name: 'the same with what is advised', schema: target, origin: undefined, sizes },
    shadow,
    major,
  });
}

/** Writes both files, where there is something to write and a folder was named. */
export function writeAdvice(
  report: AdviceReport | undefined,
  folder: string | undefined,
  name: string,
  cwd: string,
): MigrationFiles | undefined {
  if (report === undefined || folder === undefined) return undefined;
  const files = migrationFiles(report.migration, { folder, name, now: new Date() });
  writeMigration(files, cwd);
  return files;
}
