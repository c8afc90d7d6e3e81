/**
 * What stands where in an OpenAPI document, as far as references are concerned. A `$ref` is one only where a part of the
 * document is expected: not in data (examples, defaults, enums, extensions), and not where `$ref` is somebody's name.
 */
export type Kind =
  | 'document'
  | 'components'
  | 'paths'
  | 'pathItem'
  | 'operation'
  | 'statuses'
  | 'parameter'
  | 'header'
  | 'requestBody'
  | 'mediaType'
  | 'encoding'
  | 'response'
  | 'example'
  | 'link'
  | 'callback'
  | 'securityScheme'
  | 'schema'
  | 'discriminator'
  | 'list'
  | 'other'
  | 'data'
  | MapKind;

/** Objects whose keys are names: no extensions among them. */
type MapKind =
  | 'schemas'
  | 'responses'
  | 'parameters'
  | 'headers'
  | 'examples'
  | 'requestBodies'
  | 'securitySchemes'
  | 'links'
  | 'callbacks'
  | 'pathItems'
  | 'mediaTypes'
  | 'operations'
  | 'encodings';

export interface Rule {
  readonly fields: ReadonlyMap<string, Kind>;
  /** What all other members are. */
  readonly rest: Kind;
  /** What the elements are where an array stands in place of the object. */
  readonly elements: Kind;
  /** Whether members that start with `x-` are extensions, which are data. */
  readonly extensible: boolean;
  /** Section of `components` for these parts; a reference to one may stay a reference. */
  readonly section?: string;
}

/** What a member of an object of a kind is. */
export function kindOfMember(rule: Rule, key: string): Kind {
  const field = rule.fields.get(key);
  if (field !== undefined) return field;
  return rule.extensible && key.startsWith('x-') ? 'data' : rule.rest;
}

type Fields = Readonly<Record<string, Kind>>;

function object(kind: Kind, fields: Fields, section?: string): Rule {
  const base = { fields: new Map(Object.entries(fields)), elements: kind, extensible: true };
  return { ...base, rest: 'other', ...(section === undefined ? {} : { section }) };
}

function map(kind: MapKind, rest: Kind): Rule {
  return { fields: new Map(), rest, elements: kind, extensible: false };
}

function extensibleMap(kind: Kind, rest: Kind): Rule {
  return { fields: new Map(), rest, elements: kind, extensible: true };
}

const parameterFields: Fields = {
  schema: 'schema',
  items: 'schema', // 2.0
  content: 'mediaTypes',
  example: 'data',
  examples: 'examples',
  default: 'data',
  enum: 'list',
};

const encodingFields: Fields = {
  headers: 'headers',
  encoding: 'encodings',
  prefixEncoding: 'encoding',
  itemEncoding: 'encoding',
};

/** The keywords of all dialects together: unknown ones are harmless, and documents mix them. */
const schemaFields: Fields = {
  allOf: 'schema',
  anyOf: 'schema',
  oneOf: 'schema',
  not: 'schema',
  if: 'schema',
  // oxlint-disable-next-line unicorn/no-thenable -- a keyword of JSON Schema
  then: 'schema',
  else: 'schema',
  items: 'schema',
  prefixItems: 'schema',
  additionalItems: 'schema',
  contains: 'schema',
  additionalProperties: 'schema',
  propertyNames: 'schema',
  unevaluatedItems: 'schema',
  unevaluatedProperties: 'schema',
  contentSchema: 'schema',
  properties: 'schemas',
  patternProperties: 'schemas',
  $defs: 'schemas',
  definitions: 'schemas',
  dependentSchemas: 'schemas',
  dependencies: 'schemas',
  discriminator: 'discriminator',
  // Some documents keep these in files of their own; no schema keyword has an object of this form there.
  title: 'other',
  description: 'other',
  externalDocs: 'other',
  xml: 'other',
  enum: 'list',
  required: 'list',
  type: 'list',
};

const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace', 'query'];

export const rules: Readonly<Record<Kind, Rule>> = {
  document: object('document', {
    paths: 'paths',
    webhooks: 'pathItems',
    components: 'components',
    // 2.0
    definitions: 'schemas',
    parameters: 'parameters',
    responses: 'responses',
    securityDefinitions: 'securitySchemes',
  }),
  components: object('components', {
    schemas: 'schemas',
    responses: 'responses',
    parameters: 'parameters',
    examples: 'examples',
    requestBodies: 'requestBodies',
    headers: 'headers',
    securitySchemes: 'securitySchemes',
    links: 'links',
    callbacks: 'callbacks',
    pathItems: 'pathItems',
    mediaTypes: 'mediaTypes',
  }),
  paths: extensibleMap('paths', 'pathItem'),
  pathItem: object(
    'pathItem',
    {
      ...Object.fromEntries(methods.map((method): [string, Kind] => [method, 'operation'])),
      additionalOperations: 'operations',
      parameters: 'parameter',
    },
    'pathItems',
  ),
  operation: object('operation', {
    parameters: 'parameter',
    requestBody: 'requestBody',
    responses: 'statuses',
    callbacks: 'callbacks',
  }),
  statuses: extensibleMap('statuses', 'response'),
  parameter: object('parameter', parameterFields, 'parameters'),
  header: object('header', parameterFields, 'headers'),
  requestBody: object('requestBody', { content: 'mediaTypes' }, 'requestBodies'),
  mediaType: object(
    'mediaType',
    {
      schema: 'schema',
      itemSchema: 'schema',
      example: 'data',
      examples: 'examples',
      ...encodingFields,
      encoding: 'encodings',
    },
    'mediaTypes',
  ),
  encoding: object('encoding', encodingFields),
  response: object(
    'response',
    {
      headers: 'headers',
      content: 'mediaTypes',
      links: 'links',
      schema: 'schema', // 2.0
      examples: 'data', // 2.0: by media type
    },
    'responses',
  ),
  example: object('example', { value: 'data', dataValue: 'data' }, 'examples'),
  link: object('link', { parameters: 'data', requestBody: 'data' }, 'links'),
  callback: { ...extensibleMap('callback', 'pathItem'), section: 'callbacks' },
  securityScheme: object('securityScheme', {}, 'securitySchemes'),
  schema: { ...object('schema', schemaFields, 'schemas'), rest: 'data' },
  discriminator: object('discriminator', { mapping: 'data' }),
  list: { ...extensibleMap('list', 'data'), elements: 'data' },
  other: object('other', {}),
  data: { ...object('data', {}), rest: 'data' },
  schemas: map('schemas', 'schema'),
  responses: map('responses', 'response'),
  parameters: map('parameters', 'parameter'),
  headers: map('headers', 'header'),
  examples: map('examples', 'example'),
  requestBodies: map('requestBodies', 'requestBody'),
  securitySchemes: map('securitySchemes', 'securityScheme'),
  links: map('links', 'link'),
  callbacks: map('callbacks', 'callback'),
  pathItems: map('pathItems', 'pathItem'),
  mediaTypes: map('mediaTypes', 'mediaType'),
  operations: map('operations', 'operation'),
  encodings: map('encodings', 'encoding'),
};
