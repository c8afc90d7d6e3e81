import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import type { PlannedFile } from '../../src/emit/planned-file.ts';
import type { ApiModel } from '../../src/api/model.ts';
import { runtimeFiles } from '../../src/scaffold/emit/runtime-files.ts';
import { emitTypes } from '../../src/scaffold/emit/types.ts';
import { emitValidators } from '../../src/scaffold/emit/validators.ts';
import { groupOperations } from '../../src/scaffold/groups.ts';
import { mockOf } from '../../src/scaffold/mock.ts';
import type { Target, TargetInput } from '../../src/scaffold/targets/target.ts';

const packageRoot = resolve(import.meta.dirname, '../..');

/** What a target is given for a model; sources in `src/`. */
export function targetInput(model: ApiModel, mock = false): TargetInput {
  return {
    model,
    groups: groupOperations(model.operations),
    sourceDir: 'src/',
    packageName: 'example',
    mock,
    mockOf: (operation) => mockOf(operation, model),
  };
}

/** All sources of the application, and the document; not package.json and its kin. */
export function sourceFiles(target: Target, input: TargetInput): readonly PlannedFile[] {
  return [
    ...target.routes(input),
    ...target.generated(input),
    ...target.application(input),
    ...runtimeFiles('src/', { jwt: true }),
    generated('src/types/api.ts', emitTypes(input.model)),
    generated('src/middleware/validators.ts', emitValidators(input.model)),
    generated('openapi.gen.json', JSON.stringify(input.model.document)),
    generated('package.json', '{ "type": "module", "private": true }\n'),
    generated('tsconfig.json', JSON.stringify(tsconfig(target))),
  ];
}

function generated(path: string, text: string): PlannedFile {
  return { path, text, kind: 'generated' };
}

/** Writes files into a new temporary folder that can import what the package itself has installed. */
export function writeApp(files: readonly PlannedFile[]): Disposable & { readonly root: string } {
  const root = mkdtempSync(join(tmpdir(), 'trivet-app-'));
  symlinkSync(join(packageRoot, 'node_modules'), join(root, 'node_modules'));
  for (const { path, text } of files) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return { root, [Symbol.dispose]: () => rmSync(root, { recursive: true, force: true }) };
}

function tsconfig({ compilerOptions }: Target): object {
  return {
    compilerOptions: {
      target: 'es2024',
      module: 'nodenext',
      lib: ['es2024', 'esnext.iterator'],
      types: ['node'],
      strict: true,
      noUncheckedIndexedAccess: true,
      exactOptionalPropertyTypes: true,
      noImplicitOverride: true,
      noFallthroughCasesInSwitch: true,
      noUnusedLocals: true,
      noUnusedParameters: true,
      verbatimModuleSyntax: true,
      erasableSyntaxOnly: true,
      allowImportingTsExtensions: true,
      noEmit: true,
      skipLibCheck: true,
      ...compilerOptions,
    },
    include: ['src'],
  };
}
