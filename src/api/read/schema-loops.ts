import { isJsonObject, type JsonObject } from '../../base/json.ts';
import type { Reporter } from '../../openapi/check/reporter.ts';
import type { Schema } from '../model.ts';
import type { UniqueNames } from '../names.ts';
import { cyclicComponents } from './cyclic-components.ts';
import type { ReadSchema } from './read-schema.ts';
import { changeSubschemas, eachSubschema, isSamePlace, refName, refTo } from './schema-walk.ts';

/**
 * Breaks loops of schemas that apply to the same value: they would never end, neither when validating nor as types.
 *
 * Where a union contains schemas that extend the union (`Pet: oneOf [Cat, Dog]`, `Cat: allOf [Pet, …]`), the children
 * extend a new `PetBase` instead, which is `Pet` without the union. Any other reference back to itself says nothing (the
 * least value of a union, the greatest of a conjunction) and is dropped.
 */
export function breakLoops(
  schemas: readonly ReadSchema[],
  unique: UniqueNames,
  report: Reporter,
): readonly ReadSchema[] {
  let current = schemas;
  // Each round takes one schema out of each loop for good.
  for (let round = 0; round <= schemas.length; round++) {
    const edges = new Map(current.map(({ name, schema }) => [name, edgesOf(schema)]));
    const loops = cyclicComponents(edges);
    if (loops.length === 0) return current;
    for (const loop of loops) current = breakLoop(current, loop, edges, unique, report);
  }
  return current;
}

/** A reference that applies to the same value as the schema it is in. */
interface Edge {
  readonly to: string;
  /** The keyword right around the reference: `allOf`; none at the top of the schema. */
  readonly keyword: string | undefined;
  /** Whether it lies within a `oneOf` or `anyOf`. */
  readonly inUnion: boolean;
  /** Whether nothing else stands beside the reference. */
  readonly isAlone: boolean;
}

function edgesOf(schema: Schema): readonly Edge[] {
  const edges: Edge[] = [];
  const visit = (at: Schema, keyword: string | undefined, inUnion: boolean): void => {
    if (!isJsonObject(at)) return;
    const to = refName(at);
    if (to !== undefined) edges.push({ to, keyword, inUnion, isAlone: isAlone(at) });
    eachSubschema(at, (subschema, key) => {
      if (isSamePlace(key)) visit(subschema, key, inUnion || isUnion(key));
    });
  };
  visit(schema, undefined, false);
  return edges;
}

function isUnion(keyword: string | undefined): boolean {
  return keyword === 'oneOf' || keyword === 'anyOf';
}

/** A branch of a union that is a reference and nothing else: an alternative, not an extension. */
function isAlternative(edge: Edge): boolean {
  return edge.isAlone && isUnion(edge.keyword);
}

function isAlone(schema: JsonObject): boolean {
  return Object.keys(schema).every((key) => key === '$ref' || key === 'description');
}

type Edges = ReadonlyMap<string, readonly Edge[]>;

function breakLoop(
  schemas: readonly ReadSchema[],
  loop: ReadonlySet<string>,
  edges: Edges,
  unique: UniqueNames,
  report: Reporter,
): readonly ReadSchema[] {
  const members = schemas.filter(({ name }) => loop.has(name));
  const within = (name: string) => (edges.get(name) ?? []).filter(({ to }) => loop.has(to));
  const isExtended = (name: string) =>
    members.some((member) => within(member.name).some((e) => e.to === name && !isAlternative(e)));
  const parent = members.find(
    ({ name }) => within(name).some((edge) => edge.inUnion) && isExtended(name),
  );
  if (parent !== undefined) return extractBase(schemas, parent, loop, unique, report);
  return dropReference(schemas, members, within, report);
}

