import type { PlannedFile } from '../../../emit/planned-file.ts';
import { chainedReply } from '../shared/chained-reply.ts';
import { handlerFiles } from '../shared/stubs.ts';
import type { TargetInput } from '../target.ts';

/** `src/routes/<group>.ts`: a handler for each operation, to be written by the user. */
export function routes(input: TargetInput): readonly PlannedFile[] {
  return handlerFiles(input, {
    parameters: ['_req', 'res'],
    mockReply: (answer, operation) => chainedReply('res', answer, operation),
  });
}
