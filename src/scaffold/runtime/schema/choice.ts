import type { Compiler, Node } from './node.ts';
import { NOTHING } from './node.ts';
import { referencedName, resolveReference } from './pointer.ts';
import type { ObjectValue } from './types.ts';
import { ANY_TYPE, OBJECT, admittedTypes, isObject, typeOf } from './types.ts';
import type { Schemas } from '../spec.ts';

/** One alternative of `anyOf` or `oneOf`, with what can be known of it without data. */
export interface Branch {
  readonly node: Node;
  /** The named schema that it refers to. */
  readonly name: string | undefined;
  /** Every value outside these types is refused by it. */
  readonly types: number;
  /** Every value but these is refused by it; undefined where it does not list its values. */
  readonly values: readonly unknown[] | undefined;
  /** The schemas that all hold in it: itself, what it refers to, members of `allOf`. */
  readonly conjuncts: readonly ObjectValue[];
}

/** A property whose value tells the branches for objects apart. */
interface Tag {
  readonly key: string;
  readonly nodes: ReadonlyMap<unknown, Node>;
  /** No branch but the tagged one can match: each requires the property and lists values of its own for it. */
  readonly isExact: boolean;
}

export interface Choice {
  readonly nodes: readonly Node[];
  readonly branches: readonly Branch[];
  readonly tag: Tag | undefined;
  /** The only branch that may accept the value; undefined where more than one may. */
  readonly only: (value: unknown) => Node | undefined;
  /** The branch that the value names, to be tried first. */
  readonly likely: (value: unknown) => Node | undefined;
}

/** Reads the alternatives of a union, so that most values need to meet only one of them. */
export function readChoice(
  schemas: readonly unknown[],
  owner: ObjectValue,
  compiler: Compiler,
): Choice {
  const branches = schemas.map((schema) => readBranch(schema, compiler));
  const tag = findTag(branches, owner['discriminator']);
  const soleByType: (Node | undefined)[] = Array.from({ length: ANY_TYPE }, () => undefined);
  for (let type = 1; type < ANY_TYPE; type <<= 1) {
    const able = branches.filter(({ types }) => (types & type) !== 0);
    soleByType[type] = able.length > 1 ? undefined : (able[0]?.node ?? NOTHING);
  }
  const exact = tag?.isExact === true ? tag : undefined;
  return {
    nodes: branches.map(({ node }) => node),
    branches,
    tag,
    only: (value) => {
      if (exact !== undefined && isObject(value)) {
        const tagged = exact.nodes.get(value[exact.key]);
        if (tagged !== undefined) return tagged;
        if (typeOf(value) === OBJECT) return NOTHING;
      }
      return soleByType[typeOf(value)];
    },
    likely: (value) =>
      tag !== undefined && isObject(value) ? tag.nodes.get(value[tag.key]) : undefined,
  };
}

function readBranch(schema: unknown, compiler: Compiler): Branch {
  const conjuncts = listConjuncts(schema, compiler.schemas);
  const values = listedValues(conjuncts);
  let types = schema === false ? 0 : ANY_TYPE;
  for (const conjunct of conjuncts) types &= admittedTypes(conjunct);
  if (values !== undefined) types &= values.reduce<number>((all, value) => all | typeOf(value), 0);
  const name = isObject(schema) ? referencedName(schema['$ref']) : undefined;
  return { node: compiler.compile(schema), name, types, values, conjuncts };
}

/** Schemas that are looked at to understand one branch. */
const MAX_CONJUNCTS = 64;

function listConjuncts(schema: unknown, schemas: Schemas): readonly ObjectValue[] {
  const found = new Set<ObjectValue>();
  const queue: unknown[] = [schema];
  while (queue.length > 0 && found.size < MAX_CONJUNCTS) {
    const next = queue.shift();
    if (!isObject(next) || found.has(next)) continue;
    found.add(next);
    if (typeof next['$ref'] === 'string') queue.push(resolveReference(next['$ref'], schemas));
    if (Array.isArray(next['allOf'])) queue.push(...next['allOf']);
  }
  return [...found];
}

function listedValues(conjuncts: readonly ObjectValue[]): readonly unknown[] | undefined {
  for (const conjunct of conjuncts) {
    if (Object.hasOwn(conjunct, 'const')) return [conjunct['const']];
    if (Array.isArray(conjunct['enum'])) return conjunct['enum'];
  }
  return undefined;
}

function findTag(branches: readonly Branch[], discriminator: unknown): Tag | undefined {
  const objects = branches.filter(({ types }) => (types & OBJECT) !== 0);
  if (objects.length < 2) return undefined;
  const [first] = objects;
  const keys = new Set(
    first?.conjuncts.flatMap(({ properties }) =>
      isObject(properties) ? Object.keys(properties) : [],
    ),
  );
  const tags = [...keys].map((key) => tagOf(objects, key)).filter((tag) => tag !== undefined);
  return tags.find((tag) => tag.isExact) ?? declaredTag(objects, discriminator) ?? tags[0];
}

function tagOf(branches: readonly Branch[], key: string): Tag | undefined {
  // Found in every object, so that its absence cannot be seen by reading it.
  if (key in Object.prototype) return undefined;
  const nodes = new Map<unknown, Node>();
  let isExact = true;
  for (const { conjuncts, node } of branches) {
    const values = listedValues(
      conjuncts.flatMap(({ properties }) => propertyConjuncts(properties, key)),
    );
    if (values === undefined) return undefined;
    for (const value of values) {
      if (nodes.has(value) || (typeof value === 'object' && value !== null)) return undefined;
      nodes.set(value, node);
    }
    isExact &&= conjuncts.some(({ required }) => Array.isArray(required) && required.includes(key));
  }
  return { key, nodes, isExact };
}

function propertyConjuncts(properties: unknown, key: string): readonly ObjectValue[] {
  if (!isObject(properties) || !Object.hasOwn(properties, key)) return [];
  const property = properties[key];
  return isObject(property) ? [property] : [];
}

/** The tag that OpenAPI's `discriminator` declares: a hint, not an assertion. */
function declaredTag(branches: readonly Branch[], discriminator: unknown): Tag | undefined {
  if (!isObject(discriminator) || typeof discriminator['propertyName'] !== 'string') {
    return undefined;
  }
  const mapping = isObject(discriminator['mapping']) ? discriminator['mapping'] : {};
  const nodes = new Map<unknown, Node>();
  for (const { name, node } of branches) {
    if (name === undefined) continue;
    const mapped = Object.keys(mapping).filter((value) => mapping[value] === name);
    for (const value of mapped.length > 0 ? mapped : [name]) nodes.set(value, node);
  }
  return { key: discriminator['propertyName'], nodes, isExact: false };
}
