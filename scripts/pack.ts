/**
 * Puts all modules that `dist/cli/main.js` reaches into that one file, because finding and loading 200 small modules
 * takes longer than generating a server. Each becomes a function that runs when it is first needed, so `await import()`
 * stays lazy. There are no circles (`test/architecture.test.ts`), so taking the exports of a module once it has run is
 * exact. Part of `npm run build`; the modules beside the file stay as they are, for the library.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import { parseSync, type EcmaScriptModule } from 'oxc-parser';

const header = '// All modules of the command line in one file; made by scripts/pack.ts.\n';
const entry = resolve(import.meta.dirname, '../dist/cli/main.js');

if (!readFileSync(entry, 'utf8').startsWith(header)) writeFileSync(entry, pack(entry));

/** The names that things have in the packed file. */
interface Names {
  /** Of our modules, by path. */
  readonly modules: Map<string, string>;
  /** Of packages and Node's own modules, by specifier. */
  readonly packages: Map<string, string>;
}

interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

function pack(main: string): string {
  const names: Names = { modules: new Map(), packages: new Map() };
  moduleName(names, main);
  const functions: string[] = [];
  // The map grows while it is walked: whatever a module imports comes after it.
  for (const [path, name] of names.modules) {
    functions.push(`const ${name} = once(() => {\n${packModule(path, names)}});\n`);
  }
  const imports = [...names.packages].map(
    ([from, name]) => `import * as ${name} from '${from}';\n`,
  );
  return [
    header,
    ...imports,
    'function once(run) { let exports; return () => (exports ??= run()); }\n',
    ...functions,
    `export const { main } = ${moduleName(names, main)}();\n`,
  ].join('');
}

/** The body of the function that a module becomes: its statements, with what it exports as the result. */
function packModule(path: string, names: Names): string {
  const text = readFileSync(path, 'utf8');
  const { module, errors } = parseSync(path, text, { sourceType: 'module' });
  if (errors.length > 0) throw new Error(`${path}: ${errors[0]?.message}`);
  const url = `new URL('${relative(dirname(entry), path)}', import.meta.url).href`;
  const edits: readonly Edit[] = [
    ...module.staticImports.map((item) => importEdit(item, text, path, names)),
    ...module.staticExports.map(({ start, end }) => exportEdit(start, end, text)),
    ...module.dynamicImports.flatMap((item) => dynamicEdit(item, text, path, names)),
    ...module.importMetas.map(({ start, end }) => ({ start, end, text: `({ url: ${url} })` })),
  ];
  const results = module.staticExports.flatMap((item) => resultsOf(item, path, names));
  return `${edited(text, edits)}\nreturn { ${results.join(', ')} };\n`;
}

function importEdit(
  { start, end, entries, moduleRequest }: EcmaScriptModule['staticImports'][number],
  text: string,
  path: string,
  names: Names,
): Edit {
  const exports = exportsOf(moduleRequest.value, path, names);
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
  names: Names,
): readonly Edit[] {
  const specifier = /^'(\..*)'$/.exec(text.slice(moduleRequest.start, moduleRequest.end))?.[1];
  if (specifier === undefined) return [];
  const name = moduleName(names, resolve(dirname(path), specifier));
  return [{ start, end, text: `Promise.resolve().then(${name})` }];
}

function resultsOf(
  { entries }: EcmaScriptModule['staticExports'][number],
  path: string,
  names: Names,
): readonly string[] {
  return entries.map(({ exportName, localName, importName, moduleRequest }) =>
    moduleRequest === null
      ? `${exportName.name}: ${localName.name}`
      : `${exportName.name}: ${exportsOf(moduleRequest.value, path, names)}.${importName.name}`,
  );
}

function exportsOf(specifier: string, from: string, names: Names): string {
  if (specifier.startsWith('.')) return `${moduleName(names, resolve(dirname(from), specifier))}()`;
  return named(names.packages, specifier, 'p');
}

function moduleName({ modules }: Names, path: string): string {
  return named(modules, path, 'm');
}

function named(map: Map<string, string>, key: string, letter: string): string {
  const name = map.get(key) ?? `${letter}$${map.size}`;
  map.set(key, name);
  return name;
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
