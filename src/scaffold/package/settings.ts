import type { Target, TargetInput } from '../targets/target.ts';

/** tsconfig.json: strict, and limited to syntax that Node can strip, so that no build step is needed. */
export function compilerSettings(target: Target, { sourceDir }: TargetInput): string {
  return json({
    compilerOptions: {
      target: 'es2024',
      module: 'nodenext',
      lib: ['es2024'],
      types: ['node'],
      strict: true,
      noUncheckedIndexedAccess: true,
      exactOptionalPropertyTypes: true,
      noImplicitOverride: true,
      noFallthroughCasesInSwitch: true,
      verbatimModuleSyntax: true,
      erasableSyntaxOnly: true,
      allowImportingTsExtensions: true,
      noEmit: true,
      skipLibCheck: true,
      ...target.compilerOptions,
    },
    include: sourceDir === '' ? ['**/*.ts'] : [sourceDir.slice(0, -1), 'test'],
    exclude: ['node_modules', 'dist'],
  });
}

export function lintSettings(): string {
  return json({
    plugins: ['typescript', 'unicorn', 'oxc', 'import', 'promise'],
    categories: { correctness: 'error', suspicious: 'warn' },
    rules: { 'import/no-unassigned-import': 'off' },
    ignorePatterns: ['dist', '**/*.gen.ts'],
  });
}

export function ignoreFile(): string {
  return ['node_modules/', 'dist/', '.env', '*.log', ''].join('\n');
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
