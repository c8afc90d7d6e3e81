import { bytesText } from '../../base/bytes.ts';
import { printableLine } from '../../base/printable.ts';
import type { Verdict, VerifiedIndex } from '../../db/advise/verify.ts';
import { ms, withSeparators } from '../../report/number.ts';
import type { Format, Style } from '../../report/style.ts';

const STATEMENT_CHARACTERS = 80;

const colours: Readonly<Record<Verdict, Format>> = {
  helped: 'green',
  'no gain': 'yellow',
  'not used': 'yellow',
  'too early': 'cyan',
  'not there': 'cyan',
};

/** For people. */
export function verifyText(indexes: readonly VerifiedIndex[], style: Style): string {
  const drops = indexes.filter(isUseless);
  const lines = [
    style('bold', '=== What the advised indexes brought ==='),
    ...indexes.flatMap(({ index, verdict, scans, bytes, statements }) => [
      `  ${style(colours[verdict], verdict)}: ${index.name ?? index.sql} (${withSeparators(scans)} scans, ${bytesText(bytes)})`,
      ...statements.map(
        ({ statement, calls, meanMs }) =>
          `     ${ms(statement.meanMs)} ms before, ${calls === 0 ? 'not called since' : `${ms(meanMs)} ms in ${withSeparators(calls)} calls since`}: ${style('dim', printableLine(statement.text, STATEMENT_CHARACTERS))}`,
      ),
    ]),
    style(
      'dim',
      'Measured by pg_stat_statements since the advice; what replicas read is not counted here.',
    ),
    ...(drops.length === 0
      ? []
      : [
          '',
          style('bold', 'TO DROP, unless replicas use them:'),
          ...drops.map(({ index }) => `  DROP INDEX CONCURRENTLY ${index.name};`),
        ]),
  ];
  return `${lines.join('\n')}\n`;
}

function isUseless({ verdict }: VerifiedIndex): boolean {
  return verdict === 'no gain' || verdict === 'not used';
}

/** For programs: schemas/advice-verified-1.json. */
export function verifyDocument(
  indexes: readonly VerifiedIndex[],
): Readonly<Record<string, unknown>> {
  return {
    schema: 'trivet.advice-verified/1',
    indexes: indexes.map(({ index, verdict, scans, bytes, statements }) => ({
      name: index.name ?? null,
      sql: index.sql,
      verdict,
      scans,
      bytes,
      statements: statements.map(({ statement, calls, meanMs }) => ({
        id: statement.id,
        text: statement.text,
        mean_ms_before: statement.meanMs,
        mean_ms_since: calls === 0 ? null : meanMs,
        calls_since: calls,
      })),
    })),
    drop: indexes.filter(isUseless).map(({ index }) => index.name ?? null),
  };
}
