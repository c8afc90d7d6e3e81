import type { Node, ParserOptions } from 'oxc-parser';
import { collectBindings } from './bindings.ts';
import { isNode } from './nodes.ts';
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

type Parser = Pick<typeof import('oxc-parser'), 'parseSync' | 'visitorKeys'>;

/** Adds a file to those that are looked at together. A file that does not parse is a note. */
export function parseFile(
  project: Project,
  { path, text }: SourceText,
  { parseSync, visitorKeys }: Parser,
): SourceNote | undefined {
  const { program, errors } = parseSync(path, text, optionsFor(path));
  const [error] = errors;
  if (error !== undefined && program.body.length === 0) {
    const place = placeAt(path, text, error.labels[0]?.start ?? 0);
    return { place, message: `cannot be read: ${error.message}` };
  }
  const nodes = link(program, visitorKeys);
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

/** Gives each node its parent. By the parser's own list of members: looking at all of them takes several times as long. */
function link(program: Node, keys: Parser['visitorKeys']): readonly Node[] {
  const nodes: Node[] = [];
  const open: Node[] = [program];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    nodes.push(node);
    const own = keys[node.type] ?? [];
    for (let index = own.length - 1; index >= 0; index -= 1) {
      const value: unknown = Reflect.get(node, own[index] ?? '');
      if (Array.isArray(value)) for (const each of value.toReversed()) adopt(node, each, open);
      else adopt(node, value, open);
    }
  }
  return nodes;
}

function adopt(parent: Node, child: unknown, open: Node[]): void {
  if (!isNode(child)) return;
  child.parent = parent;
  open.push(child);
}
