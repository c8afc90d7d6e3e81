import { parseDuration } from '../../base/duration.ts';
import { TrivetError } from '../../base/errors.ts';
import { splitScript } from '../../postgres/script/split-script.ts';
import type { ObservedCall } from './statement-collector.ts';

/**
 * The statements of a file, one call each. Comments before a statement may say more: `-- calls: 500`, `-- mean: 12ms`.
 * Throws `SQL_FAILED` where a quote or a comment is not closed, `INPUT_INVALID` for a mean that is no duration.
 */
export function readStatementFile(text: string, name: string): readonly ObservedCall[] {
  let end = 0;
  return splitScript(text, name).map(({ sql, offset, line }) => {
    const before = text.slice(end, offset);
    // What stands on the last line of a statement belongs to that one.
    const comments = end === 0 ? before : before.slice(before.indexOf('\n') + 1);
    end = offset + sql.length;
    return { text: sql, ...weightsIn(comments, `${name}:${line}`) };
  });
}

function weightsIn(comments: string, place: string): Pick<ObservedCall, 'calls' | 'ms'> {
  const calls = /--[ \t]*calls:[ \t]*(\d[\d_,]*)/i.exec(comments)?.[1]?.replaceAll(/[_,]/g, '');
  const mean = /--[ \t]*mean:(.*)/i.exec(comments)?.[1]?.replaceAll(/\s/g, '');
  const ms = mean === undefined ? undefined : parseDuration(mean);
  if (mean !== undefined && ms === undefined) {
    const hint = 'Write it as -- mean: 12ms, or 1.5s.';
    throw new TrivetError('INPUT_INVALID', `${place}: the mean "${mean}" is no duration.`, {
      hint,
    });
  }
  return { calls: Math.max(1, Number(calls ?? 1)), ms };
}
