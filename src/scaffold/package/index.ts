import type { PlannedFile } from '../../emit/planned-file.ts';
import type { Target, TargetInput } from '../targets/target.ts';
import { applicationTest } from './application-test.ts';
import { containerFiles } from './container.ts';
import { environmentExample } from './environment.ts';
import { manifest } from './manifest.ts';
import { readme } from './readme.ts';
import { compilerSettings, ignoreFile, lintSettings } from './settings.ts';

/**
 * What makes a folder of routes a package that can be installed, started, tested, linted and shipped. Written once,
 * where there is no package.json yet; from then on it is the user's.
 */
export function packageFiles(target: Target, input: TargetInput): readonly PlannedFile[] {
  const files: Record<string, string> = {
    'package.json': manifest(target, input),
    'tsconfig.json': compilerSettings(target, input),
    '.oxlintrc.json': lintSettings(),
    '.env.example': environmentExample(input),
    '.gitignore': ignoreFile(),
    'README.md': readme(target, input),
    'test/app.test.ts': applicationTest(input),
    ...containerFiles(target, input),
  };
  return Object.entries(files).map(([path, text]) => ({ path, text, kind: 'owned' }));
}
