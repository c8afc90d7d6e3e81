/**
 * Puts the modules of the command line into few files, because finding and loading 200 small ones takes longer than
 * generating a server: `dist/cli/main.js` gets all that it imports, and each module that it loads with `await import()`
 * gets the rest of what that needs. Modules become functions that run when they are first needed, so what is lazy stays
 * lazy. There are no circles (`test/architecture.test.ts`), so taking the exports of a module once it has run is exact.
 * Part of `npm run build`; the modules beside these files stay as they are, for the library.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import { parseSync, type EcmaScriptModule } from 'oxc-parser';

const mark = '// Packed by scripts/pack.ts.\n';
const main = resolve(import.meta.dirname, '../dist/cli/main.js');

if (!readFileSync(main, 'utf8').startsWith(mark)) packAll();

function packAll(): void {
  const first = packFile(main);
  const others = [...first.later].map((path) => packFile(path, first));
  for (const { path, text } of [first, ...others]) writeFileSync(path, text);
}

interface Packed {
  readonly path: string;
  readonly text: string;
  /** The functions that modules have become, by their paths. */
  readonly modules: ReadonlyMap<string, string>;
  /** Modules that are loaded with `await import()` and have a file of their own. */
  readonly later: ReadonlySet<string>;
}

interface Packing extends Omit<Packed, 'text'> {
  readonly modules: Map<string, string>;
  readonly later: Set<string>;
  /** Names of packages and of Node's own modules. */
  readonly packages: Map<string, string>;
  /** The file that was loaded before, whose modules need not be here. */
  readonly outer: Packed | undefined;
  readonly borrowed: Set<string>;
}

function packFile(path: string, outer?: Packed): Packed {
  const maps = { modules: new Map(), later: new Set<string>(), packages: new Map() };
  const packing: Packing = { path, outer, borrowed: new Set(), ...maps };
  const entry = moduleName(packing, path);
  const functions: string[] = [];
  // The map grows while it is walked: what a module imports comes after it. The parentheses around a function make the
  // engine compile it at once, so that its code is in the compile cache.
  for (const [from, name] of packing.modules) {
    functions.push(`const ${name} = once((() => {\n${packModule(from, packing)}}));\n`);
  }
  const text = [
    mark,
    ...importsOf(packing),
    'function once(run) { let exports; return () => (exports ??= run()); }\n',
    ...functions,
    `export const { ${exportedNames(path).join(', ')} } = ${entry}();\n`,
    `export { ${[...packing.modules.values()].join(', ')} };\n`,
  ];
  return { ...packing, text: text.join('') };
}

function importsOf({ path, packages, outer, borrowed }: Packing): readonly string[] {
  const imports = [...packages].map(([from, name]) => `import * as ${name} from '${from}';\n`);
  if (outer === undefined || borrowed.size === 0) return imports;
  const names = [...borrowed].join(', ');
  return [...imports, `import { ${names} } from '${relativePath(path, outer.path)}';\n`];
}

/** The body of the function that a module becomes: its statements, with what it exports as the result. */
function packModule(path: string, packing: Packing): string {
  const text = readFileSync(path, 'utf8');
  const module = parsed(path, text);
  const url = `new URL('${relativePath(packing.path, path)}', import.meta.url).href`;
  const edits: readonly Edit[] = [
    ...module.staticImports.map((item) => importEdit(item, text, path, packing)),
    ...module.staticExports.map(({ start, end }) => exportEdit(start, end, text)),
    ...module.dynamicImports.flatMap((item) => dynamicEdit(item, text, path, packing)),
    ...module.importMetas.map(({ start, end }) => ({ start, end, text: `({ url: ${url} })` })),
  ];
  const results = module.staticExports.flatMap((item) => resultsOf(item, path, packing));
  return `${edited(text, edits)}\nreturn { ${results.join(', ')} };\n`;
}

function parsed(path: string, text: string): EcmaScriptModule {
  const { module, errors } = parseSync(path, text, { sourceType: 'module' });
  if (errors[0] !== undefined) throw new Error(`${path}: ${errors[0].message}`);
  return module;
}

function exportedNames(path: string): readonly string[] {
  const { staticExports } = parsed(path, readFileSync(path, 'utf8'));
  const names = staticExports.flatMap(({ entries }) => entries.map((item) => item.exportName.name));
  return names.filter((name) => name !== null);
}

interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

function importEdit(
  { start, end, entries, moduleRequest }: EcmaScriptModule['staticImports'][number],
  text: string,
  path: string,
  packing: Packing,
): Edit {
  const exports = exportsOf(moduleRequest.value, path, packing);
  const isNamespace = text.startsWith('import *', start);
  const taken = entries.map(({ importName, localName }) =>
    isNamespace
      ? `const ${localName.value} = ${exports};`
      : `const { ${importName.name ?? 'default'}: ${localName.value} } = ${exports};`,
  );
  return { start, end, text: taken.join(' ') };
}

/** `export function f` stays without its first word; lists of exports go. */
function exportEdit(start: number, end: number, text: string): Edit {
  const isList = /^export\s*[{*]/.test(text.slice(start, end));
  return { start, end: isList ? end : start + 'export '.length, text: '' };
}

function dynamicEdit(
  { start, end, moduleRequest }: EcmaScriptModule['dynamicImports'][number],
  text: string,
  path: string,
  packing: Packing,
): readonly Edit[] {
  const specifier = /^'(\..*)'$/.exec(text.slice(moduleRequest.start, moduleRequest.end))?.[1];
  if (specifier === undefined) return [];
  const target = resolve(dirname(path), specifier);
  if (packing.outer !== undefined) {
    return [{ start, end, text: `Promise.resolve().then(${moduleName(packing, target)})` }];
  }
  packing.later.add(target);
  return [{ start, end, text: `import('${relativePath(packing.path, target)}')` }];
}

function resultsOf(
  { entries }: EcmaScriptModule['staticExports'][number],
  path: string,
  packing: Packing,
): readonly string[] {
  return entries.map(({ exportName, localName, importName, moduleRequest }) =>
    moduleRequest === null
      ? `${exportName.name}: ${localName.name}`
      : `${exportName.name}: ${exportsOf(moduleRequest.value, path, packing)}.${importName.name}`,
  );
}

function exportsOf(specifier: string, from: string, packing: Packing): string {
  if (specifier.startsWith('.')) {
    return `${moduleName(packing, resolve(dirname(from), specifier))}()`;
  }
  return named(packing.packages, specifier, 'p');
}

function moduleName({ modules, outer, borrowed }: Packing, path: string): string {
  const known = outer?.modules.get(path);
  if (known === undefined) return named(modules, path, outer === undefined ? 'm' : 'n');
  borrowed.add(known);
  return known;
}

function named(map: Map<string, string>, key: string, letter: string): string {
  const name = map.get(key) ?? `${letter}$${map.size}`;
  map.set(key, name);
  return name;
}

function relativePath(from: string, to: string): string {
  const path = relative(dirname(from), to).replaceAll('\\', '/');
  return path.startsWith('.') ? path : `./${path}`;
}

function edited(text: string, edits: readonly Edit[]): string {
  let result = '';
  let from = 0;
  for (const edit of edits.toSorted((a, b) => a.start - b.start)) {
    result += text.slice(from, edit.start) + edit.text;
    from = edit.end;
  }
  return result + text.slice(from);
}
