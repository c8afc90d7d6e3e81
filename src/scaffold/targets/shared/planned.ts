import type { PlannedFile } from '../../../emit/planned-file.ts';
import type { TargetInput } from '../target.ts';

/** Files by path below the sources. */
export function planned(
  { sourceDir }: TargetInput,
  kind: PlannedFile['kind'],
  files: Readonly<Record<string, string>>,
): readonly PlannedFile[] {
  return Object.entries(files).map(([path, text]) => ({ path: `${sourceDir}${path}`, text, kind }));
}
