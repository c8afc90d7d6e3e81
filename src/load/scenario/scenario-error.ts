import { TrivetError } from '../../base/errors.ts';
import { fileOf } from './load-scenario.ts';

/**
 * What a thread died of: where the stack leads into a scenario, its author can do something about it. Everything else is
 * returned as it is.
 *
 * @param modules URLs of the scenarios that run in the thread
 */
export function scenarioError(error: unknown, modules: readonly string[]): unknown {
  if (!(error instanceof Error) || error instanceof TrivetError) return error;
  const module = modules.find((each) => error.stack?.includes(each) === true);
  if (module === undefined) return error;
  return new TrivetError(
    'USAGE',
    `${fileOf(module)} threw where nobody waits for it: ${error.message}`,
    { hint: 'Await what it starts, or catch what that throws.', cause: error },
  );
}
