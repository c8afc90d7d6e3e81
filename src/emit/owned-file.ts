import type { Finding } from '../base/finding.ts';
import { isProblem, readModule, type SourceModule, type SourceName } from '../source/module.ts';
import type { Addition } from './planned-file.ts';

/** What becomes of a file that the user owns. */
export interface ExtendedFile {
  /** With the additions that were missing; the same text where there were none. */
  readonly text: string;
  /** Handlers in it that nobody wants any more. */
  readonly removed: readonly string[];
  /** Why additions that are missing were not made. */
  readonly findings: readonly Finding[];
}

/**
 * Adds to a file what it lacks: exports at its end, class members before the end of their class. What is there is never
 * touched, and a file that does not parse is left alone.
 */
export async function extendOwned(
  path: string,
  text: string,
  additions: readonly Addition[],
): Promise<ExtendedFile> {
  const module = await readModule(path, text);
  if (isProblem(module)) {
    const place = placeOf(path, text, module.offset);
    const names = additions.map(({ name }) => name);
    return unextended(text, `${path} does not parse: ${module.message}`, names, path, place);
  }
  const removed = unwantedHandlers(module, additions);
  const missing = additions.filter((addition) => !has(module, addition));
  if (module.reexportsAll && missing.some(({ inClass }) => inClass === undefined)) {
    const names = missing.map(({ name }) => name);
    const title = `${path} exports all of another module, so it cannot be told what it lacks`;
    return { ...unextended(text, title, names, path), removed };
  }
  const homeless = missing.filter(({ inClass }) => !hasClass(module, inClass));
  const findings = homeless.map(({ name, inClass }) =>
    finding(`${path} has no class ${inClass} to add ${name} to`, [name], path),
  );
  const placed = missing.filter((addition) => !homeless.includes(addition));
  return { text: insert(text, module, placed), removed, findings };
}

function has(module: SourceModule, { name, inClass }: Addition): boolean {
  if (inClass === undefined) return module.names.has(name);
  return module.classes.some(
    (found) => found.name === inClass && found.members.some((member) => member.name === name),
  );
}

function hasClass(module: SourceModule, name: string | undefined): boolean {
  return name === undefined || module.classes.some((found) => found.name === name);
}

/** Handlers of a module, wanted or not: constants of the type `Handler`, methods that take a `Call`. */
export function handlersOf(module: SourceModule): readonly string[] {
  const members = module.classes.flatMap((found) => found.members);
  return [...module.constants, ...members].filter(isHandler).map(({ name }) => name);
}

function isHandler({ typeName }: SourceName): boolean {
  return typeName === 'Handler' || typeName === 'Call';
}

function unwantedHandlers(module: SourceModule, additions: readonly Addition[]): readonly string[] {
  const wanted = new Set(additions.map(({ name }) => name));
  return handlersOf(module).filter((name) => !wanted.has(name));
}

function insert(text: string, module: SourceModule, additions: readonly Addition[]): string {
  if (additions.length === 0) return text;
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  const codeOf = (inClass: string | undefined): string =>
    additions
      .filter((addition) => addition.inClass === inClass)
      .map((addition) => addition.text.replaceAll('\n', newline))
      .join('');
  let result = text;
  for (const { name, endBrace } of module.classes.toSorted((a, b) => b.endBrace - a.endBrace)) {
    const code = codeOf(name);
    const before = result.slice(0, endBrace).replace(/[ \t]*$/, '');
    const indent = result.slice(before.length, endBrace);
    const gap = before.endsWith('\n') ? '' : newline;
    if (code !== '')
      result = before + gap + code + (gap === '' ? indent : '') + result.slice(endBrace);
  }
  const code = codeOf(undefined);
  const gap = result === '' || result.endsWith('\n') ? '' : newline;
  return code === '' ? result : result + gap + code;
}

function unextended(
  text: string,
  title: string,
  names: readonly string[],
  path: string,
  place?: Finding['place'],
): ExtendedFile {
  return { text, removed: [], findings: [finding(title, names, path, place)] };
}

function finding(
  title: string,
  names: readonly string[],
  path: string,
  place?: Finding['place'],
): Finding {
  return {
    id: 'owned-file-not-extended',
    severity: 'warning',
    title,
    fix: `Mend the file and run trivet again, or write there what it lacks: ${names.join(', ')}.`,
    key: `owned-file-not-extended:${path}:${names.join(',')}`,
    place: place ?? { file: path, line: 1, column: 1 },
  };
}

function placeOf(file: string, text: string, offset: number): NonNullable<Finding['place']> {
  const before = text.slice(0, offset).split('\n');
  return { file, line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}
