import { isJsonArray, isJsonObject, setOwn, type JsonObject } from '../../base/json.ts';
import type { Schema } from '../model.ts';
import type { ReadSchema } from './read-schema.ts';
import { refName, schemaList } from './schema-walk.ts';

/** A discriminator while it is being read. */
export interface DraftDiscriminator {
  readonly propertyName: string;
  /** Value → name of a schema. */
  readonly mapping: Record<string, string>;
}

/**
 * Corrects discriminators whose schemas say themselves which values mark them (`kind: { const: cat }`): a schema that was
 * mapped by its name, because the document maps nothing, is mapped by its own values instead. Changes the drafts.
 */
export function fillDiscriminators(
  drafts: readonly DraftDiscriminator[],
  named: readonly ReadSchema[],
): void {
  const byName = new Map(named.map(({ name, schema }) => [name, schema]));
  for (const { propertyName, mapping } of drafts) {
    const wanted = Object.entries(mapping).map(([value, name]) => {
      const own = ownValues(byName.get(name), propertyName, byName, new Set());
      return { value, name, own: own === undefined || own.includes(value) ? [value] : own };
    });
    const claims = wanted.flatMap(({ own }) => own);
    for (const { value, name, own } of wanted) {
      const free = own.filter((text) => claims.indexOf(text) === claims.lastIndexOf(text));
      if (own.includes(value) || free.length === 0) continue;
      delete mapping[value];
      for (const text of free) setOwn(mapping, text, name);
    }
  }
}

type ByName = ReadonlyMap<string, Schema>;

/** The texts that a schema allows for a property; undefined where it allows any. */
function ownValues(
  schema: Schema | undefined,
  property: string,
  byName: ByName,
  seen: Set<Schema>,
): readonly string[] | undefined {
  if (!isJsonObject(schema) || seen.has(schema)) return undefined;
  seen.add(schema);
  const { properties, allOf } = schema;
  const own = isJsonObject(properties) ? properties[property] : undefined;
  const values = isJsonObject(own) ? textsOf(own, byName) : undefined;
  if (values !== undefined) return values;
  const target = refName(schema);
  const parts = schemaList(allOf);
  for (const part of target === undefined ? parts : [byName.get(target), ...parts]) {
    const found = ownValues(part, property, byName, seen);
    if (found !== undefined) return found;
  }
  return undefined;
}

function textsOf(schema: JsonObject, byName: ByName): readonly string[] | undefined {
  const target = refName(schema);
  const resolved = target === undefined ? schema : byName.get(target);
  if (!isJsonObject(resolved)) return undefined;
  const { const: value, enum: values } = resolved;
  const all = value === undefined ? values : [value];
  if (!isJsonArray(all)) return undefined;
  return all.filter((text) => typeof text === 'string');
}
