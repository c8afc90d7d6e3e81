import type { CallExpression, Node } from 'oxc-parser';
import { enclosingClass, memberOfClass, valueOf } from './classes.ts';
import { resolveFunction, returnedBy } from './functions.ts';
import { listsOf } from './item.ts';
import {
  bare,
  calleeName,
  isFunction,
  memberName,
  receiverOf,
  settled,
  parentOf,
} from './nodes.ts';
import { type Binding, isBinding, meaningOf, type Project } from './project.ts';
import { type Query, queryOf } from './queries.ts';

/** Where a list comes from. */
export type Origin =
  /** It stands in the code, or in the configuration: it does not grow with the data. */
  | { readonly kind: 'fixed' }
  | { readonly kind: 'query'; readonly query: Query }
  /** From a caller, a request, a file. */
  | { readonly kind: 'given' };

const fixed: Origin = { kind: 'fixed' };
const given: Origin = { kind: 'given' };

export function originOf(project: Project, expression: Node, depth = 0): Origin {
  if (depth > DEPTH_MAX) return given;
  const node = settled(expression);
  const next = (inner: Node): Origin => originOf(project, inner, depth + 1);
  switch (node.type) {
    case 'ArrayExpression': {
      const spread = node.elements.filter((each) => each?.type === 'SpreadElement');
      return strongest(spread.map(({ argument }) => next(argument)));
    }
    case 'ConditionalExpression':
      return strongest([next(node.consequent), next(node.alternate)]);
    case 'LogicalExpression':
      return strongest([next(node.left), next(node.right)]);
    case 'AssignmentExpression':
      return next(node.right);
    case 'NewExpression':
      return node.arguments[0] === undefined ? fixed : next(node.arguments[0]);
    case 'CallExpression':
      return originOfCall(project, node, depth);
    case 'TaggedTemplateExpression': {
      const query = queryOf(project, node);
      return query === undefined ? given : { kind: 'query', query };
    }
    case 'MemberExpression':
      return originOfMember(project, node, depth);
    case 'Identifier':
      return originOfName(project, node, depth);
    default:
      return fixed;
  }
}

/** How far values are followed: who goes further away from the loop is not followed. */
const DEPTH_MAX = 20;

function strongest(origins: readonly Origin[]): Origin {
  return (
    origins.find(({ kind }) => kind === 'query') ??
    origins.find(({ kind }) => kind === 'given') ??
    fixed
  );
}

/** Methods of lists that give back what was in them. */
const sameItems =
  /^(map|filter|flatMap|slice|sort|toSorted|reverse|toReversed|concat|flat|values|keys|entries|toSpliced|splice|split|trim|match|matchAll|toArray|take|get|find|at|then|catch)$/;

function originOfCall(project: Project, call: CallExpression, depth: number): Origin {
  const query = queryOf(project, call);
  if (query !== undefined) return { kind: 'query', query };
  const name = calleeName(call) ?? '';
  const receiver = receiverOf(call);
  const [first] = call.arguments;
  if (name === 'slice' && isShort(call)) return fixed;
  if (receiver !== undefined && sameItems.test(name) && !isStatic(receiver)) {
    return originOf(project, receiver, depth + 1);
  }
  if (/^(range|times|fill|eachDayOfInterval|eachMonthOfInterval)$/.test(name)) return fixed;
  const called = resolveFunction(project, call.callee);
  if (called !== undefined && first?.type !== 'ObjectExpression') {
    const origins = returnedBy(called).map((each) => originOf(project, each, depth + 1));
    const found = origins.find(({ kind }) => kind === 'query');
    if (found !== undefined) return found;
    if (origins.length > 0 && origins.every(({ kind }) => kind === 'fixed') && first === undefined)
      return fixed;
  }
  // Object.keys(x), Array.from(x), uniq(x, …)
  if (first !== undefined && !isFunction(bare(first)) && isWrapper(name, receiver)) {
    return originOf(project, first, depth + 1);
  }
  return given;
}

const isStatic = (receiver: Node): boolean =>
  receiver.type === 'Identifier' && /^(Object|Array|Promise|_|lodash|R)$/.test(receiver.name);

function isWrapper(name: string, receiver: Node | undefined): boolean {
  if (receiver !== undefined) return isStatic(receiver);
  return /^(uniq\w*|unique\w*|dedupe|sortBy|orderBy|compact|shuffle|structuredClone|Array|Set)$/.test(
    name,
  );
}

/** `slice(0, 3)`: few enough to not matter. */
function isShort({ arguments: args }: CallExpression): boolean {
  const [start, end] = args.map((each) =>
    each.type === 'Literal' ? Number(each.value) : Number.NaN,
  );
  return start !== undefined && end !== undefined && end - start <= FEW_ITEMS;
}

const FEW_ITEMS = 10;

function originOfMember(
  project: Project,
  node: Node & { type: 'MemberExpression' },
  depth: number,
): Origin {
  const name = memberName(node);
  const object = bare(node.object);
  if (object.type === 'ThisExpression' && name !== undefined) {
    const owner = enclosingClass(object);
    const value = owner && memberOfClass(project, owner, name)?.value;
    const isList = value && !isFunction(value);
    return isList ? originOf(project, value, depth + 1) : fixed;
  }
  if (
    object.type === 'Identifier' &&
    /^(process|config|env|settings|constants|options)$/i.test(object.name)
  )
    return fixed;
  return originOf(project, object, depth + 1);
}

function originOfName(project: Project, node: Node & { name: string }, depth: number): Origin {
  const meaning = meaningOf(project, node);
  if (meaning === undefined) return fixed;
  if (!isBinding(meaning)) return originOf(project, meaning, depth + 1);
  const { kind, declaration } = meaning;
  if (kind === 'parameter') return originOfParameter(project, meaning, depth);
  if (kind !== 'variable' || meaning.imported !== undefined) return fixed;
  const value = valueOf(declaration);
  const sources = [
    ...(value === undefined ? [] : [value]),
    ...meaning.assigned,
    ...listsOf(project, declaration),
  ];
  const own = strongest(sources.map((each) => originOf(project, each, depth + 1)));
  return own.kind === 'fixed' && (meaning.grows || meaning.assigned.length > 0) ? given : own;
}

function originOfParameter(project: Project, { declaration }: Binding, depth: number): Origin {
  const lists = [...listsOf(project, declaration), ...promisesOf(declaration)];
  return lists.length === 0
    ? given
    : strongest(lists.map((each) => originOf(project, each, depth + 1)));
}

/** What `then` hands to a function. */
function promisesOf(declaration: Node): readonly Node[] {
  const fn = parentOf(declaration);
  const call = fn && parentOf(fn);
  if (!isFunction(fn) || call?.type !== 'CallExpression' || calleeName(call) !== 'then') return [];
  const receiver = fn.params[0] === declaration ? receiverOf(call) : undefined;
  return receiver === undefined ? [] : [receiver];
}
