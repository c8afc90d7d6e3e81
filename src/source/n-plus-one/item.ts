import type { Node } from 'oxc-parser';
import { valueOf } from './classes.ts';
import { bare, calleeName, isFunction, walk, parentOf } from './nodes.ts';
import { type Binding, type Project, resolveName, textOf } from './project.ts';
import { iteration, type Loop } from './loops.ts';

/** The part of the loop that matters: what changes from item to item. */
export type Changing = Pick<Loop, 'items' | 'body'> & Partial<Pick<Loop, 'isCounted' | 'over'>>;

/** What in an expression changes with the item, as far as it is written: `user.id`. What `isSkipped` holds for is left out. */
export function itemReference(
  project: Project,
  value: Node,
  changing: Changing,
  isSkipped: (node: Node) => boolean = () => false,
): Node | undefined {
  return search(project, value, changing, isSkipped, new Set());
}

function search(
  project: Project,
  value: Node,
  changing: Changing,
  isSkipped: (node: Node) => boolean,
  seen: Set<Binding>,
): Node | undefined {
  let found: Node | undefined;
  walk(value, (node) => {
    if (found !== undefined || (node.type.startsWith('TS') && bare(node) === node)) return false;
    if (isSkipped(node)) return false;
    if (node.type !== 'Identifier' || !isReference(node)) return true;
    if (changes(project, node, changing, seen)) found = wholeReference(node, value);
    return false;
  });
  return found;
}

/** Not the name of a member, nor a key. */
function isReference(node: Node): boolean {
  const parent = parentOf(node);
  if (parent?.type === 'MemberExpression') return parent.object === node || parent.computed;
  if (parent?.type === 'Property') return parent.value === node || parent.computed;
  return true;
}

function changes(
  project: Project,
  node: Node & { name: string },
  changing: Changing,
  seen: Set<Binding>,
): boolean {
  const binding = resolveName(project, node.name, node);
  if (binding === undefined) return false;
  if (changing.items.has(binding)) return changing.isCounted !== true || isElement(node, changing);
  const { node: name } = binding;
  const isInside = changing.body.start <= name.start && name.end <= changing.body.end;
  if (!isInside || seen.has(binding)) return false;
  seen.add(binding);
  return sourcesOf(project, binding).some(
    (source) => search(project, source, changing, () => false, seen) !== undefined,
  );
}

/** Of `for (let i …)`: `list[i]`. */
function isElement(node: Node, { over }: Changing): boolean {
  const parent = parentOf(node);
  if (parent?.type !== 'MemberExpression' || parent.property !== node) return false;
  return (
    over !== undefined &&
    textOf(parent.object).replace(/[!?]/g, '') === textOf(over).replace(/[!?]/g, '')
  );
}

/** What a name gets its value from. */
export function sourcesOf(project: Project, binding: Binding): readonly Node[] {
  const { declaration, assigned } = binding;
  const value = valueOf(declaration);
  const own = value === undefined ? [] : [value];
  return [...own, ...assigned, ...listsOf(project, declaration)];
}

/** The list that a name is an item of. */
export function listsOf(project: Project, declaration: Node): readonly Node[] {
  const parent = parentOf(declaration);
  if (declaration.type === 'VariableDeclarator' && parent !== undefined) {
    const loop = parentOf(parent);
    const isLoop = loop?.type === 'ForOfStatement' || loop?.type === 'ForInStatement';
    return isLoop && loop.left === parent ? [loop.right] : [];
  }
  const call = parent && parentOf(parent);
  if (!isFunction(parent) || call?.type !== 'CallExpression') return [];
  const loop = iteration(project, call, parent);
  return loop === undefined || loop.pattern !== declaration ? [] : [loop.over];
}

/** With its members, and with what only converts it. */
function wholeReference(node: Node, limit: Node): Node {
  let at: Node = node;
  for (let up = parentOf(at); at !== limit && up !== undefined; up = parentOf(at)) {
    const isMember = up.type === 'MemberExpression' && (up.object === at || up.computed);
    const isMethod = up.type === 'CallExpression' && up.callee === at;
    const isConverted =
      up.type === 'CallExpression' &&
      /^(String|Number|BigInt|parseInt)$/.test(calleeName(up) ?? '');
    if (!isMember && !isMethod && !isConverted && bare(up) === up) break;
    at = up;
  }
  return at;
}
