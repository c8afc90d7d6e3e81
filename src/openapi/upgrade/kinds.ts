/** What an object of an OpenAPI document is. */
export type Kind =
  | 'document'
  | 'components'
  | 'pathItem'
  | 'operation'
  | 'parameter'
  | 'requestBody'
  | 'mediaType'
  | 'encoding'
  | 'response'
  | 'header'
  | 'callback'
  | 'responses'
  | 'paths'
  | 'securityScheme'
  | 'schema';

/** How a member holds objects of a kind: as its value, as the items of its array, or as the members of its object. */
export interface Slot {
  readonly holds: 'one' | 'list' | 'map';
  readonly kind: Kind;
}

type Members = Readonly<Record<string, Slot>>;

const one = (kind: Kind): Slot => ({ holds: 'one', kind });
const list = (kind: Kind): Slot => ({ holds: 'list', kind });
const map = (kind: Kind): Slot => ({ holds: 'map', kind });

/** HTTP methods that are fields of a path item (`query` since 3.2). */
export const methods = [
  'get',
  'put',
  'post',
  'delete',
  'options',
  'head',
  'patch',
  'trace',
  'query',
] as const;

const parameterMembers: Members = { schema: one('schema'), content: map('mediaType') };
const encodingMembers: Members = {
  encoding: map('encoding'),
  itemEncoding: one('encoding'),
  prefixEncoding: list('encoding'),
};
const mediaTypeMembers: Members = {
  schema: one('schema'),
  itemSchema: one('schema'),
  ...encodingMembers,
};

const schemaKeywords: Readonly<Record<Slot['holds'], readonly string[]>> = {
  one: [
    'items',
    'additionalItems',
    'unevaluatedItems',
    'contains',
    'additionalProperties',
    'unevaluatedProperties',
    'propertyNames',
    'not',
    'if',
    'then',
    'else',
    'contentSchema',
  ],
  list: ['prefixItems', 'allOf', 'anyOf', 'oneOf'],
  map: ['properties', 'patternProperties', 'dependentSchemas', '$defs', 'definitions'],
};

/** Where schemas hold schemas, in all dialects that OpenAPI documents are written in. */
export const schemaMembers: Members = Object.fromEntries(
  (['one', 'list', 'map'] as const).flatMap((holds) =>
    schemaKeywords[holds].map((keyword): [string, Slot] => [keyword, { holds, kind: 'schema' }]),
  ),
);

/** The members of each kind that hold other objects of the document (OpenAPI 3.2, which contains 3.0 and 3.1). */
export const kindMembers: Readonly<Record<Kind, Members>> = {
  document: {
    paths: one('paths'),
    webhooks: map('pathItem'),
    components: one('components'),
  },
  components: {
    schemas: map('schema'),
    responses: map('response'),
    parameters: map('parameter'),
    requestBodies: map('requestBody'),
    headers: map('header'),
    securitySchemes: map('securityScheme'),
    callbacks: map('callback'),
    pathItems: map('pathItem'),
    mediaTypes: map('mediaType'),
  },
  pathItem: {
    parameters: list('parameter'),
    additionalOperations: map('operation'),
    ...Object.fromEntries(methods.map((method) => [method, one('operation')])),
  },
  operation: {
    parameters: list('parameter'),
    requestBody: one('requestBody'),
    responses: one('responses'),
    callbacks: map('callback'),
  },
  parameter: parameterMembers,
  header: parameterMembers,
  requestBody: { content: map('mediaType') },
  mediaType: mediaTypeMembers,
  encoding: { headers: map('header'), ...encodingMembers },
  response: { headers: map('header'), content: map('mediaType') },
  callback: {},
  responses: {},
  paths: {},
  securityScheme: {},
  schema: schemaMembers,
};

/** Kinds whose members are all of one kind, except extensions (`x-…`). */
const memberKinds: Partial<Record<Kind, Slot>> = {
  paths: one('pathItem'),
  callback: one('pathItem'),
  responses: one('response'),
};

/** What the member `key` of an object of this kind holds; `undefined`: nothing of OpenAPI's. */
export function slotOf(kind: Kind, key: string): Slot | undefined {
  const every = memberKinds[kind];
  if (every !== undefined) return key.startsWith('x-') ? undefined : every;
  const members = kindMembers[kind];
  return Object.hasOwn(members, key) ? members[key] : undefined;
}
