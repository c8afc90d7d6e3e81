import type { Class, ClassElement, Node, StaticBlock, TSTypeAnnotation } from 'oxc-parser';
import { bare, memberName, patternNames, propertyName, settled } from './nodes.ts';
import { ancestors, isBinding, meaningOf, type Project } from './project.ts';

/** A member of a class, as far as something tells what it is. */
export interface ClassMember {
  readonly value?: Node;
  readonly type?: Node;
  /** It is assigned in the constructor from this. */
  readonly given?: Node;
}

/** What an annotation says, without `| null` and the wrappers of what is awaited. */
export function annotatedType(annotation: TSTypeAnnotation | null | undefined): Node | undefined {
  return annotation ? meantType(annotation.typeAnnotation) : undefined;
}

function meantType(type: Node): Node | undefined {
  if (type.type === 'TSUnionType') {
    const meant = type.types.filter(({ type: each }) => !/^TS(Null|Undefined)Keyword$/.test(each));
    return meant[0] && meantType(meant[0]);
  }
  if (type.type === 'TSTypeReference' && typeIdentifier(type)?.name === 'Promise') {
    const [inner] = type.typeArguments?.params ?? [];
    return inner && meantType(inner);
  }
  return type;
}

/** Of `Repository<User>`: `Repository`. Of `Knex.Transaction`: `Knex`. */
export function typeIdentifier(type: Node): (Node & { name: string }) | undefined {
  if (type.type === 'TSTypeReference') return leftmost(type.typeName);
  return type.type === 'TSTypeQuery' ? leftmost(type.exprName) : undefined;
}

function leftmost(name: Node): (Node & { name: string }) | undefined {
  if (name.type === 'TSQualifiedName') return leftmost(name.left);
  return name.type === 'Identifier' ? name : undefined;
}

/** Annotation of a name that a declaration binds. */
export function typeOfBinding(declaration: Node): Node | undefined {
  if (declaration.type === 'TSParameterProperty') return typeOfBinding(declaration.parameter);
  if (declaration.type === 'AssignmentPattern') return typeOfBinding(declaration.left);
  if (declaration.type === 'VariableDeclarator') return typeOfBinding(declaration.id);
  return declaration.type === 'Identifier' ? annotatedType(declaration.typeAnnotation) : undefined;
}

export function enclosingClass(node: Node): Class | undefined {
  for (const up of ancestors(node)) if (isClass(up)) return up;
  return undefined;
}

export function isClass(node: Node | undefined): node is Class {
  return node?.type === 'ClassDeclaration' || node?.type === 'ClassExpression';
}

/** The class that an expression is an instance of, in whatever file it is declared. */
export function classOf(project: Project, expression: Node, depth = 0): Class | undefined {
  const node = settled(expression);
  if (depth > DEPTH_MAX) return undefined;
  if (node.type === 'ThisExpression') return enclosingClass(node);
  if (node.type === 'NewExpression') return classNamed(project, bare(node.callee));
  if (node.type === 'Identifier') {
    const meaning = meaningOf(project, node);
    if (meaning === undefined) return undefined;
    if (!isBinding(meaning)) return classOf(project, meaning, depth + 1);
    const type = typeOfBinding(meaning.declaration);
    if (type !== undefined && meaning.path.length === 0) return classOfType(project, type);
    const value = valueOf(meaning.declaration);
    return value === undefined || meaning.path.length > 0
      ? undefined
      : classOf(project, value, depth + 1);
  }
  const name = memberName(node);
  if (node.type !== 'MemberExpression' || name === undefined) return undefined;
  const owner = classOf(project, node.object, depth + 1);
  const member = owner && memberOfClass(project, owner, name);
  if (member?.type !== undefined) return classOfType(project, member.type);
  const value = member?.value ?? member?.given;
  return value && classOf(project, value, depth + 1);
}

/** How far names are followed: more is a circle. */
const DEPTH_MAX = 12;

export function valueOf(declaration: Node): Node | undefined {
  return declaration.type === 'VariableDeclarator' ? (declaration.init ?? undefined) : undefined;
}

function classOfType(project: Project, type: Node): Class | undefined {
  const name = type.type === 'TSTypeReference' ? typeIdentifier(type) : undefined;
  return name && classNamed(project, name);
}

export function classNamed(project: Project, name: Node): Class | undefined {
  if (isClass(name)) return name;
  if (name.type !== 'Identifier') return undefined;
  const meaning = meaningOf(project, name);
  const declared = meaning && isBinding(meaning) ? meaning.declaration : meaning;
  if (isClass(declared)) return declared;
  const value = declared && valueOf(declared);
  return isClass(value) ? value : undefined;
}

/** A member: a property, a method, or a parameter of the constructor that becomes a property. */
export function memberOfClass(
  project: Project,
  owner: Class,
  name: string,
  depth = 0,
): ClassMember | undefined {
  for (const member of owner.body.body) {
    if (member.type === 'StaticBlock' || member.type === 'TSIndexSignature') continue;
    if (propertyName(member.key) === name) return ownMember(owner, member, name);
    if (member.type === 'MethodDefinition' && member.kind === 'constructor') {
      for (const each of member.value.params) {
        if (each.type !== 'TSParameterProperty') continue;
        const [declared] = patternNames(each);
        const type = typeOfBinding(each);
        if (declared?.node.name === name) return type === undefined ? {} : { type };
      }
    }
  }
  const given = assignedInConstructor(owner, name);
  if (given !== undefined) return { given };
  const parent = owner.superClass ? classNamed(project, bare(owner.superClass)) : undefined;
  return parent && depth < DEPTH_MAX ? memberOfClass(project, parent, name, depth + 1) : undefined;
}

function ownMember(
  owner: Class,
  member: Exclude<ClassElement, StaticBlock>,
  name: string,
): ClassMember {
  if (!('value' in member)) return {};
  const type = 'typeAnnotation' in member ? annotatedType(member.typeAnnotation) : undefined;
  const value: Node | undefined = member.value ?? undefined;
  const given = value === undefined ? assignedInConstructor(owner, name) : undefined;
  return {
    ...(type === undefined ? {} : { type }),
    ...(value === undefined ? {} : { value }),
    ...(given === undefined ? {} : { given }),
  };
}

/** What stands on the right of `this.name = …` in the constructor. */
function assignedInConstructor(owner: Class, name: string): Node | undefined {
  for (const member of owner.body.body) {
    if (member.type !== 'MethodDefinition' || member.kind !== 'constructor') continue;
    for (const statement of member.value.body?.body ?? []) {
      if (statement.type !== 'ExpressionStatement') continue;
      const { expression } = statement;
      if (expression.type !== 'AssignmentExpression') continue;
      const { left, right } = expression;
      if (left.type !== 'MemberExpression' || left.object.type !== 'ThisExpression') continue;
      if (memberName(left) === name) return right;
    }
  }
  return undefined;
}
