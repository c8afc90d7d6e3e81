import { quoted } from '../../../emit/code.ts';
import type { PlannedFile } from '../../../emit/planned-file.ts';
import type { Operation } from '../../api-model.ts';
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
  const reply = answer === undefined ? 'reply.notImplemented()' : mockReply(answer, operation);
  return handlerText(operation, ['_request', 'reply'], reply);
}

function mockReply({ status, type, source, headers }: MockAnswer, operation: Operation): string {
  const start = `reply.code(${status})${headers === undefined ? '' : `.headers(${headers})`}`;
  if (source === undefined || type === undefined) return `${start}.send()`;
  const chosen = isAmbiguous(operation, status, type) ? `.type(${quoted(type)})` : '';
  return `${start}${chosen}.send(${source})`;
}
