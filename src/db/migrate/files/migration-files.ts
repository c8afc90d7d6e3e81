import { TrivetError } from '../../../base/errors.ts';
import { sectionsOf } from '../../sections.ts';
import type { MigrationFile, SqlText } from '../migration.ts';
import { drizzleTimes } from './drizzle-journal.ts';
import { isRollback, isUnversioned, nameOf, rollbackPaths, versionOf } from './names.ts';
import { compareVersions } from './order.ts';

export interface MigrationFiles {
  /** In the order in which they apply. */
  readonly files: readonly MigrationFile[];
  /** Paths of what only Flyway can run: its repeatable migrations and baselines. */
  readonly left: readonly string[];
}

/**
 * The migrations among files of SQL, in the layouts of trivet, Prisma, drizzle-kit, dbmate, goose, sql-migrate,
 * node-pg-migrate, Flyway and golang-migrate. Rollbacks are found by their names beside them. Throws `INPUT_INVALID` where two have one name.
 */
export function migrationFiles(texts: readonly SqlText[]): MigrationFiles {
  const byPath = new Map(texts.map((each) => [each.path, each]));
  const times = drizzleTimes(texts);
  const ups = texts.filter(({ path }) => path.endsWith('.sql') && !isRollback(path));
  const files = ups
    .filter(({ path }) => !isUnversioned(path))
    .map((each) => migrationFile(each, byPath, times))
    .toSorted((a, b) => compareVersions(a.version, b.version) || compareVersions(a.name, b.name));
  refuseNamesakes(files);
  return { files, left: ups.map(({ path }) => path).filter(isUnversioned) };
}

function migrationFile(
  { path, text }: SqlText,
  byPath: ReadonlyMap<string, SqlText>,
  times: ReadonlyMap<string, number>,
): MigrationFile {
  const sections = sectionsOf(text);
  const beside = rollbackPaths(path).flatMap((each) => byPath.get(each) ?? [])[0];
  const down = sections.down === undefined ? beside : { path, text: sections.down };
  const madeMs = times.get(path);
  return {
    name: nameOf(path),
    version: versionOf(path),
    path,
    up: sections.up,
    whole: text,
    ...(down === undefined ? {} : { down }),
    ...(sections.outsideTransactions ? { transaction: 'none' } : {}),
    ...(madeMs === undefined ? {} : { madeMs }),
  };
}

function refuseNamesakes(files: readonly MigrationFile[]): void {
  const paths = new Map<string, string>();
  for (const { name, path } of files) {
    const other = paths.get(name);
    if (other !== undefined) {
      throw new TrivetError(
        'INPUT_INVALID',
        `Two migrations have the name "${name}": ${other} and ${path}`,
        {
          hint: 'Rename the one that has not been applied anywhere.',
        },
      );
    }
    paths.set(name, path);
  }
}
