import { readdirSync, readFileSync } from 'node:fs';
import { packageRoot } from '../../base/package-root.ts';
import { widthColumns } from '../../emit/code.ts';
import type { PlannedFile } from '../../emit/planned-file.ts';

/** Which parts of the runtime an application needs besides the common ones. */
export interface RuntimeParts {
  /** Verification of JSON Web Tokens; needs the package `jose`. */
  readonly jwt: boolean;
}

/** The package ships the sources of the runtime. */
const runtimeFolder = new URL('src/scaffold/runtime/', packageRoot);

/**
 * The runtime, copied into an application below `<sourceDir>runtime/`, in the order of the names. Throws what
 * reading files throws where the package is incomplete.
 */
export function runtimeFiles(
  sourceDir: string,
  parts: RuntimeParts = { jwt: true },
): readonly PlannedFile[] {
  return readdirSync(runtimeFolder, { recursive: true, encoding: 'utf8' })
    .map((name) => name.replaceAll('\\', '/'))
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .filter((name) => parts.jwt || name !== 'security/jwt.ts')
    .toSorted()
    .map((name) => ({
      path: `${sourceDir}runtime/${name.replace(/\.ts$/, '.gen.ts')}`,
      text: withGeneratedImports(readFileSync(new URL(name, runtimeFolder), 'utf8')),
      kind: 'generated',
    }));
}

/** `'./spec.ts'` becomes `'./spec.gen.ts'` wherever a module is imported or re-exported. */
function withGeneratedImports(text: string): string {
  return text.replaceAll(
    /^(.*\b(?:from|import) )'(\.\.?\/[\w./-]+)\.ts';$/gm,
    (_line, start: string, module: string) => broken(`${start}'${module}.gen.ts';`),
  );
}

/** An import that has become too long gets one line per name, as formatters would have it. */
function broken(line: string): string {
  const names = /^(.*\{) (.*) (\}.*)$/.exec(line);
  if (line.length <= widthColumns || names === null) return line;
  const [, start = '', list = '', end = ''] = names;
  return [start, ...list.split(', ').map((name) => `  ${name},`), end].join('\n');
}
