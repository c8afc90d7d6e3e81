import { quoted } from '../../../emit/code.ts';
import type { PlannedFile } from '../../../emit/planned-file.ts';
import type { Operation } from '../../../api/model.ts';
import { callLines } from '../shared/call.ts';
import { chainText } from '../shared/chained-reply.ts';
import { handlerFiles, isAmbiguous } from '../shared/stubs.ts';
import type { MockAnswer, TargetInput } from '../target.ts';

/** `src/routes/<group>.ts`: a handler for each operation, to be written by the user. */
export function routes(input: TargetInput): readonly PlannedFile[] {
  return handlerFiles(input, { parameters: ['_request', 'reply'], mockReply });
}

function mockReply(answer: MockAnswer, operation: Operation): string {
  const { status, type, source, headers } = answer;
  const start = [`.code(${status})`, ...(headers === undefined ? [] : [`.headers(${headers})`])];
  if (source === undefined || type === undefined) return chainText('reply', [...start, '.send()']);
  const chosen = isAmbiguous(operation, status, type) ? [`.type(${quoted(type)})`] : [];
  return chainText('reply', [...start, ...chosen, callLines('.send', [source])]);
}
