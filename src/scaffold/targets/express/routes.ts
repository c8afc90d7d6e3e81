import { quoted } from '../../../emit/code.ts';
import type { PlannedFile } from '../../../emit/planned-file.ts';
import type { Operation } from '../../api-model.ts';
import { bodyKind, isSequential } from '../../runtime/media-type.ts';
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
  const reply = answer === undefined ? 'res.notImplemented()' : mockReply(answer, operation);
  return handlerText(operation, ['_req', 'res'], reply);
}

function mockReply({ status, type, source, headers }: MockAnswer, operation: Operation): string {
  const start = `res.status(${status})${headers === undefined ? '' : `.set(${headers})`}`;
  if (source === undefined || type === undefined) return `${start}.end()`;
  if (bodyKind(type) === 'json') return `${start}.json(${source})`;
  const chosen = isAmbiguous(operation, status, type) ? `.type(${quoted(type)})` : '';
  return `${start}${chosen}.${isSequential(type) ? 'stream' : 'send'}(${source})`;
}
