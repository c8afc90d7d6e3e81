import type { ShownOperation } from './operation.ts';
import { decodePointer, listOf, nodeOf, textOf } from './schema.ts';
import type { Node } from './schema.ts';

/** What the documentation page shows of an OpenAPI document. */
export interface Docs {
  readonly title: string;
  readonly version: string;
  readonly description: unknown;
  readonly servers: readonly string[];
  readonly groups: readonly DocsGroup[];
  readonly schemas: readonly (readonly [name: string, schema: Node])[];
  readonly securitySchemes: readonly DocsSecurityScheme[];
}

/** Operations with the same first tag. */
export interface DocsGroup {
  readonly title: string;
  readonly description: unknown;
  readonly operations: readonly ShownOperation[];
}

export interface DocsSecurityScheme {
  readonly name: string;
  /** How to use it: `API key in the header x-key`. */
  readonly words: string;
  readonly description: unknown;
}

const METHODS: readonly string[] = [
  'get',
  'put',
  'post',
  'delete',
  'options',
  'head',
  'patch',
  'trace',
  'query',
];

/** A chain of references longer than this leads nowhere. */
const MAX_REFERENCES = 16;

export function readDocs(document: object): Docs {
  const root = nodeOf(document);
  const info = nodeOf(root['info']);
  const components = nodeOf(root['components']);
  return {
    title: textOf(info['title'], 'API'),
    version: textOf(info['version']),
    description: info['description'] ?? info['summary'],
    servers: listOf(root['servers']).map((server) => textOf(nodeOf(server)['url'], '/')),
    groups: readGroups(root),
    schemas: Object.entries(nodeOf(components['schemas'])).map(([name, schema]) => [
      name,
      nodeOf(schema),
    ]),
    securitySchemes: Object.entries(nodeOf(components['securitySchemes'])).map(([name, scheme]) => {
      const node = resolve(root, scheme);
      return { name, words: schemeWords(node), description: node['description'] };
    }),
  };
}

/** In the order in which the document declares its tags, then in the order of use. */
function readGroups(root: Node): readonly DocsGroup[] {
  const groups = new Map<string, ShownOperation[]>();
  const descriptions = new Map<string, unknown>();
  for (const tag of listOf(root['tags'])) {
    const name = textOf(nodeOf(tag)['name']);
    groups.set(name, []);
    descriptions.set(name, nodeOf(tag)['description']);
  }
  for (const operation of readOperations(root)) {
    const group = groups.get(operation.tag) ?? [];
    group.push(operation);
    groups.set(operation.tag, group);
  }
  return [...groups]
    .filter(([, operations]) => operations.length > 0)
    .map(([title, operations]) => ({
      title,
      description: descriptions.get(title),
      operations,
    }));
}

function* readOperations(root: Node): Generator<ShownOperation> {
  for (const [path, value] of Object.entries(nodeOf(root['paths']))) {
    const item = resolve(root, value);
    const additional = nodeOf(item['additionalOperations']);
    const standard = METHODS.map((method) => [method, item[method]] as const);
    for (const [method, operation] of [...standard, ...Object.entries(additional)]) {
      if (operation !== undefined) yield readOperation(root, path, method, item, nodeOf(operation));
    }
  }
}

function readOperation(
  root: Node,
  path: string,
  method: string,
  item: Node,
  source: Node,
): ShownOperation {
  const parameters = new Map<string, Node>();
  for (const entry of [...listOf(item['parameters']), ...listOf(source['parameters'])]) {
    const parameter = resolve(root, entry);
    parameters.set(`${textOf(parameter['in'])} ${textOf(parameter['name'])}`, parameter);
  }
  const security = listOf(source['security'] ?? root['security']);
  const responses = Object.entries(nodeOf(source['responses']));
  return {
    id: textOf(source['operationId'], `${method} ${path}`),
    method: method.toLowerCase(),
    path,
    tag: textOf(listOf(source['tags'])[0], path.split('/').find((part) => part !== '') ?? '/'),
    parameters: [...parameters.values()],
    body: source['requestBody'] === undefined ? undefined : resolve(root, source['requestBody']),
    responses: responses.map(([status, response]) => {
      const node = resolve(root, response);
      const headers = Object.entries(nodeOf(node['headers'])).map(
        ([name, header]) => [name, resolve(root, header)] as const,
      );
      return [status, { ...node, headers: Object.fromEntries(headers) }];
    }),
    security: security.map((alternative) => Object.keys(nodeOf(alternative))),
    source,
  };
}

/** Follows references within the document; one that leads nowhere is an empty object. */
function resolve(root: Node, value: unknown): Node {
  let node = nodeOf(value);
  for (let hops = 0; hops < MAX_REFERENCES; hops += 1) {
    const ref = node['$ref'];
    if (typeof ref !== 'string' || !ref.startsWith('#/')) return node;
    let target: unknown = root;
    for (const token of ref.slice(2).split('/')) {
      const key = decodePointer(token);
      const parent: object = Array.isArray(target) ? target : nodeOf(target);
      target = Object.hasOwn(parent, key) ? Reflect.get(parent, key) : undefined;
    }
    node = nodeOf(target);
  }
  return {};
}

function schemeWords(scheme: Node): string {
  const type = textOf(scheme['type']);
  if (type === 'apiKey') return `API key in the ${textOf(scheme['in'])} ${textOf(scheme['name'])}`;
  if (type === 'http') return `HTTP ${textOf(scheme['scheme'])}`;
  if (type === 'oauth2') return `OAuth 2 (${Object.keys(nodeOf(scheme['flows'])).join(', ')})`;
  if (type === 'openIdConnect') return `OpenID Connect ${textOf(scheme['openIdConnectUrl'])}`;
  return type === 'mutualTLS' ? 'Client certificate' : type;
}
