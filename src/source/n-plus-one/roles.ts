import type { Node } from 'oxc-parser';
import { requiredPackage } from './bindings.ts';
import { chainOf, type Step } from './chain.ts';
import {
  annotatedType,
  classNamed,
  classOf,
  isClass,
  memberOfClass,
  typeIdentifier,
  typeOfBinding,
  valueOf,
} from './classes.ts';
import { resolveFunction, returnedBy } from './functions.ts';
import type { Role } from './library.ts';
import { libraries } from './libraries/index.ts';
import { bare, isFunction, memberOf, settled } from './nodes.ts';
import { ancestors, type Binding, isBinding, meaningOf, type Project } from './project.ts';

/** What an expression is to one of the libraries, by what is written: imports, constructors, annotations. */
export function roleOf(project: Project, expression: Node, depth = 0): Role | undefined {
  if (depth > DEPTH_MAX) return undefined;
  const node = settled(expression);
  const known = roles.get(node);
  if (known !== undefined) return known ?? undefined;
  roles.set(node, null);
  const role = findRole(project, node, depth + 1);
  roles.set(node, role ?? null);
  return role;
}

/** How far names are followed: more is a circle. */
const DEPTH_MAX = 16;

/** Answers are the same whoever asks. `null` where there is none, or where it is being looked for. */
const roles = new WeakMap<Node, Role | null>();

function findRole(project: Project, node: Node, depth: number): Role | undefined {
  const required = requiredPackage(node);
  if (required !== undefined) return importedRole(required, 'default');
  if (node.type === 'Identifier') {
    const meaning = meaningOf(project, node);
    if (meaning === undefined) return undefined;
    return isBinding(meaning)
      ? bindingRole(project, meaning, depth)
      : roleOf(project, meaning, depth);
  }
  if (isClass(node)) return classRole(project, node, depth);
  if (node.type === 'AssignmentExpression') return roleOf(project, node.right, depth);
  if (node.type === 'LogicalExpression') {
    return roleOf(project, node.left, depth) ?? roleOf(project, node.right, depth);
  }
  const step = chainOf(node).steps.at(-1);
  return step && stepRole(project, node, step, depth);
}

function stepRole(project: Project, node: Node, step: Step, depth: number): Role | undefined {
  const before = beforeStep(node);
  const role = before && roleOf(project, before, depth);
  const next = role && advance(role, step);
  if (next !== undefined) return next;
  if (step.isNew === true) {
    const made = node.type === 'NewExpression' ? classNamed(project, bare(node.callee)) : undefined;
    const base = made && classRole(project, made, depth);
    return base && advance(base, step);
  }
  if (step.args !== undefined) return returnedRole(project, node, depth);
  return before && memberRole(project, before, step.name, depth);
}

function advance({ library, kind }: Role, step: Step): Role | undefined {
  const next = library.advance(kind, step);
  return next && { library, kind: next };
}

/** What the last step of an expression is taken from. */
function beforeStep(node: Node): Node | undefined {
  if (node.type === 'MemberExpression') return node.object;
  if (node.type !== 'CallExpression' && node.type !== 'NewExpression') return undefined;
  const callee = bare(node.callee);
  return callee.type === 'MemberExpression' && node.type === 'CallExpression'
    ? callee.object
    : callee;
}

/** A function of one's own that hands out a client: `getDb()`. */
function returnedRole(project: Project, node: Node, depth: number): Role | undefined {
  if (node.type !== 'CallExpression') return undefined;
  const called = resolveFunction(project, node.callee);
  if (called === undefined) return undefined;
  const type = annotatedType(called.returnType);
  const typed = type && typeRole(project, type, depth);
  if (typed !== undefined) return typed;
  for (const each of returnedBy(called)) {
    const role = roleOf(project, each, depth);
    if (role !== undefined) return role;
  }
  return undefined;
}

function memberRole(project: Project, owner: Node, name: string, depth: number): Role | undefined {
  const declared = classOf(project, owner);
  if (declared !== undefined) {
    const member = memberOfClass(project, declared, name);
    const typed = member?.type && typeRole(project, member.type, depth);
    const value = member?.value ?? member?.given;
    return typed ?? (value && !isFunction(value) ? roleOf(project, value, depth) : undefined);
  }
  const object = bare(owner);
  if (object.type !== 'Identifier') return undefined;
  const meaning = meaningOf(project, object);
  const value = meaning && isBinding(meaning) ? valueOf(meaning.declaration) : meaning;
  const member = value && memberOf(bare(value), name);
  return member && roleOf(project, member, depth);
}

/** A class of one's own that extends one of the library's. */
function classRole(project: Project, node: Node, depth: number): Role | undefined {
  if (!isClass(node) || node.superClass === null) return undefined;
  return roleOf(project, node.superClass, depth);
}

function bindingRole(project: Project, binding: Binding, depth: number): Role | undefined {
  const { imported, declaration, path, kind } = binding;
  if (imported !== undefined) return importedRole(imported.source, imported.name);
  if (kind === 'class') return classRole(project, declaration, depth);
  const type = path.length === 0 ? typeOfBinding(declaration) : undefined;
  const typed = type && typeRole(project, type, depth);
  if (typed !== undefined) return typed;
  if (kind === 'parameter') return givenRole(project, declaration, depth);
  const value = valueOf(declaration);
  const sources = [...(value === undefined ? [] : [value]), ...binding.assigned];
  for (const source of sources) {
    let role = roleOf(project, source, depth);
    for (const name of path) role &&= advance(role, { name, node: source });
    role ??= path.length === 1 ? memberRole(project, source, path[0] ?? '', depth) : undefined;
    if (role !== undefined) return role;
  }
  return undefined;
}

/** The parameter of a function that a client calls with itself, in a transaction. */
function givenRole(project: Project, parameter: Node, depth: number): Role | undefined {
  const [fn, call] = ancestors(parameter);
  if (!isFunction(fn) || fn.params[0] !== parameter || call?.type !== 'CallExpression') {
    return undefined;
  }
  const { root, steps } = chainOf(call);
  if (!steps.some(({ name }) => /^\$?transaction$|^connection$|^withSchema$/.test(name))) {
    return undefined;
  }
  const step = steps.find(({ node }) => roleOf(project, node, depth)?.kind === 'client');
  const role = roleOf(project, root, depth) ?? (step && roleOf(project, step.node, depth));
  const holder = role ?? steps.map((each) => roleOf(project, each.node, depth)).find(Boolean);
  return holder && { library: holder.library, kind: 'client' };
}

function typeRole(project: Project, type: Node, depth: number): Role | undefined {
  const name = typeIdentifier(type);
  if (name === undefined) return undefined;
  const role = roleOf(project, name, depth);
  if (role === undefined || type.type === 'TSTypeQuery') return role;
  // A value that is typed with a class is an instance of it.
  const kind = role.library.advance(role.kind, { name: '', args: [], isNew: true, node: type });
  return { library: role.library, kind: kind ?? (role.kind === 'class' ? 'client' : role.kind) };
}

function importedRole(source: string, name: string): Role | undefined {
  const library = libraries.find(({ packages }) => packages.test(source));
  const kind = library?.imported(name);
  return library && kind && { library, kind };
}
