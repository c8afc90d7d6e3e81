import type { Step } from '../step.ts';

/** A name that says what a migration does, as far as one can: `add_users_indexes`, `create_orders`, `change_users`. */
export function migrationName(steps: readonly Step[]): string {
  const sqls = steps.map(({ sql }) => sql);
  const tables = new Set(sqls.flatMap((sql) => tableOf(sql) ?? []));
  const [table] = tables;
  const indexes = sqls.filter((sql) => /^CREATE (?:UNIQUE )?INDEX/.test(sql)).length;
  if (indexes === sqls.length && tables.size === 1)
    return `add_${table}_index${indexes > 1 ? 'es' : ''}`;
  if (indexes === sqls.length) return 'add_indexes';
  const created = sqls.flatMap((sql) => /^CREATE (?:UNLOGGED )?TABLE (\S+)/.exec(sql)?.[1] ?? []);
  if (created.length === 1 && tables.size === 1) return `create_${table}`;
  return tables.size === 1 ? `change_${table}` : 'change_schema';
}

function tableOf(sql: string): string | undefined {
  const [, name] =
    /^(?:ALTER TABLE (?:ONLY )?|DROP TABLE |CREATE (?:UNLOGGED )?TABLE |CREATE (?:UNIQUE )?INDEX .*? ON (?:ONLY )?)((?:"(?:[^"]|"")*"|[\w$]+)\.(?:"(?:[^"]|"")*"|[\w$]+))/.exec(
      sql,
    ) ?? [];
  const last = name?.replace(/^(?:"(?:[^"]|"")*"|[\w$]+)\./, '').replaceAll('"', '');
  return last
    ?.toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_')
    .slice(0, 40);
}
