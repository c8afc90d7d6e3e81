import {
  isJsonArray,
  isJsonObject,
  setOwn,
  type JsonObject,
  type JsonValue,
} from '../../base/json.ts';
import type { Reporter } from '../../openapi/check/reporter.ts';
import { valueAt } from '../../openapi/pointer.ts';
import { schemaMembers } from '../../openapi/upgrade/kinds.ts';
import { joinPointer, pointerKeys, type Pointer } from '../../openapi/upgrade/pointer-path.ts';
import type { Schema } from '../model.ts';
import type { DraftDiscriminator } from './discriminator-values.ts';
import { readDiscriminator } from './discriminator.ts';
import { keywordReaders } from './keyword-values.ts';
import { isPattern } from './pattern.ts';
import type { ReadSchema } from './read-schema.ts';
import { createSchemaNames, type SchemaNames } from './schema-names.ts';
import { createSchemaTargets, type TargetName } from './schema-targets.ts';
import { repairValues } from './schema-values.ts';

/** Turns schemas of the upgraded document into schemas of the model, and gives names to what they refer to. */
export interface SchemaReader {
  readonly read: (value: JsonValue, pointer: Pointer) => Schema;
  /** All schemas with names: the components, then what `read` has met references to. */
  readonly named: () => readonly ReadSchema[];
  readonly names: SchemaNames;
  /** All discriminators that were read, to be completed when all schemas are known. */
  readonly discriminators: readonly DraftDiscriminator[];
}

export function createSchemaReader(document: JsonObject, report: Reporter): SchemaReader {
  const names = createSchemaNames(document);
  const resolve = createSchemaTargets(document);
  const targetName: TargetName = (ref, from) => {
    const target = resolve(ref, from);
    if (target === undefined) return undefined;
    if (target.isGuess) {
      report.warning(
        'root-ref',
        `${ref} is the whole document, which is no schema; it is taken for the component around it`,
        from,
        'Write the whole way: #/components/schemas/….',
      );
    }
    return names.nameOf(target.pointer);
  };
  const discriminators: DraftDiscriminator[] = [];
  const read = (value: JsonValue, pointer: Pointer): Schema => readSchema(value, pointer, context);
  const context: SchemaContext = { read, targetName, report, discriminators };
  return {
    read,
    names,
    discriminators,
    named() {
      const schemas: ReadSchema[] = [];
      for (const [pointer, name] of names.all()) {
        const schema = read(valueAt(document, pointerKeys(pointer)) ?? {}, pointer);
        schemas.push({ name, schema, pointer });
      }
      return schemas;
    },
  };
}

interface SchemaContext {
  readonly read: (value: JsonValue, pointer: Pointer) => Schema;
  readonly targetName: TargetName;
  readonly report: Reporter;
  readonly discriminators: DraftDiscriminator[];
}

function readSchema(value: JsonValue, pointer: Pointer, context: SchemaContext): Schema {
  if (typeof value === 'boolean') return value;
  if (!isJsonObject(value)) {
    context.report.warning(
      'schema-keyword',
      'a schema must be an object, true or false; anything is accepted here',
      pointer,
      'Write an object of JSON Schema keywords.',
    );
    return true;
  }
  const draft: Record<string, JsonValue> = {};
  for (const key of Object.keys(value)) {
    const member = value[key] ?? null;
    const slot = Object.hasOwn(schemaMembers, key) ? schemaMembers[key] : undefined;
    if (slot === undefined) readKeyword(draft, key, member, pointer, context);
    else if (!unusedSlots.has(key)) {
      const read = readSlot(member, slot.holds, key, joinPointer(pointer, key), context);
      if (read !== undefined) draft[key] = read;
    }
  }
  readReferences(draft, value, pointer, context);
  readExamples(draft, value);
  repairValues(draft, pointer, context.report);
  const discriminator = readDiscriminator(value, pointer, context.targetName, context.report);
  if (discriminator !== undefined) {
    const { propertyName, mapping } = discriminator;
    const isMapped = Object.keys(mapping).length > 0;
    draft['discriminator'] = isMapped ? { propertyName, mapping } : { propertyName };
    context.discriminators.push(discriminator);
  }
  return draft;
}

/** Subschemas that only count where something refers to them, and one that is an annotation. */
const unusedSlots: ReadonlySet<string> = new Set([
  '$defs',
  'definitions',
  'contentSchema',
  'additionalItems',
]);

