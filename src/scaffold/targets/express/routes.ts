import type { PlannedFile } from '../../../emit/planned-file.ts';
import type { Operation } from '../../api-model.ts';
import { handlerText, routesFile } from '../shared/stubs.ts';
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
  const reply = answer === undefined ? 'res.notImplemented()' : mockReply(answer);
  return handlerText(operation, '_req, res', reply);
}

function mockReply({ status, type, source }: MockAnswer): string {
  const start = `res.status(${status})`;
  if (source === undefined) return `${start}.end()`;
  return type === undefined || /[/+]json$/.test(type)
    ? `${start}.json(${source})`
    : `${start}.send(${source})`;
}
