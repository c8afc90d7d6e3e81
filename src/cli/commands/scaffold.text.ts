import { join, relative } from 'node:path';
import { printableLine } from '../../base/printable.ts';
import type { Style } from '../../report/style.ts';
import { counted } from '../../report/text.ts';
import type {
  FileAction,
  ScaffoldedFile,
  ScaffoldRequest,
  ScaffoldResult,
} from '../../scaffold/scaffold-types.ts';

export interface ScaffoldTextInput {
  readonly request: ScaffoldRequest;
  readonly result: ScaffoldResult;
  /** Paths are shown relative to it. */
  readonly cwd: string;
  readonly style: Style;
  /** Name every file, also where a folder holds dozens of generated ones. */
  readonly verbose: boolean;
}

/** What `trivet scaffold` did (or would do), for people. */
export function scaffoldText(input: ScaffoldTextInput): string {
  const { result, request } = input;
  const named = result.files.filter(({ path }) => nameOf(path) !== undefined);
  const lines = [
    ...handlerLines(input),
    ...named.map(
      (file) =>
        `${verb(file.action, request.dryRun)} ${nameOf(file.path)}: ${show(input, file.path)}`,
    ),
    ...otherLines(input),
    ...removedLines(result),
    ...nextLines(input),
  ];
  return `${lines.join('\n')}\n`;
}

function handlerLines({ request, result, cwd, style }: ScaffoldTextInput): readonly string[] {
  if (request.typesOnly) return [];
  const { operations, root, routesDir } = result;
  if (operations.length === 0) return ['The specification has no operations: no route handlers'];
  const handlers = counted(operations.length, 'route handler');
  const files = new Set(operations.map(({ file }) => file));
  const actions = new Set(
    result.files.filter(({ path }) => files.has(path)).map(({ action }) => action),
  );
  const changed = actions.has('created') || actions.has('appended');
  const generated = request.dryRun ? 'Would generate' : 'Generated';
  const folder = `${relative(cwd, join(root, routesDir)).replaceAll('\\', '/') || '.'}/`;
  const head = changed
    ? `${generated} ${handlers} in ${folder}`
    : `Kept ${handlers} in ${folder}: they are yours`;
  return [
    style('bold', head),
    ...operations.map(
      ({ method, path, operationId }) =>
        `- ${method.toUpperCase()} ${printableLine(path)} (${printableLine(operationId)})`,
    ),
  ];
}

/** The files that a reader looks for, by the end of their paths. */
const names: readonly (readonly [ending: string, name: string])[] = [
  ['middleware/validators.ts', 'validation middleware'],
  ['types/api.ts', 'TypeScript types'],
];

function nameOf(path: string): string | undefined {
  return names.find(([ending]) => path === ending || path.endsWith(`/${ending}`))?.[1];
}

function otherLines(input: ScaffoldTextInput): readonly string[] {
  const others = input.result.files.filter(({ path }) => nameOf(path) === undefined);
  return actions.flatMap((action) => {
    const files = others.filter((file) => file.action === action);
    return files.length === 0 ? [] : fileLines(input, action, files);
  });
}

function fileLines(
  input: ScaffoldTextInput,
  action: FileAction,
  files: readonly ScaffoldedFile[],
): readonly string[] {
  // The paths of what did not change are of no interest.
  if (action === 'unchanged') return [`Unchanged: ${counted(files.length, 'file')}`];
  const head = `${verb(action, input.request.dryRun)} ${counted(files.length, 'more file')}`;
  return [`${head}:`, ...wrapped(fileNames(input, files))];
}

/** Paths; the generated files of a folder share one entry where they are many. */
function fileNames(input: ScaffoldTextInput, files: readonly ScaffoldedFile[]): readonly string[] {
  const folders = Map.groupBy(files, ({ path }) =>
    path.endsWith('.gen.ts') ? generatedFolder(path) : path,
  );
  return [...folders].flatMap(([folder, inside]) =>
    input.verbose || inside.length <= namedFilesMax
      ? inside.map(({ path }) => show(input, path))
      : [`${show(input, folder)}/**/*.gen.ts (${inside.length})`],
  );
}

/** The runtime as a whole; else the folder itself. */
function generatedFolder(path: string): string {
  const runtime = /^(?:.*\/)?runtime\//.exec(path)?.[0];
  return runtime ?? path.slice(0, path.lastIndexOf('/') + 1);
}

const namedFilesMax = 5;

function removedLines({ removed }: ScaffoldResult): readonly string[] {
  if (removed.length === 0) return [];
  const handlers = removed.length === 1 ? 'its handler is' : 'their handlers are';
  return [
    `No longer in the specification, but ${handlers} still there (delete by hand):`,
    ...wrapped(removed),
  ];
}

function nextLines({ request, result, cwd }: ScaffoldTextInput): readonly string[] {
  const fresh = result.files.some(
    ({ path, action }) => path === 'package.json' && action === 'created',
  );
  if (!fresh || request.dryRun) return [];
  const folder = relative(cwd, result.root);
  return ['', `Next: ${folder === '' ? '' : `cd ${folder} && `}npm install && npm start`];
}

const actions: readonly FileAction[] = ['created', 'appended', 'updated', 'kept', 'unchanged'];

function verb(action: FileAction, dryRun: boolean): string {
  const done: Readonly<Record<FileAction, readonly [done: string, planned: string]>> = {
    created: ['Created', 'Would create'],
    updated: ['Updated', 'Would update'],
    appended: ['Appended to', 'Would append to'],
    kept: ['Kept', 'Would keep'],
    unchanged: ['Unchanged', 'Unchanged'],
  };
  return done[action][dryRun ? 1 : 0];
}

function show({ cwd, result }: ScaffoldTextInput, path: string): string {
  return relative(cwd, join(result.root, path)).replaceAll('\\', '/');
}

/** Words joined by commas in lines of at most 98 characters, indented by two. */
function wrapped(words: readonly string[]): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const [index, word] of words.entries()) {
    const item = index === words.length - 1 ? word : `${word},`;
    if (line !== '' && line.length + item.length + 1 > lineLengthMax) {
      lines.push(line);
      line = '';
    }
    line += line === '' ? `  ${item}` : ` ${item}`;
  }
  return [...lines, line];
}

const lineLengthMax = 98;
