import type { Node } from 'oxc-parser';
import { bare, calleeName, isFunction, receiverOf, parentOf } from './nodes.ts';
import { fileOf, type Project, resolveName } from './project.ts';

/** What becomes of a promise, or of a query that waits to be sent. */
type Fate =
  /** Somebody waits for it. */
  | 'awaited'
  /** The function that it is in hands it out. */
  | 'returned'
  /** Nobody does, or it is only built. */
  | 'left';

/** Whether somebody waits for it where it stands; `return` counts where the function is called on the spot. */
export function isAwaited(project: Project, node: Node): boolean {
  return fateOf(project, node) === 'awaited';
}

export function fateOf(project: Project, node: Node, depth = 0): Fate {
  const parent = parentOf(node);
  if (parent === undefined || depth > DEPTH_MAX) return 'left';
  const further = (): Fate => fateOf(project, parent, depth + 1);
  if (bare(parent) !== parent) return further();
  switch (parent.type) {
    case 'AwaitExpression':
    case 'ForOfStatement':
      return 'awaited';
    case 'ConditionalExpression':
    case 'LogicalExpression':
    case 'SequenceExpression':
    case 'SpreadElement':
      return further();
    case 'ArrayExpression':
      return further();
    case 'MemberExpression':
      return memberFate(project, parent, depth);
    case 'CallExpression':
      return argumentFate(project, node, parent, depth);
    case 'ReturnStatement':
      return returnFate(project, parent, depth);
    case 'ArrowFunctionExpression':
      return parent.body === node ? returnFate(project, node, depth) : 'left';
    case 'VariableDeclarator':
      return parent.id.type === 'Identifier' ? nameFate(project, parent.id, depth) : 'left';
    case 'AssignmentExpression':
      return parent.left.type === 'Identifier' ? nameFate(project, parent.left, depth) : 'left';
    default:
      return 'left';
  }
}

/** How far a promise is followed. */
const DEPTH_MAX = 24;

/** `query.then(…)` sends it, and more promises come of it. */
function memberFate(
  project: Project,
  member: Node & { type: 'MemberExpression' },
  depth: number,
): Fate {
  const call = parentOf(member);
  const { property } = member;
  if (call?.type !== 'CallExpression' || property.type !== 'Identifier') return 'left';
  return /^(then|catch|finally)$/.test(property.name)
    ? 'awaited'
    : fateOf(project, call, depth + 1);
}

function argumentFate(
  project: Project,
  node: Node,
  call: Node & { type: 'CallExpression' },
  depth: number,
): Fate {
  if (call.callee === node) return fateOf(project, call, depth + 1);
  const name = calleeName(call) ?? '';
  const receiver = receiverOf(call);
  // A list of queries that is sent as one transaction, or as one message.
  if (/^(\$?transaction|batch)$/.test(name)) return 'left';
  if (receiver?.type === 'Identifier' && receiver.name === 'Promise') {
    return /^(all|allSettled|any|race|resolve)$/.test(name) ? 'awaited' : 'left';
  }
  if (name === 'push' && receiver?.type === 'Identifier') return nameFate(project, receiver, depth);
  return 'left';
}

/** Of a function that is called on the spot, what becomes of the call; `async` functions wait for what they return. */
function returnFate(project: Project, node: Node, depth: number): Fate {
  for (let up = parentOf(node); up !== undefined; up = parentOf(up)) {
    if (!isFunction(up)) continue;
    const call = parentOf(up);
    const isArgument = call?.type === 'CallExpression' && call.callee !== up;
    if (!isArgument)
      return call?.type === 'CallExpression' ? fateOf(project, call, depth + 1) : 'returned';
    return up.async ? 'awaited' : fateOf(project, call, depth + 1);
  }
  return 'left';
}

/** What becomes of a name's value, by all places that it is used in. */
function nameFate(project: Project, name: Node & { name: string }, depth: number): Fate {
  if (depth > NAME_DEPTH_MAX) return 'left';
  const binding = resolveName(project, name.name, name);
  let fate: Fate = 'left';
  for (const node of fileOf(name).nodes) {
    if (node.type !== 'Identifier' || node.name !== name.name || node === name) continue;
    const parent = parentOf(node);
    const isUse = parent?.type !== 'VariableDeclarator' && parent?.type !== 'MemberExpression';
    if (!isUse || resolveName(project, node.name, node) !== binding) continue;
    const next = fateOf(project, node, depth + 4);
    if (next === 'awaited') return next;
    if (next === 'returned') fate = next;
  }
  return fate;
}

/** Each name costs a look at its whole file. */
const NAME_DEPTH_MAX = 10;
