import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { compileSchema } from './json-schema.ts';
import type { ObjectValue } from './types.ts';
import { isObject } from './types.ts';
import type { Schema } from '../spec.ts';

/**
 * The JSON-Schema-Test-Suite, as far as an OpenAPI document can hold its schemas. The suite is not part of the
 * project; where it is absent these tests are skipped, and our own remain.
 */
const SUITE = join(import.meta.dirname, '../../../../../shared/corpus/json-schema');
const skip = existsSync(SUITE) ? false : `no JSON-Schema-Test-Suite at ${SUITE}`;

interface Group {
  readonly description: string;
  readonly schema: Schema;
  readonly tests: readonly {
    readonly description: string;
    readonly data: unknown;
    readonly valid: boolean;
  }[];
}

test('judges every instance of draft 2020-12 as the suite does', { skip }, (context) => {
  const figures = runSuite('draft2020-12', (file, { schema }) =>
    isSelfContained(file, schema) ? moveReferences(schema) : undefined,
  );
  context.diagnostic(`${figures.judged} instances, ${figures.wrong.length} judged wrongly`);
  assert.deepEqual(figures, { judged: 1159, wrong: [] });
});

test(
  'judges every instance of draft 4 that fits OpenAPI 3.0 as the suite does',
  { skip },
  (context) => {
    const figures = runSuite('draft4', (_file, { schema }) =>
      fitsOpenApi30(schema) ? moveReferences(upgradeDraft4(schema)) : undefined,
    );
    context.diagnostic(`${figures.judged} instances, ${figures.wrong.length} judged wrongly`);
    assert.deepEqual(figures, { judged: 386, wrong: [] });
  },
);

for (const [draft, amount] of [
  ['draft2020-12', 644],
  ['draft4', 177],
] as const) {
  test(`judges every text of the formats of ${draft} as the suite does`, { skip }, (context) => {
    const figures = runSuite(join(draft, 'optional/format'), (_file, { schema }) =>
      isObject(schema)
        ? { ...schema, type: ['string', 'number', 'boolean', 'null', 'object', 'array'] }
        : schema,
    );
    context.diagnostic(`${figures.judged} values, ${figures.wrong.length} judged wrongly`);
    assert.deepEqual(figures.wrong, []);
    assert.ok(figures.judged >= amount, `only ${figures.judged} values`);
  });
}

/** Judges each instance of the groups for which `adapt` gives a schema. */
function runSuite(
  folder: string,
  adapt: (file: string, group: Group) => Schema | undefined,
): { readonly judged: number; readonly wrong: readonly string[] } {
  let judged = 0;
  const wrong: string[] = [];
  for (const [file, group] of readGroups(folder)) {
    const schema = adapt(file, group);
    if (schema === undefined) continue;
    const validate = compileSchema({ $ref: '#/schemas/Subject' }, { Subject: schema });
    for (const instance of group.tests) {
      judged++;
      if ((validate(instance.data, 'body').length === 0) === instance.valid) continue;
      wrong.push(`${file}: ${group.description}: ${instance.description}`);
    }
  }
  return { judged, wrong };
}

function readGroups(folder: string): readonly (readonly [file: string, group: Group])[] {
  const files = readdirSync(join(SUITE, folder)).filter((file) => file.endsWith('.json'));
  return files.toSorted().flatMap((file) => {
    const groups: readonly Group[] = JSON.parse(readFileSync(join(SUITE, folder, file), 'utf8'));
    return groups.map((group) => [file, group] as const);
  });
}

/** No identifiers, anchors, dynamic scope or other documents: OpenAPI's bundled documents have none of them. */
function isSelfContained(file: string, schema: Schema): boolean {
  if (/refRemote|dynamicRef|vocabulary|anchor/.test(file)) return false;
  const text = JSON.stringify(isObject(schema) ? { ...schema, $schema: undefined } : {});
  return !/"\$(?:id|anchor|dynamicAnchor|dynamicRef|recursiveRef|vocabulary)":|"id":|json-schema\.org\/draft|http:\/\/localhost|"\$ref":"(?!#)/.test(
    text,
  );
}

/** References to the root become references to the named schema that holds it. */
function moveReferences(schema: unknown): Schema {
  const moved = mapSchema(schema, (key, value) =>
    key === '$ref' && typeof value === 'string' && value.startsWith('#')
      ? `#/schemas/Subject${value.slice(1)}`
      : undefined,
  );
  return isObject(moved) ? moved : moved === true;
}

function mapSchema(schema: unknown, change: (key: string, value: unknown) => unknown): unknown {
  if (Array.isArray(schema)) return schema.map((item) => mapSchema(item, change));
  if (!isObject(schema)) return schema;
  const members = Object.entries(schema).filter(([key]) => key !== '$schema');
  return Object.fromEntries(
    members.map(([key, value]) => {
      const changed = change(key, value);
      if (changed !== undefined) return [key, changed];
      return [key, key === 'enum' || key === 'const' ? value : mapSchema(value, change)];
    }),
  );
}

const KEYWORDS_30 = new Set(
  `type properties required items allOf anyOf oneOf not enum minimum maximum exclusiveMinimum exclusiveMaximum
  multipleOf minLength maxLength pattern minItems maxItems uniqueItems minProperties maxProperties
  additionalProperties format default $ref description title nullable $schema`.split(/\s+/),
);

/** Whether a draft 4 schema is also a Schema Object of OpenAPI 3.0. */
function fitsOpenApi30(schema: unknown): boolean {
  if (!isObject(schema)) return false;
  return Object.entries(schema).every(([key, value]) => {
    if (!KEYWORDS_30.has(key)) return false;
    switch (key) {
      case 'type':
        return typeof value === 'string' && value !== 'null' && value !== 'any';
      case 'items':
      case 'not':
        return fitsOpenApi30(value);
      case 'allOf':
      case 'anyOf':
      case 'oneOf':
        return Array.isArray(value) && value.every(fitsOpenApi30);
      case 'properties':
        return isObject(value) && Object.values(value).every(fitsOpenApi30);
      case 'additionalProperties':
        return typeof value !== 'object' || fitsOpenApi30(value);
      case '$ref':
        return value === '#';
      case 'enum':
        return Array.isArray(value) && !value.includes(null);
      default:
        return true;
    }
  });
}

/** What the reader of documents does to OpenAPI 3.0: siblings of `$ref` go, exclusive bounds become numbers. */
function upgradeDraft4(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(upgradeDraft4);
  if (!isObject(schema)) return schema;
  if (typeof schema['$ref'] === 'string') return { $ref: schema['$ref'] };
  const members = Object.entries(schema).filter(([key]) => !key.startsWith('exclusiveM'));
  const upgraded = Object.fromEntries(
    members.map(([key, value]) => [key, key === 'enum' ? value : upgradeDraft4(value)]),
  );
  moveBound(schema, upgraded, 'minimum', 'exclusiveMinimum');
  moveBound(schema, upgraded, 'maximum', 'exclusiveMaximum');
  return upgraded;
}

function moveBound(
  schema: ObjectValue,
  upgraded: { [key: string]: unknown },
  bound: string,
  exclusive: string,
): void {
  if (schema[exclusive] !== true) return;
  upgraded[exclusive] = schema[bound];
  delete upgraded[bound];
}
