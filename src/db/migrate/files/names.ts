import { posix } from 'node:path';

/** `db/20261122_users.sql` → `20261122_users`; with Prisma, whose files are all called the same, the folder. */
export function nameOf(path: string): string {
  const name = posix.basename(path).replace(/(?:\.up)?\.sql$/, '');
  return name === 'migration' ? posix.basename(posix.dirname(path)) : name;
}

/** `V2.1__users.sql` → `2.1`; for others the name. */
export function versionOf(path: string): string {
  const [, version] = flyway.exec(posix.basename(path)) ?? [];
  return version === undefined ? nameOf(path) : version.replaceAll('_', '.');
}

export function isRollback(path: string): boolean {
  return /(?:_rollback|\.down)\.sql$|(?:^|\/)(?:down|U[\d._]+__[^/]*)\.sql$/.test(path);
}

/** Flyway's repeatable migrations and baselines: they follow other rules than once and in order. */
export function isUnversioned(path: string): boolean {
  return /^(?:R__|B[\d._]+__)/.test(posix.basename(path));
}

/** Where the rollback of a migration may lie. */
export function rollbackPaths(path: string): readonly string[] {
  const name = posix.basename(path);
  const folder = posix.dirname(path);
  const names = [
    name.replace(/(?:\.up)?\.sql$/, '_rollback.sql'),
    name.replace(/(?:\.up)?\.sql$/, '.down.sql'),
    ...(flyway.test(name) ? [name.replace(/^V/, 'U')] : []),
    ...(name === 'migration.sql' ? ['down.sql'] : []),
  ];
  return names.map((each) => posix.join(folder, each));
}

/** The migration that a rollback undoes; where it may lie. */
export function migrationPaths(rollback: string): readonly string[] {
  const name = posix.basename(rollback);
  const stem = name.replace(/(?:_rollback|\.down)\.sql$/, '');
  const names = [
    ...(stem === name ? [] : [`${stem}.sql`, `${stem}.up.sql`]),
    ...(name === 'down.sql' ? ['migration.sql'] : []),
    ...(name.startsWith('U') ? [name.replace(/^U/, 'V')] : []),
  ];
  return names.map((each) => posix.join(posix.dirname(rollback), each));
}

const flyway = /^V(\d+(?:[._]\d+)*)__.*\.sql$/;
