import { posix } from 'node:path';
import type { Node, Program } from 'oxc-parser';
import { parentOf } from './nodes.ts';
import type { Place } from '../../base/finding.ts';

/** A text of TypeScript or JavaScript. */
export interface SourceText {
  /** Relative, with `/`; its ending tells the dialect. */
  readonly path: string;
  readonly text: string;
}

export interface ParsedFile extends SourceText {
  readonly program: Program;
  /** Parents first, in the order of the text. */
  readonly nodes: readonly Node[];
  readonly exports: ReadonlyMap<string, Exported>;
  /** Files that everything is exported from: `export * from './users.ts'`. */
  readonly passesOn: readonly string[];
}

/** What stands behind an exported name: something of this file, or of another. */
export type Exported =
  | { readonly node: Node }
  | { readonly local: string }
  | { readonly source: string; readonly name: string };

/** A name, and what is known of where it comes from. */
export interface Binding {
  readonly name: string;
  /** Where it is declared. */
  readonly node: Node;
  readonly kind: 'variable' | 'parameter' | 'function' | 'class' | 'import' | 'enum';
  /** The declarator, the parameter, the function or the class. */
  readonly declaration: Node;
  /** Within a pattern: `rows`, `0`. */
  readonly path: readonly string[];
  readonly imported?: { readonly source: string; readonly name: string };
  /** What is assigned to it later. */
  readonly assigned: Node[];
  /** Something is appended to it, so it is more than what it begins with. */
  grows: boolean;
}

/** All files that are looked at together, and what connects their nodes. */
export interface Project {
  readonly files: Map<string, ParsedFile>;
  readonly stems: Map<string, ParsedFile>;
  readonly scopes: Map<Node, Map<string, Binding>>;
}

export function fileOf(node: Node): ParsedFile {
  let at = node;
  for (let up = parentOf(at); up !== undefined; up = parentOf(at)) at = up;
  const file = programs.get(at);
  if (file === undefined) throw new Error('a node of no file');
  return file;
}

/** Which file a syntax tree is of. */
export const programs: WeakMap<Node, ParsedFile> = new WeakMap();

export function textOf(node: Node): string {
  return fileOf(node).text.slice(node.start, node.end);
}

export function placeOf(node: Node): Place {
  const { path, text } = fileOf(node);
  return placeAt(path, text, node.start);
}

export function placeAt(file: string, text: string, offset: number): Place {
  const before = text.slice(0, offset);
  const line = before.split('\n').length;
  return { file, line, column: offset - before.lastIndexOf('\n') };
}

/** Parents of a node, the nearest first. */
export function* ancestors(node: Node): Generator<Node, void, void> {
  for (let up = parentOf(node); up !== undefined; up = parentOf(up)) yield up;
}

export function resolveName(project: Project, name: string, from: Node): Binding | undefined {
  for (let at = parentOf(from); at !== undefined; at = parentOf(at)) {
    const binding = project.scopes.get(at)?.get(name);
    if (binding !== undefined) return binding;
  }
  return undefined;
}

/** The file that a relative import leads to; the endings of TypeScript stand behind those of JavaScript. */
export function resolveFile(
  project: Project,
  from: string,
  specifier: string,
): ParsedFile | undefined {
  if (!specifier.startsWith('.')) return undefined;
  const target = posix.join(posix.dirname(from), specifier);
  return (
    project.files.get(target) ?? project.stems.get(stemOf(target)) ?? project.stems.get(target)
  );
}

/** A path without what imports may leave out, or write otherwise: `users` of `users/index.ts`. */
export const stemOf = (path: string): string => path.replace(/(\/index)?\.[cm]?[jt]sx?$/, '');

/** Follows names over files to what they stand for: a binding of another file, or a value that is exported as it is. */
export function resolveExport(
  project: Project,
  file: ParsedFile,
  name: string,
  depth = 0,
): Binding | Node | undefined {
  if (depth > EXPORT_DEPTH_MAX) return undefined;
  const exported = file.exports.get(name);
  if (exported === undefined) {
    for (const source of file.passesOn) {
      const next = resolveFile(project, file.path, source);
      const found = next && resolveExport(project, next, name, depth + 1);
      if (found !== undefined) return found;
    }
    return undefined;
  }
  if ('node' in exported) return exported.node;
  if ('local' in exported) {
    const binding = project.scopes.get(file.program)?.get(exported.local);
    return binding && followImport(project, file, binding, depth + 1);
  }
  const next = resolveFile(project, file.path, exported.source);
  return next && resolveExport(project, next, exported.name, depth + 1);
}

/** How many files pass a name on before it is given up: nobody does more, except in circles. */
const EXPORT_DEPTH_MAX = 8;

/** What an imported name stands for in its own file; the binding itself where that is not among the files. */
export function followImport(
  project: Project,
  file: ParsedFile,
  binding: Binding,
  depth = 0,
): Binding | Node {
  const { imported } = binding;
  if (imported === undefined || imported.name === '*') return binding;
  const target = resolveFile(project, file.path, imported.source);
  return (target && resolveExport(project, target, imported.name, depth)) ?? binding;
}

export function isBinding(value: Binding | Node): value is Binding {
  return 'kind' in value && 'declaration' in value;
}

/** What a name stands for, in this file or another. */
export function meaningOf(
  project: Project,
  node: Node & { name: string },
): Binding | Node | undefined {
  const binding = resolveName(project, node.name, node);
  return binding && followImport(project, fileOf(node), binding);
}
