import type { PlannedFile } from '../emit/planned-file.ts';
import { contractTests } from './contract-tests.ts';
import { documentText } from './document-text.ts';
import { emitTypes } from './emit/types.ts';
import { emitValidators } from './emit/validators.ts';
import { runtimeFiles } from './emit/runtime-files.ts';
import { usesTokens } from './package/manifest.ts';
import { packageFiles } from './package/index.ts';
import type { Target, TargetInput } from './targets/target.ts';

/** How much of an application to plan. */
export type Scope =
  /** Types alone. */
  | 'types'
  /** Routes, validation, types: the output is a package already. */
  | 'routes'
  /** The same and the rest of a production-ready application. */
  | 'application';

/** Every file of an application, as plain data: nothing is read from or written to the output. */
export function planFiles(
  target: Target,
  input: TargetInput,
  scope: Scope,
): readonly PlannedFile[] {
  const types: PlannedFile = generated(`${input.sourceDir}types/api.ts`, emitTypes(input.model));
  if (scope === 'types') return [types];
  const routes = [
    ...target.routes(input),
    generated(`${input.sourceDir}middleware/validators.ts`, emitValidators(input.model)),
    types,
    ...target.generated(input),
    ...runtimeFiles(input.sourceDir, { jwt: usesTokens(input) }),
  ];
  if (scope === 'routes') return routes;
  return [
    ...routes,
    ...planUpkeep(input),
    ...target.application(input),
    ...packageFiles(target, input),
  ];
}

/** Generated files of an application that a later run rewrites only where they still exist. */
export function planUpkeep(input: TargetInput): readonly PlannedFile[] {
  return [generated('openapi.gen.json', documentText(input.model.document)), contractTests(input)];
}

function generated(path: string, text: string): PlannedFile {
  return { path, text, kind: 'generated' };
}
