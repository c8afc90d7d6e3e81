import { durationText } from '../../../base/duration.ts';
import type { Style } from '../../../report/style.ts';
import { counted } from '../../../report/text.ts';
import type { MigrateResult } from '../migrate.ts';
import type { Migration } from '../migration.ts';
import type { RollbackResult } from '../rollback.ts';

/** For people: what was applied, and what is left. */
export function migrateText(result: MigrateResult, style: Style): string {
  const { applied, pending, interrupted, partial } = result;
  const lines = applied.map(({ name, parts, elapsedMs }) =>
    lineOf(style('green', 'applied'), name, parts, elapsedMs),
  );
  if (interrupted) return `${[...lines, ...leftLines(pending, partial, style)].join('\n')}\n`;
  if (applied.length === 0) return 'Nothing to apply.\n';
  return `${[...lines, `${counted(applied.length, 'migration')} applied.`].join('\n')}\n`;
}

export function rollbackText(result: RollbackResult, style: Style): string {
  const { rolledBack, pending, interrupted, partial } = result;
  const lines = rolledBack.map(({ name, parts, elapsedMs }) =>
    lineOf(style('green', 'rolled back'), name, parts, elapsedMs),
  );
  if (interrupted) return `${[...lines, ...leftLines(pending, partial, style)].join('\n')}\n`;
  if (rolledBack.length === 0) return 'Nothing to roll back.\n';
  return `${[...lines, `${counted(rolledBack.length, 'migration')} rolled back.`].join('\n')}\n`;
}

/** What would run, as `psql -f` takes it. */
export function sqlText(migrations: readonly Migration[]): string {
  return migrations
    .map(({ name, path, parts }) => {
      const blocks = parts.map(({ transactional, begin, statements }) => {
        const sql = statements.map((statement) => `${statement.sql};`);
        return (transactional ? [`${begin};`, ...sql, 'COMMIT;'] : sql).join('\n');
      });
      return `${[`-- ${name} (${path})`, ...blocks].join('\n\n')}\n`;
    })
    .join('\n');
}

/** Files that are not run, in one line. */
export function leftText(paths: readonly string[]): string {
  return `Left to Flyway, which runs them by other rules: ${paths.join(', ')}.`;
}

function lineOf(what: string, name: string, parts: number, elapsedMs: number): string {
  return `${what}  ${name}  (${counted(parts, 'part')}, ${durationText(elapsedMs)})`;
}

function leftLines(
  pending: readonly string[],
  partial: MigrateResult['partial'],
  style: Style,
): readonly string[] {
  const lines = pending.map((name) => {
    const done =
      partial?.name === name && partial.partsDone > 0
        ? `  (${partial.partsDone} of ${counted(partial.parts, 'part')} done, the rest untouched)`
        : '';
    return `${style('yellow', 'not done')}  ${name}${done}`;
  });
  return [...lines, 'Stopped. Run the same command again to go on.'];
}
