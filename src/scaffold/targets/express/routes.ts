import type { PlannedFile } from '../../../emit/planned-file.ts';
import type { Operation } from '../../api-model.ts';
import { chainedReply } from '../shared/chained-reply.ts';
import { handlerText, routesFile } from '../shared/stubs.ts';
import type { TargetInput } from '../target.ts';

const imports = "import type { Handler } from './handler.gen.ts';\n";

/** `src/routes/<group>.ts`: a handler for each operation, to be written by the user. */
export function routes(input: TargetInput): readonly PlannedFile[] {
  return input.groups.map((group) =>
    routesFile(group, input, imports, (operation) => stub(operation, input)),
  );
}

function stub(operation: Operation, { mock, mockOf }: TargetInput): string {
  const answer = mock ? mockOf(operation) : undefined;
  const reply =
    answer === undefined ? 'res.notImplemented()' : chainedReply('res', answer, operation);
  return handlerText(operation, ['_req', 'res'], reply);
}