/** Gives the schemas of the loop that extend the parent a base without the parent's union. */
function extractBase(
  schemas: readonly ReadSchema[],
  parent: ReadSchema,
  loop: ReadonlySet<string>,
  unique: UniqueNames,
  report: Reporter,
): readonly ReadSchema[] {
  const baseName = unique(`${parent.name}Base`);
  report.info(
    'recursive-union',
    `${parent.name} is a union of schemas that extend ${parent.name}; they extend ${baseName}, which is ${parent.name} without the union`,
    parent.pointer,
    'Move what the members of the union share to a schema of its own.',
  );
  const redirect = (schema: Schema): Schema =>
    redirectEdges(schema, (edge) =>
      edge.to === parent.name && !isAlternative(edge) ? baseName : edge.to,
    ) ?? true;
  const base: ReadSchema = {
    name: baseName,
    schema: redirect(withoutUnions(parent.schema, loop)),
    pointer: parent.pointer,
  };
  return schemas.flatMap((schema) => {
    const next = loop.has(schema.name) ? { ...schema, schema: redirect(schema.schema) } : schema;
    return schema === parent ? [next, base] : [next];
  });
}

function withoutUnions(schema: Schema, loop: ReadonlySet<string>): Schema {
  if (!isJsonObject(schema)) return schema;
  const draft = { ...schema };
  for (const keyword of ['oneOf', 'anyOf']) {
    if (draft[keyword] === undefined) continue;
    if (edgesOf({ [keyword]: draft[keyword] }).some(({ to }) => loop.has(to))) {
      delete draft[keyword];
      delete draft['discriminator'];
    }
  }
  return changeSubschemas(draft, (subschema, keyword) =>
    keyword === 'allOf' ? withoutUnions(subschema, loop) : subschema,
  );
}

/** Takes the last reference out of the first loop that is found. */
function dropReference(
  schemas: readonly ReadSchema[],
  members: readonly ReadSchema[],
  within: (name: string) => readonly Edge[],
  report: Reporter,
): readonly ReadSchema[] {
  const path: { name: string; edge: Edge }[] = [];
  let name = members[0]?.name ?? '';
  let edge: Edge | undefined;
  do {
    edge = within(name)[0];
    if (edge === undefined) return schemas;
    path.push({ name, edge });
    name = edge.to;
  } while (!path.some((step) => step.name === name));
  const dropped = path.at(-1);
  const holder = schemas.find((schema) => schema.name === dropped?.name);
  if (dropped === undefined || holder === undefined) return schemas;
  const cycle = path.slice(path.findIndex((step) => step.name === name));
  const names = [...cycle.map((step) => step.name), name].join(' → ');
  if (cycle.every((step) => step.edge.keyword === undefined && step.edge.isAlone)) {
    report.error(
      'ref-loop',
      `the references ${names} lead to each other and to no schema`,
      holder.pointer,
      'Define one of them.',
    );
  } else {
    report.warning(
      'schema-loop',
      `${names}: a schema that contains itself for the same value says nothing, so that is left out`,
      holder.pointer,
      `Remove the reference to ${name}.`,
    );
  }
  const schema =
    redirectEdges(holder.schema, (other) =>
      other.to === dropped.edge.to && other.keyword === dropped.edge.keyword ? undefined : other.to,
    ) ?? true;
  return schemas.map((other) => (other === holder ? { ...holder, schema } : other));
}

/** Leads references of the same place elsewhere, or takes them out. Undefined: nothing is left of the schema. */
function redirectEdges(
  schema: Schema,
  target: (edge: Edge) => string | undefined,
  keyword?: string,
  inUnion = false,
): Schema | undefined {
  if (!isJsonObject(schema)) return schema;
  const changed = changeSubschemas(schema, (subschema, key) =>
    isSamePlace(key) ? redirectEdges(subschema, target, key, inUnion || isUnion(key)) : subschema,
  );
  const to = refName(changed);
  if (to === undefined) return changed;
  const next = target({ to, keyword, inUnion, isAlone: isAlone(changed) });
  if (next === to) return changed;
  if (next !== undefined) return { ...changed, $ref: refTo(next) };
  if (isAlone(changed)) return undefined;
  const { $ref: _, ...rest } = changed;
  return rest;
}
