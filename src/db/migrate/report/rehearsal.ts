import { bytesText } from '../../../base/bytes.ts';
import { durationText } from '../../../base/duration.ts';
import type { Style } from '../../../report/style.ts';
import type { Rehearsal, RehearsedStatement } from '../rehearse.ts';
import { blockedBy } from '../rehearse/estimate.ts';
import type { Wal } from '../rehearse/estimate-wal.ts';
import type { Size, Sizes } from '../rehearse/sizes.ts';

/** For people: each statement with what it locks, whom that keeps waiting, and for how long. */
export function rehearsalText(rehearsal: Rehearsal, style: Style): string {
  const { statements, sizes, shadow, rates } = rehearsal;
  if (statements.length === 0) return 'Nothing to rehearse.\n';
  const lines: string[] = [];
  for (const [at, each] of statements.entries()) {
    if (statements[at - 1]?.migration !== each.migration) {
      lines.push(
        ...(at === 0 ? [] : ['']),
        style('bold', `${each.migration.name}  (${each.migration.path})`),
      );
    }
    lines.push(...statementLines(each, sizes, style));
  }
  lines.push(
    '',
    `Rehearsed on ${shadow}: nothing was done in the database.`,
    `Times are estimates: sizes of the database by rates of this machine (scan ${perSecond(rates.scan)}, ` +
      `rewrite ${perSecond(rates.rewrite)}, index ${perSecond(rates.index)}, update ${perSecond(rates.update)}).`,
    `So is WAL: sizes by what the shadow wrote for each byte and row${sizes.fullPageWrites ? ', and the full pages that follow a checkpoint' : ''}.`,
  );
  return `${lines.join('\n')}\n`;
}

/** For programs: in schemas/migrate-1.json and schemas/rollback-1.json. */
export function rehearsalDocument(
  schema: string,
  rehearsal: Rehearsal,
): Readonly<Record<string, unknown>> {
  const { statements, sizes, shadow, rates } = rehearsal;
  return {
    schema,
    dry_run: true,
    shadow,
    rates_bytes_per_s: {
      scan: Math.round(rates.scan),
      rewrite: Math.round(rates.rewrite),
      index: Math.round(rates.index),
      update: Math.round(rates.update),
    },
    statements: statements.map((each) => statementDocument(each, sizes)),
  };
}

function statementLines(
  { statement, observed, estimatedMs, heldMs, wal }: RehearsedStatement,
  { tables }: Sizes,
  style: Style,
): readonly string[] {
  const [first = '', ...rest] = statement.sql.split('\n');
  const lines = [`  ${statement.line}: ${first}${rest.length === 0 ? '' : ' …'}`];
  const detail = (text: string): void => void lines.push(style('dim', `       ${text}`));
  if (observed === undefined) {
    detail('not rehearsed: it concerns the whole server');
    return lines;
  }
  const { locks, rewritten, scanned } = observed.observation;
  for (const { table, mode } of locks) {
    const held = heldMs === undefined ? 'until it is done' : `for ${timeText(heldMs)}`;
    detail(`${mode} on ${table}${sizeText(tables.get(table))}: blocks ${blockedBy(mode)} ${held}`);
  }
  if (rewritten.length > 0) detail(`writes anew: ${rewritten.join(', ')}`);
  if (scanned.length > 0) detail(`reads all of: ${scanned.join(', ')}`);
  if (!observed.transactional) detail('outside of a transaction');
  if (statement.deed.kind === 'backfill') {
    detail('in batches, each a transaction of its own; it pauses where others need the server');
  }
  detail(`takes ${estimatedMs === undefined ? 'as long as its rows need' : timeText(estimatedMs)}`);
  detail(`writes ${walText(wal)}`);
  return lines;
}

function statementDocument(
  { migration, statement, observed, estimatedMs, heldMs, wal }: RehearsedStatement,
  { tables }: Sizes,
): Readonly<Record<string, unknown>> {
  const observation = observed?.observation;
  return {
    migration: migration.name,
    path: migration.path,
    line: statement.line,
    sql: statement.sql,
    rehearsed: observed !== undefined,
    transactional: observed?.transactional ?? false,
    locks: (observation?.locks ?? []).map(({ table, mode }) => ({
      table,
      mode,
      blocks: blockedBy(mode),
      rows: tables.get(table)?.rows ?? null,
      size_bytes: tables.get(table)?.tableBytes ?? null,
    })),
    rewritten: observation?.rewritten ?? [],
    scanned: observation?.scanned ?? [],
    estimated_ms: roundedOrNull(estimatedMs),
    held_ms: roundedOrNull(heldMs),
    wal_bytes: roundedOrNull(wal?.bytes),
    wal_source: wal?.source ?? null,
  };
}

function perSecond(rate: number): string {
  return `${bytesText(rate)}/s`;
}

function roundedOrNull(value: number | undefined): number | null {
  return value === undefined ? null : Math.round(value);
}

function walText(wal: Wal | undefined): string {
  if (wal === undefined) return 'as much WAL as its rows need';
  return wal.source === 'shadow'
    ? `${bytesText(wal.bytes)} of WAL, as on the shadow`
    : `about ${bytesText(rounded(wal.bytes))} of WAL, by the sizes of the database`;
}

const instantMs = 10;

function timeText(timeMs: number): string {
  return timeMs < instantMs ? 'an instant' : `about ${durationText(rounded(timeMs))}`;
}

/** Two digits: nobody knows more. */
function rounded(value: number): number {
  return Number(value.toPrecision(2));
}

function sizeText(size: Size | undefined): string {
  if (size === undefined) return '';
  const rows =
    size.rows === undefined ? '' : `${Math.round(size.rows).toLocaleString('en')} rows, `;
  return ` (${rows}${bytesText(size.tableBytes)})`;
}
