import { flatType } from '../../emit/type-flat.ts';
import type { ObjectType, TypeMember, TypeNode } from '../../emit/type-node.ts';

export const unknownType: TypeNode = keyword('unknown');
export const neverType: TypeNode = keyword('never');
export const undefinedType: TypeNode = keyword('undefined');

export function keyword(text: string): TypeNode {
  return { kind: 'keyword', text };
}

/** Union without duplicates, `never`, and literals that a wider member covers. `unknown` swallows all. */
export function unionOf(types: readonly TypeNode[]): TypeNode {
  const [only, another] = types;
  if (only !== undefined && another === undefined) return only;
  const members = new Map<string, TypeNode>();
  for (const type of types) {
    for (const member of type.kind === 'union' ? type.of : [type]) {
      if (isKeyword(member, 'unknown')) return unknownType;
      if (!isKeyword(member, 'never')) members.set(textOf(member, members), member);
    }
  }
  if (members.has('true') && members.has('false')) members.set('boolean', keyword('boolean'));
  const of = [...members.values()].filter((member) => !isCovered(member, members));
  return single(of, neverType) ?? { kind: 'union', of };
}

function isCovered(type: TypeNode, members: ReadonlyMap<string, TypeNode>): boolean {
  if (type.kind !== 'keyword') return false;
  if (/^['"]/.test(type.text)) return members.has('string');
  if (/^[-\d]/.test(type.text)) return members.has('number');
  return (type.text === 'true' || type.text === 'false') && members.has('boolean');
}

/** Intersection without duplicates and `unknown`, its object types merged into one, which stands last. */
export function intersectionOf(types: readonly TypeNode[]): TypeNode {
  const [only, another] = types;
  if (only !== undefined && another === undefined) return only;
  const members = new Map<string, TypeNode>();
  let object: ObjectType | undefined;
  for (const type of types.flatMap((member) =>
    member.kind === 'intersection' ? member.of : [member],
  )) {
    if (isKeyword(type, 'never')) return neverType;
    if (type.kind === 'object') object = object === undefined ? type : mergeObjects(object, type);
    else if (!isKeyword(type, 'unknown')) members.set(textOf(type, members), type);
  }
  const of = [...members.values(), ...(object === undefined ? [] : [object])];
  return single(of, unknownType) ?? { kind: 'intersection', of };
}

function mergeObjects(one: ObjectType, other: ObjectType): ObjectType {
  const members = new Map<string, TypeMember>();
  for (const member of [...one.members, ...other.members]) {
    const name = nameOf(member);
    const known = members.get(name);
    members.set(name, known === undefined ? member : mergeMembers(name, known, member));
  }
  return { kind: 'object', members: loosenIndex([...members.values()]) };
}

/** A member that both parts declare: required where either requires it, of a type that both allow. */
function mergeMembers(name: string, one: TypeMember, other: TypeMember): TypeMember {
  const doc = one.doc ?? other.doc;
  return {
    key: isOptional(one) && isOptional(other) ? `${name}?` : name,
    type: intersectionOf([one.type, other.type]),
    ...(doc !== undefined && { doc }),
  };
}

/** TypeScript wants the type of an index signature to admit the types of all declared members. */
export function loosenIndex(members: readonly TypeMember[]): readonly TypeMember[] {
  const index = members.find(({ key }) => key === indexKey);
  if (index === undefined) return members;
  const declared = members.filter((member) => member !== index);
  const type = unionOf([
    index.type,
    ...declared.map((member) => member.type),
    ...(declared.some(isOptional) ? [undefinedType] : []),
  ]);
  return [...declared, { key: indexKey, type }];
}

export const indexKey = '[key: string]';

function nameOf({ key }: TypeMember): string {
  return key.endsWith('?') ? key.slice(0, -1) : key;
}

function isOptional({ key }: TypeMember): boolean {
  return key.endsWith('?');
}

export function isKeyword(type: TypeNode, text: string): boolean {
  return type.kind === 'keyword' && type.text === text;
}

function single(types: readonly TypeNode[], none: TypeNode): TypeNode | undefined {
  const [first, second] = types;
  if (first === undefined) return none;
  return second === undefined ? first : undefined;
}

/** Text that two types share only if they are the same; an object with comments equals none that stands before it. */
function textOf(type: TypeNode, known: ReadonlyMap<string, TypeNode>): string {
  if (type.kind === 'keyword') return type.text;
  return flatType(type, Infinity) ?? `object ${known.size}`;
}
