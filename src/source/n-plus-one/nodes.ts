import type { CallExpression, Function, ArrowFunctionExpression, Node } from 'oxc-parser';

export type FunctionNode = Function | ArrowFunctionExpression;

export function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && 'start' in value;
}

export function childNodes(node: Node): readonly Node[] {
  const found: Node[] = [];
  for (const name of Object.keys(node)) {
    const value: unknown = Reflect.get(node, name);
    if (name === 'parent' || typeof value !== 'object') continue;
    if (isNode(value)) found.push(value);
    else if (Array.isArray(value)) found.push(...value.filter(isNode));
  }
  return found;
}

/** Parsed files know the parents of their nodes; a map of millions of them would take longer than all the rest. */
export function parentOf(node: Node): Node | undefined {
  return node.parent ?? undefined;
}

/** Parents first. What `enter` says false of is left out with all that is in it. */
export function walk(node: Node, enter: (node: Node) => boolean): void {
  const open: Node[] = [node];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (enter(next)) open.push(...childNodes(next).toReversed());
  }
}

export function isFunction(node: Node | undefined | null): node is FunctionNode {
  return (
    node?.type === 'FunctionDeclaration' ||
    node?.type === 'FunctionExpression' ||
    node?.type === 'ArrowFunctionExpression'
  );
}

/** What an expression is without what only concerns types and `?.`. */
export function bare(node: Node): Node {
  switch (node.type) {
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
    case 'TSNonNullExpression':
    case 'TSTypeAssertion':
    case 'TSInstantiationExpression':
    case 'ChainExpression':
    case 'ParenthesizedExpression':
      return bare(node.expression);
    default:
      return node;
  }
}

/** The same, and without `await`. */
export function settled(node: Node): Node {
  const inner = bare(node);
  return inner.type === 'AwaitExpression' ? settled(inner.argument) : inner;
}

/** Of `user.name` and `user['name']`: `name`. */
export function memberName(node: Node): string | undefined {
  if (node.type !== 'MemberExpression') return undefined;
  const { property, computed } = node;
  if (!computed && 'name' in property && typeof property.name === 'string') return property.name;
  return stringValue(property);
}

export function stringValue(node: Node | undefined): string | undefined {
  if (node?.type === 'Literal' && typeof node.value === 'string') return node.value;
  return undefined;
}

export function propertyName(node: Node): string | undefined {
  if (node.type === 'Identifier' || node.type === 'PrivateIdentifier') return node.name;
  return stringValue(node);
}

/** Of `a.b.call(…)`: `call`. Of `call(…)` as well. */
export function calleeName({ callee }: CallExpression): string | undefined {
  const inner = bare(callee);
  return inner.type === 'Identifier' ? inner.name : memberName(inner);
}

/** What a call is a method of. */
export function receiverOf({ callee }: CallExpression): Node | undefined {
  const inner = bare(callee);
  return inner.type === 'MemberExpression' ? bare(inner.object) : undefined;
}

/** The value of a member of an object that is written out. */
export function memberOf(node: Node | undefined, name: string): Node | undefined {
  if (node?.type !== 'ObjectExpression') return undefined;
  for (const each of node.properties) {
    if (each.type === 'Property' && propertyName(each.key) === name) return each.value;
  }
  return undefined;
}

/** Names that a pattern binds, each with the way to it: `{ rows: [first] }` has `first` by `rows`, `0`. */
export function patternNames(
  pattern: Node,
  path: readonly string[] = [],
): readonly { readonly node: Node & { name: string }; readonly path: readonly string[] }[] {
  switch (pattern.type) {
    case 'Identifier':
      return [{ node: pattern, path }];
    case 'AssignmentPattern':
      return patternNames(pattern.left, path);
    case 'RestElement':
      return patternNames(pattern.argument, path);
    case 'TSParameterProperty':
      return patternNames(pattern.parameter, path);
    case 'ArrayPattern':
      return pattern.elements.flatMap((each, index) =>
        each === null ? [] : patternNames(each, [...path, String(index)]),
      );
    case 'ObjectPattern':
      return pattern.properties.flatMap((each) =>
        each.type === 'RestElement'
          ? patternNames(each, path)
          : patternNames(each.value, [...path, propertyName(each.key) ?? '?']),
      );
    default:
      return [];
  }
}
