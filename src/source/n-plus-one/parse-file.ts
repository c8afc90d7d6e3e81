import type { Node, ParserOptions } from 'oxc-parser';
import { collectBindings } from './bindings.ts';
import { childNodes } from './nodes.ts';
import { readExports } from './exports.ts';
import {
  type ParsedFile,
  placeAt,
  type Project,
  programs,
  type SourceText,
  stemOf,
} from './project.ts';
import type { SourceNote } from './repeated-query.ts';

type Parse = typeof import('oxc-parser').parseSync;

/** Adds a file to those that are looked at together. A file that does not parse is a note. */
export function parseFile(
  project: Project,
  { path, text }: SourceText,
  parse: Parse,
): SourceNote | undefined {
  const { program, errors } = parse(path, text, optionsFor(path));
  const [error] = errors;
  if (error !== undefined && program.body.length === 0) {
    const place = placeAt(path, text, error.labels[0]?.start ?? 0);
    return { place, message: `cannot be read: ${error.message}` };
  }
  const nodes = link(program);
  const file: ParsedFile = { path, text, program, nodes, ...readExports(nodes) };
  programs.set(program, file);
  project.files.set(path, file);
  project.stems.set(stemOf(path), file);
  collectBindings(project, nodes);
  return undefined;
}

/** JavaScript may hold JSX whatever its ending. */
function optionsFor(path: string): ParserOptions {
  const lang = /\.[cm]?js$/.test(path) ? { lang: 'jsx' as const } : {};
  return {
    ...lang,
    preserveParens: false,
    sourceType: path.endsWith('.cjs') ? 'commonjs' : 'module',
  };
}

function link(program: Node): readonly Node[] {
  const nodes: Node[] = [];
  const open: Node[] = [program];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    nodes.push(node);
    const children = childNodes(node);
    for (const child of children) child.parent = node;
    open.push(...children.toReversed());
  }
  return nodes;
}
