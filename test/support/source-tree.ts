import { globSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseSync, type Node } from 'oxc-parser';

/** A file of ours, parsed. Paths are relative to the package, with `/`. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
  readonly imports: readonly Import[];
  readonly nodes: readonly Node[];
}

export interface Import {
  /** As written: `./x.ts`, `node:fs`, `yaml`. */
  readonly specifier: string;
  /** Path of the file of ours that it leads to; absent for packages and built-in modules. */
  readonly target?: string;
  /** What is imported by name; `*` and `default` among them. */
  readonly names: readonly string[];
}

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Parses the TypeScript files that match a pattern; declaration files are left out. */
export function readSources(pattern: string): readonly SourceFile[] {
  const paths = globSync(pattern, { cwd: root }).map((path) => path.replaceAll('\\', '/'));
  return paths
    .filter((path) => !path.endsWith('.d.ts') && !path.startsWith('test/golden/'))
    .toSorted()
    .map(readSource);
}

export const isTest = (path: string): boolean => path.endsWith('.test.ts');

/** Line of an offset in a text, from 1. */
export function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}

function readSource(path: string): SourceFile {
  const text = readFileSync(root + path, 'utf8');
  const { program, module } = parseSync(path, text);
  const requests: readonly Request[] = [
    ...module.staticImports.map(({ moduleRequest, entries }) => ({
      specifier: moduleRequest.value,
      names: entries.map(({ importName }) => importName.name ?? '*'),
    })),
    ...module.staticExports.flatMap(({ entries }) =>
      entries.flatMap(({ moduleRequest, importName }) =>
        moduleRequest === null
          ? []
          : [{ specifier: moduleRequest.value, names: [importName.name ?? '*'] }],
      ),
    ),
    ...module.dynamicImports.flatMap(({ moduleRequest }) => {
      const literal = /^['"](.*)['"]$/.exec(text.slice(moduleRequest.start, moduleRequest.end));
      return literal?.[1] === undefined ? [] : [{ specifier: literal[1], names: ['*'] }];
    }),
  ];
  return {
    path,
    text,
    imports: requests.map((request) => resolve(path, request)),
    nodes: nodesOf(program),
  };
}

type Request = Pick<Import, 'specifier' | 'names'>;

function resolve(path: string, request: Request): Import {
  if (!request.specifier.startsWith('.')) return request;
  return { ...request, target: posix.join(posix.dirname(path), request.specifier) };
}

/** All nodes of a syntax tree, parents first. */
function nodesOf(program: Node): readonly Node[] {
  const nodes: Node[] = [];
  const open: unknown[] = [program];
  while (open.length > 0) {
    const value = open.pop();
    if (Array.isArray(value)) open.push(...value.toReversed());
    else if (isNode(value)) {
      nodes.push(value);
      open.push(...Object.values(value).toReversed());
    }
  }
  return nodes;
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && 'start' in value;
}