function readSlot(
  member: JsonValue,
  holds: 'one' | 'list' | 'map',
  key: string,
  pointer: Pointer,
  context: SchemaContext,
): JsonValue | undefined {
  if (holds === 'one') return context.read(member, pointer);
  if (holds === 'list') {
    if (isJsonArray(member) && member.length > 0) {
      const items = member;
      return items.map((item, i) => context.read(item, joinPointer(pointer, i)));
    }
    return reportKeyword(key, 'must be an array of schemas', pointer, context);
  }
  if (!isJsonObject(member)) {
    return reportKeyword(key, 'must be an object of schemas', pointer, context);
  }
  const draft: Record<string, JsonValue> = {};
  for (const name of Object.keys(member)) {
    const at = joinPointer(pointer, name);
    if (key === 'patternProperties' && !isPattern(name))
      reportPattern(JSON.stringify(name), at, context);
    else setOwn(draft, name, context.read(member[name] ?? null, at));
  }
  return draft;
}

function readKeyword(
  draft: Record<string, JsonValue>,
  key: string,
  member: JsonValue,
  pointer: Pointer,
  context: SchemaContext,
): void {
  const reader = keywordReaders.get(key);
  if (reader === undefined) return;
  const { value, fault } = reader(member);
  if (value !== undefined) draft[key] = value;
  if (fault === undefined) return;
  const at = joinPointer(pointer, key);
  if (key === 'pattern') reportPattern(JSON.stringify(member), at, context);
  else if (key === 'type') reportType(member, value, at, context);
  else reportKeyword(key, fault, at, context, value);
}

function reportType(
  member: JsonValue,
  value: JsonValue | undefined,
  pointer: Pointer,
  { report }: SchemaContext,
): void {
  const reading =
    value === undefined ? 'anything is accepted' : `it is read as ${JSON.stringify(value)}`;
  report.warning(
    'unknown-type',
    `${JSON.stringify(member)} is no type of JSON Schema; ${reading}`,
    pointer,
    'Use string, number, integer, boolean, array, object or null.',
  );
}

function reportPattern(pattern: string, pointer: Pointer, { report }: SchemaContext): void {
  report.warning(
    'invalid-pattern',
    `${pattern} is no regular expression of JavaScript, so it is not enforced`,
    pointer,
    'Write the pattern in the syntax of ECMA-262.',
  );
}

function reportKeyword(
  key: string,
  fault: string,
  pointer: Pointer,
  { report }: SchemaContext,
  value?: JsonValue,
): undefined {
  const reading = value === undefined ? 'it is ignored' : `it is read as ${JSON.stringify(value)}`;
  report.warning('schema-keyword', `${key} ${fault}; ${reading}`, pointer, `Correct ${key}.`);
}

/** `$ref`, and its dynamic relatives, which lead where a static reference would lead. */
function readReferences(
  draft: Record<string, JsonValue>,
  schema: JsonObject,
  pointer: Pointer,
  context: SchemaContext,
): void {
  for (const key of ['$ref', '$dynamicRef', '$recursiveRef']) {
    const ref = schema[key];
    if (typeof ref !== 'string') continue;
    if (key !== '$ref') {
      context.report.warning(
        'dynamic-ref',
        `${key} is followed as if it were $ref; a schema that extends this one does not change where it leads`,
        pointer,
        'Use $ref, and write the extended schemas out.',
      );
    }
    const name = context.targetName(ref, pointer);
    if (name === undefined) reportDangling(ref, joinPointer(pointer, key), context);
    else if (draft['$ref'] === undefined) draft['$ref'] = `#/schemas/${name}`;
    else {
      const parts = isJsonArray(draft['allOf']) ? draft['allOf'] : [];
      draft['allOf'] = [...parts, { $ref: `#/schemas/${name}` }];
    }
  }
}

function reportDangling(ref: string, pointer: Pointer, { report }: SchemaContext): void {
  report.error(
    'dangling-ref',
    `${ref} leads nowhere`,
    pointer,
    'Correct the reference, or add what it refers to.',
  );
}

function readExamples(draft: Record<string, JsonValue>, schema: JsonObject): void {
  const { example, examples } = schema;
  if (isJsonArray(examples) && examples.length > 0) {
    draft['examples'] = examples;
  } else if (example !== undefined) draft['examples'] = [example];
}
