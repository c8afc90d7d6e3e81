import { parseDuration } from '../../base/duration.ts';
import { splitScript } from '../../postgres/script/split-script.ts';
import type { ObservedCall } from './statement-collector.ts';

/**
 * The statements of a file, one call each. Comments before a statement may say more: `-- calls: 500`, `-- mean: 12ms`.
 * Throws `SQL_FAILED` where a quote or a comment is not closed.
 */
export function readStatementFile(text: string, name: string): readonly ObservedCall[] {
  let end = 0;
  return splitScript(text, name).map(({ sql, offset }) => {
    const before = text.slice(end, offset);
    // What stands on the last line of a statement belongs to that one.
    const comments = end === 0 ? before : before.slice(before.indexOf('\n') + 1);
    end = offset + sql.length;
    return { text: sql, ...weightsIn(comments) };
  });
}

function weightsIn(comments: string): Pick<ObservedCall, 'calls' | 'ms'> {
  const calls = /--[ \t]*calls:[ \t]*(\d[\d_,]*)/i.exec(comments)?.[1]?.replaceAll(/[_,]/g, '');
  const mean = /--[ \t]*mean:[ \t]*(\d[\d.]*[ \t]*\w*)/i.exec(comments)?.[1];
  const ms = mean === undefined ? undefined : parseDuration(mean.replaceAll(/\s/g, ''));
  return { calls: Math.max(1, Number(calls ?? 1)), ms };
}
