import type { Node } from 'oxc-parser';
import {
  calleeName,
  isFunction,
  patternNames,
  propertyName,
  receiverOf,
  settled,
  stringValue,
} from './nodes.ts';
import { ancestors, type Binding, type Project, resolveName } from './project.ts';

/** Notes which names a file declares, in which scope, and what happens to them later. */
export function collectBindings(project: Project, nodes: readonly Node[]): void {
  for (const node of nodes) declare(project, node);
  for (const node of nodes) {
    if (node.type === 'AssignmentExpression' && node.left.type === 'Identifier') {
      resolveName(project, node.left.name, node)?.assigned.push(node.right);
    } else if (node.type === 'CallExpression') noteGrowth(project, node);
  }
}

function noteGrowth(project: Project, node: Node & { type: 'CallExpression' }): void {
  const receiver = receiverOf(node);
  if (receiver?.type !== 'Identifier' || !/^(push|unshift|add|set)$/.test(calleeName(node) ?? ''))
    return;
  const binding = resolveName(project, receiver.name, receiver);
  if (binding !== undefined) binding.grows = true;
}

type Part = Pick<Binding, 'kind' | 'declaration'> & { imported?: Binding['imported'] };

function declare(project: Project, node: Node): void {
  if (node.type === 'VariableDeclarator') {
    declarePattern(project, node.id, blockOf(node), variablePart(node));
  } else if (node.type === 'CatchClause' && node.param !== null) {
    declarePattern(project, node.param, node, { kind: 'variable', declaration: node });
  } else if (node.type === 'ImportDeclaration') declareImports(project, node);
  else if (node.type === 'TSImportEqualsDeclaration') declareImportEquals(project, node);
  else if (node.type === 'TSEnumDeclaration') {
    declarePattern(project, node.id, blockOf(node), { kind: 'enum', declaration: node });
  } else if (node.type === 'ClassDeclaration' && node.id !== null) {
    declarePattern(project, node.id, blockOf(node), { kind: 'class', declaration: node });
  } else if (isFunction(node)) {
    if (node.type === 'FunctionDeclaration' && node.id !== null) {
      const part: Part = { kind: 'function', declaration: node };
      declarePattern(project, node.id, blockOf(node), part);
    }
    for (const parameter of node.params) {
      declarePattern(project, parameter, node, { kind: 'parameter', declaration: parameter });
    }
  }
}

/** `require` is an import as well. */
function variablePart(node: Node & { type: 'VariableDeclarator' }): Part {
  const part: Part = { kind: 'variable', declaration: node };
  const source = node.init === null ? undefined : requiredPackage(node.init);
  return source === undefined ? part : { ...part, imported: { source, name: 'default' } };
}

/** Of `require('pg')`: `pg`. */
export function requiredPackage(node: Node): string | undefined {
  const call = settled(node);
  if (call.type !== 'CallExpression' || calleeName(call) !== 'require') return undefined;
  return stringValue(call.arguments[0]);
}

function declareImports(project: Project, node: Node & { type: 'ImportDeclaration' }): void {
  const source = node.source.value;
  for (const specifier of node.specifiers) {
    const name =
      specifier.type === 'ImportSpecifier'
        ? (propertyName(specifier.imported) ?? '')
        : specifier.type === 'ImportDefaultSpecifier'
          ? 'default'
          : '*';
    const part: Part = { kind: 'import', declaration: node, imported: { source, name } };
    declarePattern(project, specifier.local, blockOf(node), part);
  }
}

function declareImportEquals(
  project: Project,
  node: Node & { type: 'TSImportEqualsDeclaration' },
): void {
  const { moduleReference: reference, id } = node;
  if (reference.type !== 'TSExternalModuleReference') return;
  const imported = { source: reference.expression.value, name: 'default' };
  const part: Part = { kind: 'import', declaration: node, imported };
  declarePattern(project, id, blockOf(node), part);
}

function declarePattern(project: Project, pattern: Node, scope: Node, part: Part): void {
  const { imported, ...rest } = part;
  const names = project.scopes.get(scope) ?? new Map<string, Binding>();
  project.scopes.set(scope, names);
  for (const { node, path } of patternNames(pattern)) {
    const own = imported && path[0] !== undefined ? { ...imported, name: path[0] } : imported;
    const from = own === undefined ? {} : { imported: own };
    names.set(node.name, {
      name: node.name,
      node,
      path,
      assigned: [],
      grows: false,
      ...rest,
      ...from,
    });
  }
}

/** What a declaration holds for. `var` is treated like `let`: who writes it means that. */
function blockOf(node: Node): Node {
  let last = node;
  for (const up of ancestors(node)) {
    if (isFunction(up) || blocks.has(up.type)) return up;
    last = up;
  }
  return last;
}

const blocks: ReadonlySet<string> = new Set([
  'BlockStatement',
  'Program',
  'ForStatement',
  'ForInStatement',
  'ForOfStatement',
  'SwitchStatement',
  'StaticBlock',
  'TSModuleBlock',
]);
