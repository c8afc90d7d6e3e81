import type { CallExpression, Node } from 'oxc-parser';
import { bare, isFunction, parentOf } from './nodes.ts';
import { ancestors, type ParsedFile } from './project.ts';

/** A call, or a member that is awaited: what may be a query or lead to one. */
export type Site = Node & {
  type: 'CallExpression' | 'TaggedTemplateExpression' | 'MemberExpression';
};

/** Calls of a file, each with all that is chained to it. */
export function sitesOf({ nodes }: ParsedFile): readonly Site[] {
  return nodes.filter((node) => isSite(node));
}

function isSite(node: Node): node is Site {
  if (node.type === 'MemberExpression') return outerOf(node)?.type === 'AwaitExpression';
  if (node.type !== 'CallExpression' && node.type !== 'TaggedTemplateExpression') return false;
  const outer = outerOf(node);
  if (outer?.type === 'MemberExpression')
    return bare(outer.object) !== bare(node) || !isCalled(outer);
  return outer?.type !== 'CallExpression' || bare(outer.callee) !== node;
}

function isCalled(member: Node): boolean {
  const outer = outerOf(member);
  if (outer?.type === 'MemberExpression') return outer.object === member && isCalled(outer);
  return outer?.type === 'CallExpression' && bare(outer.callee) === member;
}

function outerOf(node: Node): Node | undefined {
  for (const up of ancestors(node)) if (bare(up) === up) return up;
  return undefined;
}

/** The function that a node runs with: one that has a name, not one that is only handed over. */
export function functionAround(node: Node): Node | undefined {
  for (const up of ancestors(node)) {
    if (!isFunction(up)) continue;
    const outer = parentOf(up);
    if (outer?.type !== 'CallExpression') return up;
  }
  return undefined;
}

/** The functions that a call is given by name: `users.map(loadPosts)`. */
export function namedCallbacks(
  call: CallExpression,
): readonly { readonly name: Node; readonly position: number }[] {
  return call.arguments.flatMap((each, position) => {
    const name = bare(each);
    const isName = name.type === 'Identifier' || name.type === 'MemberExpression';
    return isName ? [{ name, position }] : [];
  });
}
