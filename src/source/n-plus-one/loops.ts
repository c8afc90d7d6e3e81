import type { CallExpression, Node } from 'oxc-parser';
import {
  bare,
  calleeName,
  type FunctionNode,
  isFunction,
  patternNames,
  receiverOf,
  parentOf,
} from './nodes.ts';
import { type Binding, type Project, resolveName } from './project.ts';
import { isAwaited } from './run.ts';

/** Code that runs once for each item of a list. */
export interface Loop {
  readonly node: Node;
  /** The list. */
  readonly over: Node;
  /** How the item is named: a pattern. */
  readonly pattern: Node;
  readonly items: ReadonlySet<Binding>;
  readonly body: Node;
  /** The item is `list[index]`. */
  readonly isCounted: boolean;
  /** All items are begun before the first is done: `Promise.all(list.map(…))`. */
  readonly isParallel: boolean;
}

/** Loops that a node runs in, the innermost first; through functions only where they are called on the spot. */
export function* loopsAround(project: Project, node: Node): Generator<Loop, void, void> {
  let at = node;
  for (let up = parentOf(at); up !== undefined; up = parentOf(at)) {
    if (isFunction(up)) {
      const call = callOf(up);
      if (call === undefined) return;
      const loop = iteration(project, call, up);
      if (loop !== undefined) yield loop;
      else if (!isCalledOnTheSpot(project, call, up)) return;
      at = call;
      continue;
    }
    const loop = statementLoop(project, up, at);
    if (loop !== undefined) yield loop;
    at = up;
  }
}

function callOf(fn: FunctionNode): CallExpression | undefined {
  let at: Node = fn;
  for (let up = parentOf(at); up !== undefined; up = parentOf(at)) {
    if (up.type === 'CallExpression') return up;
    if (bare(up) === up) return undefined;
    at = up;
  }
  return undefined;
}

/** Not where somebody keeps a function for later, such as a route. */
function isCalledOnTheSpot(project: Project, call: CallExpression, fn: FunctionNode): boolean {
  if (bare(call.callee) === fn) return true;
  return isAwaited(project, call) && !kept.test(calleeName(call) ?? '');
}

const kept =
  /^(get|post|put|patch|delete|use|on|once|register|route|subscribe|consume|process|addEventListener|schedule|set(Timeout|Interval|Immediate)|it|test|describe)$/;

const methods =
  /^(map|forEach|filter|flatMap|reduce|reduceRight|some|every|find|findIndex|each|eachSeries|mapSeries|mapLimit|eachLimit|eachOf|forEachSeries|concurrent|pMap|pEach|pFilter|pMapSeries|from)$/;

/** The loop that `list.map(fn)` and `pMap(list, fn)` are. */
export function iteration(
  project: Project,
  call: CallExpression,
  fn: FunctionNode,
): Loop | undefined {
  const name = calleeName(call) ?? '';
  const position = call.arguments.findIndex((each) => bare(each) === fn);
  const over = methods.test(name) ? listOf(call, position) : undefined;
  const pattern = fn.params[name.startsWith('reduce') ? 1 : 0];
  if (over === undefined || pattern === undefined) return undefined;
  return {
    node: call,
    over,
    pattern,
    body: fn,
    isCounted: false,
    items: itemsOf(project, pattern, fn),
    isParallel: /^(map|flatMap|from|forEach|filter)$/.test(name),
  };
}

/** Where the function comes first it is a method of the list; else the list comes first. */
export function listOf(call: CallExpression, position: number): Node | undefined {
  if (position === 0) return calleeName(call) === 'from' ? undefined : receiverOf(call);
  return position > 0 ? call.arguments[0] : undefined;
}

function itemsOf(project: Project, pattern: Node, scope: Node): ReadonlySet<Binding> {
  const names = project.scopes.get(scope);
  const found = patternNames(pattern).map(({ node }) => names?.get(node.name));
  return new Set(found.filter((binding) => binding !== undefined));
}

function statementLoop(project: Project, node: Node, inner: Node): Loop | undefined {
  const rest = { node, isCounted: false, isParallel: false };
  if (node.type === 'ForOfStatement' || node.type === 'ForInStatement') {
    if (node.body !== inner) return undefined;
    const { left, right: over, body } = node;
    const declared = left.type === 'VariableDeclaration' ? left.declarations[0]?.id : undefined;
    const pattern = declared ?? left;
    return { ...rest, over, pattern, body, items: itemsOf(project, pattern, node) };
  }
  if (node.type === 'ForStatement' && node.body === inner) return countedLoop(project, node);
  if ((node.type === 'WhileStatement' || node.type === 'DoWhileStatement') && node.body === inner) {
    return drainingLoop(project, node);
  }
  return undefined;
}

/** `for (let i = 0; i < list.length; i++)`. Steps of more than one are batches. */
function countedLoop(project: Project, node: Node & { type: 'ForStatement' }): Loop | undefined {
  const { init, test, update, body } = node;
  if (init?.type !== 'VariableDeclaration' || test?.type !== 'BinaryExpression') return undefined;
  const pattern = init.declarations[0]?.id;
  const limit = bare(test.right);
  if (pattern === undefined || update?.type !== 'UpdateExpression') return undefined;
  if (limit.type !== 'MemberExpression') return undefined;
  const { property, object: over } = limit;
  if (property.type !== 'Identifier' || !/^(length|size)$/.test(property.name)) return undefined;
  const items = itemsOf(project, pattern, node);
  return { node, over, pattern, items, body, isCounted: true, isParallel: false };
}

/** `while (queue.length > 0) { const next = queue.shift(); … }` */
function drainingLoop(
  project: Project,
  node: Node & { type: 'WhileStatement' | 'DoWhileStatement' },
): Loop | undefined {
  const { test, body } = node;
  const statements = body.type === 'BlockStatement' ? body.body : [];
  for (const statement of statements) {
    if (statement.type !== 'VariableDeclaration') continue;
    for (const { id, init } of statement.declarations) {
      const over = init === null ? undefined : takenFrom(init);
      if (over === undefined) continue;
      const items = itemsOf(project, id, body);
      return { node, over, pattern: id, items, body, isCounted: false, isParallel: false };
    }
  }
  const taken = test.type === 'AssignmentExpression' ? test : undefined;
  const over = taken && takenFrom(taken.right);
  const pattern = taken?.left;
  if (over === undefined || pattern?.type !== 'Identifier') return undefined;
  const item = resolveName(project, pattern.name, pattern);
  const items = new Set(item === undefined ? [] : [item]);
  return { node, over, pattern, items, body, isCounted: false, isParallel: false };
}

function takenFrom(value: Node): Node | undefined {
  const call = bare(value);
  if (call.type !== 'CallExpression' || !/^(shift|pop)$/.test(calleeName(call) ?? ''))
    return undefined;
  return receiverOf(call);
}
