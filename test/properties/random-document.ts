import * as fc from 'fast-check';
import type { JsonObject, JsonValue } from '../../src/base/json.ts';

/** Random OpenAPI 3.1 documents: small, valid, and as odd as the specification allows. */
export function randomDocument(): fc.Arbitrary<JsonObject> {
  return fc
    .record({
      schemaNames: uniqueNames(6),
      paths: fc.array(pathShape(), { minLength: 1, maxLength: 6 }),
    })
    .chain(({ schemaNames, paths }) =>
      fc
        .record({
          schemas: fc.tuple(...schemaNames.map(() => schema(schemaNames).map(substantial))),
          operations: fc.tuple(...paths.map((shape) => operation(shape, schemaNames))),
        })
        .map(({ schemas, operations }) => ({
          openapi: '3.1.0',
          info: { title: 'Random', version: '1' },
          paths: Object.fromEntries(
            paths.map((shape, index) => [
              pathText(shape, index),
              { [shape.method]: operations[index] ?? {} },
            ]),
          ),
          components: {
            schemas: Object.fromEntries(
              schemaNames.map((name, index) => [name, schemas[index] ?? {}]),
            ),
            securitySchemes,
          },
        })),
    );
}

/** References that only lead to each other would make the document invalid. */
function substantial(given: JsonObject): JsonObject {
  return '$ref' in given ? { anyOf: [given, { type: 'null' }] } : given;
}

interface PathShape {
  readonly method: string;
  /** Literal segments, or variables where they begin with `{`. */
  readonly segments: readonly string[];
}

const securitySchemes: JsonObject = {
  token: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
  'api-key': { type: 'apiKey', in: 'header', name: 'X-Key' },
};

/** Names that are hard on generators: reserved words, globals, no identifiers, other scripts. */
const oddNames: readonly string[] = (
  'User Array Promise Error string class Operations Empty Answer ' +
  'foo.bar foo-bar foo_bar 1st 日本語 constructor toString Request'
).split(' ');

function uniqueNames(maxLength: number): fc.Arbitrary<string[]> {
  return fc.uniqueArray(fc.constantFrom(...oddNames), { minLength: 1, maxLength });
}

function pathShape(): fc.Arbitrary<PathShape> {
  return fc.record({
    method: fc.constantFrom('get', 'put', 'post', 'delete', 'patch', 'head', 'options'),
    segments: fc.array(
      fc.constantFrom(
        'users',
        'a b',
        'x:y',
        'delete',
        '{id}',
        '{user-id}',
        '{class}.{ext}',
        '{id}:go',
      ),
      { minLength: 0, maxLength: 3 },
    ),
  });
}

/** The first segment keeps paths apart. */
function pathText({ segments }: PathShape, index: number): string {
  return [
    '',
    `r${index}`,
    ...segments.map((segment, at) => segment.replaceAll('}', `${at}}`)),
  ].join('/');
}

function operation(shape: PathShape, names: readonly string[]): fc.Arbitrary<JsonObject> {
  const variables = [...pathText(shape, 0).matchAll(/\{([^{}]*)\}/g)].map(([, name = '']) => name);
  return fc
    .record({
      query: fc.uniqueArray(fc.constantFrom('limit', 'filter[name]', '$top', 'constructor', 'é'), {
        maxLength: 3,
      }),
      schemas: fc.tuple(schema(names), schema(names), schema(names)),
      type: fc.constantFrom(
        'application/json',
        'multipart/form-data',
        'text/plain',
        'application/x-ndjson',
        'image/*',
      ),
      status: fc.constantFrom('200', '201', '204', '4XX', 'default'),
      security: fc.constantFrom<JsonValue[]>([{ token: ['read'] }], [{}, { 'api-key': [] }], []),
    })
    .map(({ query, schemas: [first, second, third], type, status, security }) => ({
      summary: 'does */ things `${x}`',
      parameters: [
        ...variables.map((name) => ({
          name,
          in: 'path',
          required: true,
          schema: { type: 'string' },
        })),
        ...query.map((name) => ({ name, in: 'query', schema: first })),
      ],
      security,
      ...(['put', 'post', 'patch'].includes(shape.method) && {
        requestBody: { content: { [type]: { schema: second } } },
      }),
      responses: {
        [status]: { description: 'ok', content: { 'application/json': { schema: third } } },
        '500': { description: 'no' },
      },
    }));
}

function schema(names: readonly string[]): fc.Arbitrary<JsonObject> {
  const { any } = fc.letrec<{ any: JsonObject }>((tie) => ({
    any: fc.oneof(
      { maxDepth: 3, depthSize: 'small' },
      leaf(names),
      objectOf(tie('any')),
      tie('any').map((items) => ({ type: 'array', items, minItems: 1 })),
      fc.tuple(tie('any'), tie('any')).map(([a, b]) => ({ type: 'array', prefixItems: [a, b] })),
      fc.tuple(tie('any'), tie('any')).map((oneOf) => ({ oneOf })),
      fc.tuple(tie('any'), tie('any')).map((allOf) => ({ allOf })),
      tie('any').map((inner) => ({ anyOf: [inner, { type: 'null' }] })),
    ),
  }));
  return any;
}

function leaf(names: readonly string[]): fc.Arbitrary<JsonObject> {
  return fc.oneof(
    fc.constantFrom<JsonObject[]>(
      { type: 'string' },
      { type: 'string', format: 'date-time' },
      { type: 'integer', minimum: 0 },
      { type: ['number', 'null'] },
      { type: 'boolean', default: true },
      { enum: ['a', "it's", '', 1, null] },
      { const: { a: [1] } },
      {},
    ),
    fc.constantFrom(...names).map((name) => ({ $ref: `#/components/schemas/${name}` })),
  );
}

function objectOf(member: fc.Arbitrary<JsonObject>): fc.Arbitrary<JsonObject> {
  const keys = fc.constantFrom('id', 'a-b', '__proto__', 'class', '1', '', 'q\'"', 'then', '名前');
  return fc
    .record({
      entries: fc.uniqueArray(fc.tuple(keys, member), { selector: ([key]) => key, maxLength: 4 }),
      additional: fc.option(fc.oneof(member, fc.constant(false)), { nil: undefined }),
      marks: fc.constantFrom<JsonObject[]>({}, { readOnly: true }, { writeOnly: true }),
    })
    .map(({ entries, additional, marks }) => ({
      type: 'object',
      required: entries.map(([key]) => key).slice(0, 2),
      // fromEntries makes an own property of __proto__, too.
      properties: Object.fromEntries(entries.map(([key, value]) => [key, { ...value, ...marks }])),
      ...(additional !== undefined && { additionalProperties: additional }),
    }));
}
