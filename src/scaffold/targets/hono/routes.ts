import { quoted } from '../../../emit/code.ts';
import type { PlannedFile } from '../../../emit/planned-file.ts';
import type { Operation } from '../../../api/model.ts';
import { bodyKind } from '../../runtime/media-type.ts';
import { callLines, callText } from '../shared/call.ts';
import { handlerFiles, isAmbiguous } from '../shared/stubs.ts';
import type { MockAnswer, TargetInput } from '../target.ts';

/** `src/routes/<group>.ts`: a handler for each operation, to be written by the user. */
export function routes(input: TargetInput): readonly PlannedFile[] {
  return handlerFiles(input, { parameters: ['c'], mockReply });
}

function mockReply({ status, type, source, headers }: MockAnswer, operation: Operation): string {
  const isJson = type !== undefined && bodyKind(type) === 'json';
  const fields = headers === undefined ? [] : [`...${headers}`];
  if (type !== undefined && !isJson && isAmbiguous(operation, status, type)) {
    fields.push(`'content-type': ${quoted(type)}`);
  }
  const given = headers !== undefined && fields.length === 1 ? headers : `{ ${fields.join(', ')} }`;
  const args = [source ?? 'null', String(status), ...(fields.length === 0 ? [] : [given])];
  const callee = isJson ? 'c.json' : 'c.body';
  return args.some((argument) => argument.includes('\n'))
    ? callLines(callee, args)
    : callText(callee, args, START_COLUMN, ';');
}

/** After `  return `. */
const START_COLUMN = 9;
