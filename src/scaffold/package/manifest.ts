import type { Target, TargetInput } from '../targets/target.ts';

const sharedDevDependencies = {
  '@types/node': '24.19.2',
  oxlint: '1.89.0',
  typescript: '7.0.2',
};
const JOSE_VERSION = '6.2.17';

/** package.json: exact versions, so that what was type-checked here is what gets installed there. */
export function manifest(target: Target, input: TargetInput): string {
  const dependencies = usesTokens(input)
    ? { ...target.dependencies, jose: JOSE_VERSION }
    : target.dependencies;
  return `${JSON.stringify(
    {
      name: input.packageName,
      version: '0.1.0',
      private: true,
      type: 'module',
      engines: { node: '>=22.18' },
      scripts: {
        ...(isBuilt(target) ? builtScripts(input) : strippedScripts(input)),
        ...target.scripts,
      },
      dependencies: sorted(dependencies),
      devDependencies: sorted({ ...sharedDevDependencies, ...target.devDependencies }),
    },
    null,
    2,
  )}\n`;
}

/** Whether any caller identifies itself with a token that has to be verified. */
export function usesTokens(input: TargetInput): boolean {
  return input.model.securitySchemes.some((scheme) => scheme.token === 'jwt');
}

/** Whether the sources have to be compiled before Node can run them. */
export function isBuilt({ scripts }: Target): boolean {
  return scripts['build'] !== undefined;
}

function strippedScripts({ sourceDir }: TargetInput): Record<string, string> {
  return {
    start: `node --env-file-if-exists=.env ${sourceDir}server.ts`,
    dev: `node --env-file-if-exists=.env --watch ${sourceDir}server.ts`,
    check: 'tsc --noEmit && oxlint && npm test',
    test: 'node --test "test/**/*.test.ts"',
  };
}

function builtScripts({ sourceDir }: TargetInput): Record<string, string> {
  return {
    prestart: 'npm run build --silent',
    start: `node --env-file-if-exists=.env dist/${sourceDir}server.js`,
    check: 'oxlint && npm test',
    pretest: 'npm run build --silent',
    test: 'node --test "dist/test/**/*.test.js"',
  };
}

function sorted(record: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(record).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
