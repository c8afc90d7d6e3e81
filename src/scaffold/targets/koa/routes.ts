import { quoted } from '../../../emit/code.ts';
import type { PlannedFile } from '../../../emit/planned-file.ts';
import type { Operation } from '../../../api/model.ts';
import { bodyKind } from '../../runtime/media-type.ts';
import { callLines } from '../shared/call.ts';
import { handlerFiles, isAmbiguous } from '../shared/stubs.ts';
import type { MockAnswer, TargetInput } from '../target.ts';

/** `src/routes/<group>.ts`: a handler for each operation, to be written by the user. */
export function routes(input: TargetInput): readonly PlannedFile[] {
  return handlerFiles(input, { parameters: ['ctx'], mockReply });
}

function mockReply({ status, type, source, headers }: MockAnswer, operation: Operation): string {
  const fields = headers === undefined ? [] : [`...${headers}`];
  if (type !== undefined && bodyKind(type) !== 'json' && isAmbiguous(operation, status, type)) {
    fields.push(`'content-type': ${quoted(type)}`);
  }
  const [only] = fields;
  const given = headers !== undefined && fields.length === 1 ? headers : `{ ${fields.join(', ')} }`;
  const body = source ?? (only === undefined ? undefined : 'undefined');
  const args = [String(status), body, only === undefined ? undefined : given].filter(
    (argument) => argument !== undefined,
  );
  return callLines('ctx.reply', args);
}
