import { isJsonObject, type JsonObject } from '../../base/json.ts';
import { joinPointer, pointerKeys, type Pointer } from '../../openapi/upgrade/pointer-path.ts';
import {
  operationNameOf,
  typeIdentifier,
  uniqueIdentifiers,
  uniqueNames,
  upperFirst,
  type UniqueNames,
} from '../names.ts';

/** The names of schemas, by where they are in the document. */
export interface SchemaNames {
  /** The name of the schema at a place; a place that had none gets one. */
  readonly nameOf: (pointer: Pointer) => string;
  /** All places with names, in the order of naming: first the components. Grows while it is iterated. */
  readonly all: () => Iterable<readonly [Pointer, string]>;
  /** For names of further types. */
  readonly unique: UniqueNames;
}

export function createSchemaNames(document: JsonObject): SchemaNames {
  const unique = uniqueNames();
  const byPointer = new Map<Pointer, string>();
  const { components } = document;
  const schemas = isJsonObject(components) ? components['schemas'] : undefined;
  const keys = isJsonObject(schemas) ? Object.keys(schemas) : [];
  const identifiers = uniqueIdentifiers(keys, (key) => typeIdentifier(key), unique);
  for (const [i, key] of keys.entries()) {
    byPointer.set(joinPointer('#/components/schemas', key), identifiers[i] ?? key);
  }
  return {
    nameOf(pointer) {
      const known = byPointer.get(pointer);
      if (known !== undefined) return known;
      const name = unique(typeIdentifier(derivedName(pointerKeys(pointer))));
      byPointer.set(pointer, name);
      return name;
    },
    all: () => byPointer,
    unique,
  };
}

/** Steps of a pointer that say nothing about what is there. */
const mute: ReadonlySet<string> = new Set([
  'components',
  'schemas',
  'properties',
  '$defs',
  'definitions',
  'content',
  'schema',
  'x-trivet-bundled',
  'patternProperties',
  'dependentSchemas',
]);

const spoken: Readonly<Record<string, string>> = {
  items: 'Item',
  prefixItems: 'Item',
  additionalProperties: 'Value',
  allOf: 'Part',
  anyOf: 'Option',
  oneOf: 'Option',
  requestBody: 'Request',
  responses: 'Response',
  requestBodies: 'Request',
  parameters: 'Parameter',
  headers: 'Header',
};

/** `#/components/schemas/Channel/properties/from/oneOf/0` → `ChannelFromOption1`. */
function derivedName(keys: readonly string[]): string {
  const [first, path, method, ...rest] = keys;
  if (first === 'paths' && path !== undefined && method !== undefined) {
    return upperFirst(operationNameOf(method, path)) + wordsOf(rest);
  }
  // In a hoisted file or `$defs` the last key is the name of the schema.
  const isNamedLast = first === 'x-trivet-bundled' && !Object.hasOwn(spoken, keys.at(-2) ?? '');
  return isNamedLast ? wordsOf(keys.slice(-1)) : wordsOf(keys);
}

function wordsOf(keys: readonly string[]): string {
  const words = keys.map((key, i) => {
    const before = keys[i - 1] ?? '';
    // After `content` comes a media type, which is an accident of the place.
    if (mute.has(key) || before === 'content') return '';
    if (Object.hasOwn(spoken, key)) return spoken[key] ?? '';
    const isIndex = /^\d{1,2}$/.test(key) && Object.hasOwn(spoken, before);
    return isIndex ? String(Number(key) + 1) : upperFirst(wordOf(key));
  });
  return words.join('');
}

/** A key as a part of a name; a digit may start it, since it does not stand first. */
function wordOf(key: string): string {
  return /^\d/.test(key) ? typeIdentifier(key, '').replace(/^_/, '') : typeIdentifier(key, '');
}
