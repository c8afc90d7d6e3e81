import { resolve, join } from 'node:path';
import { migrationName } from '../../db/compare/migration-name.ts';
import { migrationText } from '../../db/compare/migration-file.ts';
import { prepareWholeFile, writeWholeFile } from '../../emit/whole-file.ts';
import { redact } from '../../base/secrets.ts';
import type { CompareReport, ReportedStep } from './compare-report.ts';

interface NamedText {
  /** As the user would write it. */
  readonly name: string;
  readonly text: string;
}

/** A migration and its rollback, before they are written. */
export interface MigrationFiles {
  readonly migration: NamedText;
  readonly rollback: NamedText;
}

export function migrationFiles(
  report: CompareReport,
  {
    folder,
    name,
    now,
  }: { readonly folder: string; readonly name: string | undefined; readonly now: Date },
): MigrationFiles {
  const stamp = now.toISOString().replaceAll(/[-:T]|\..*$/g, '');
  const steps = report.migration.map(({ step }) => step);
  const full = `${stamp}_${name ?? migrationName(steps)}`;
  const proof =
    report.doubts.length === 0
      ? [`Proven on ${report.shadow}, and its rollback, too.`]
      : report.doubts;
  return {
    migration: {
      name: join(folder, `${full}.sql`),
      text: textOf(full, report.migration, [
        `Turns ${redact(report.source)} into ${redact(report.target)}.`,
        ...proof,
        ...report.cautions,
      ]),
    },
    rollback: {
      name: join(folder, `${full}_rollback.sql`),
      text: textOf(`${full}_rollback`, report.rollback, [`Takes back ${full}.`, ...proof]),
    },
  };
}

function textOf(name: string, steps: readonly ReportedStep[], notes: readonly string[]): string {
  return migrationText({ name, notes, steps: steps.map(({ step }) => step) });
}

export function writeMigration({ migration, rollback }: MigrationFiles, cwd: string): void {
  for (const { name, text } of [migration, rollback]) {
    const path = resolve(cwd, name);
    prepareWholeFile({ name, path });
    writeWholeFile({ name, path }, text);
  }
}
