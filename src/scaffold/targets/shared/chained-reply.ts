import { indent, quoted, widthColumns } from '../../../emit/code.ts';
import type { Operation } from '../../../api/model.ts';
import { bodyKind, isSequential } from '../../runtime/media-type.ts';
import type { MockAnswer } from '../target.ts';
import { callLines } from './call.ts';
import { isAmbiguous } from './stubs.ts';

/** An answer as targets write it whose reply is a chain: `res.status(200).json({ id: 1 })`. */
export function chainedReply(replier: string, answer: MockAnswer, operation: Operation): string {
  return chainText(replier, callsOf(answer, operation));
}

/** Formatters give each call of a longer chain its line, unless all fit on one. */
export function chainText(replier: string, calls: readonly string[]): string {
  const flat = replier + calls.join('');
  if (calls.length < 3 || (!flat.includes('\n') && flat.length < widthColumns - 10)) return flat;
  return [replier, ...calls.map((call) => indent(call, 2))].join('\n');
}

function callsOf(answer: MockAnswer, operation: Operation): readonly string[] {
  const { status, type, source, headers } = answer;
  const start = [`.status(${status})`, ...(headers === undefined ? [] : [`.set(${headers})`])];
  if (source === undefined || type === undefined) return [...start, '.end()'];
  if (bodyKind(type) === 'json') return [...start, callLines('.json', [source])];
  const chosen = isAmbiguous(operation, status, type) ? [`.type(${quoted(type)})`] : [];
  return [...start, ...chosen, callLines(isSequential(type) ? '.stream' : '.send', [source])];
}
