import { quoted } from '../../../emit/code.ts';
import type { PlannedFile } from '../../../emit/planned-file.ts';
import type { Operation } from '../../api-model.ts';
import { bodyKind } from '../../runtime/media-type.ts';
import { callLines } from '../shared/call.ts';
import { handlerText, isAmbiguous, routesFile } from '../shared/stubs.ts';
import type { MockAnswer, TargetInput } from '../target.ts';

const imports = "import type { Handler } from './handler.gen.ts';\n";

/** `src/routes/<group>.ts`: a handler for each operation, to be written by the user. */
export function routes(input: TargetInput): readonly PlannedFile[] {
  return input.groups.map((group) =>
    routesFile(group, input, imports, (operation) => stub(operation, input)),
  );
}

function stub(operation: Operation, { mock, mockOf }: TargetInput): string {
  const answer = mock ? mockOf(operation) : undefined;
  const reply = answer === undefined ? 'ctx.notImplemented()' : mockReply(answer, operation);
  return handlerText(operation, ['ctx'], reply);
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
