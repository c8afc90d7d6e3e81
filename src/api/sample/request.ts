import type { JsonValue } from '../../base/json.ts';
import type { ApiModel, Operation, Parameter, Schema } from '../model.ts';
import { bodyOf } from './body.ts';
import type { SampleBody } from './body.ts';
import { sample } from './sample.ts';
import { styledFields, styledText } from './serialise.ts';
import type { Escape } from './serialise.ts';

/** A valid request for an operation. */
export interface SampleRequest {
  /** Upper case. */
  readonly method: string;
  /** With the base path: `/v1/users/1`. */
  readonly path: string;
  /** Without the question mark, maybe empty. */
  readonly query: string;
  /** Lower-case names; without `content-type`. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: SampleBody;
}

export interface SampleRequestOptions {
  /** Send optional parameters and properties, too, where a value for them is found. Default: false. */
  readonly optional?: boolean;
}

type NamedSchemas = Readonly<Record<string, Schema>>;

/** The named schemas of a model as the validation engine wants them; one object per model, so that it compiles once. */
export function schemasOf(model: ApiModel): NamedSchemas {
  const known = schemasByModel.get(model);
  if (known !== undefined) return known;
  const schemas = Object.fromEntries(model.schemas.map(({ name, schema }) => [name, schema]));
  schemasByModel.set(model, schemas);
  return schemas;
}

const schemasByModel = new WeakMap<ApiModel, NamedSchemas>();

/**
 * A request that an operation must accept: parameters, body and all. Each value has been proven against its schema.
 * `undefined` where one that is required cannot be made, or cannot be written in the style that is declared for it.
 */
export function requestOf(
  operation: Operation,
  model: ApiModel,
  { optional = false }: SampleRequestOptions = {},
): SampleRequest | undefined {
  const schemas = schemasOf(model);
  const parts: Parts = { path: operation.path, query: [], cookies: [], headers: {} };
  for (const parameter of operation.parameters) {
    if (!parameter.required && !optional) continue;
    if (!place(parts, parameter, schemas) && parameter.required) return undefined;
  }
  const body = operation.body && bodyOf(operation.body, schemas, optional ? 3 : 1);
  if (body === undefined && operation.body?.required === true) return undefined;
  if (/[{}]/.test(parts.path)) return undefined;
  if (parts.cookies.length > 0) parts.headers['cookie'] = parts.cookies.join('; ');
  return {
    method: operation.method.toUpperCase(),
    path: model.basePathExample + parts.path,
    query: parts.query.join('&'),
    headers: parts.headers,
    ...(body === undefined ? {} : { body }),
  };
}

interface Parts {
  path: string;
  readonly query: string[];
  readonly cookies: string[];
  readonly headers: Record<string, string>;
}

/** Values that can be told from absent ones on the wire. Each keyword applies to its own type only. */
const TANGIBLE: Schema = { minLength: 1, minItems: 1, minProperties: 1, not: { type: 'null' } };

/** Header fields that belong to the connection, which clients do not let anyone set. */
const CONNECTION_FIELDS: ReadonlySet<string> = new Set([
  'connection',
  'content-length',
  'expect',
  'host',
  'keep-alive',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** False where no value can be written. */
function place(parts: Parts, parameter: Parameter, schemas: NamedSchemas): boolean {
  const known = knownTexts(schemas);
  if (!known.has(parameter)) known.set(parameter, textsOf(parameter, schemas));
  const texts = known.get(parameter);
  if (texts === undefined) return false;
  const [text = ''] = texts;
  if (parameter.in === 'path') {
    parts.path = parts.path.replaceAll(`{${parameter.name}}`, () => text);
  } else if (parameter.in === 'header') parts.headers[parameter.name] = text;
  else (parameter.in === 'cookie' ? parts.cookies : parts.query).push(...texts);
  return true;
}

type Texts = readonly string[] | undefined;

function knownTexts(schemas: NamedSchemas): Map<Parameter, Texts> {
  const known = textsBySchemas.get(schemas) ?? new Map<Parameter, Texts>();
  textsBySchemas.set(schemas, known);
  return known;
}

/** Operations share parameters. */
const textsBySchemas = new WeakMap<NamedSchemas, Map<Parameter, Texts>>();

/** What is written for a parameter: examples and large values first, then small ones. */
function textsOf(parameter: Parameter, schemas: NamedSchemas): Texts {
  const examples = parameter.example === undefined ? {} : { examples: [parameter.example] };
  const schema: Schema = { allOf: [examples, parameter.schema, TANGIBLE] };
  for (const optionalDepth of [1, 0]) {
    const found = sample(schema, schemas, { optionalDepth });
    const texts = found === undefined ? undefined : written(parameter, found.value);
    if (texts !== undefined) return texts;
  }
  return undefined;
}

/** The one text of a path parameter or header; the fields of a query parameter or cookie. */
function written(parameter: Parameter, value: JsonValue): Texts {
  if (parameter.in === 'path') {
    const text = textOf(parameter, value, parameter.style === 'label' ? escapeLabel : escapeUri);
    // A segment of dots is resolved away by clients.
    return text === undefined || /^\.{1,2}$/.test(text) ? undefined : [text];
  }
  if (parameter.in !== 'header') return fieldsOf(parameter, value);
  const isOurs = !CONNECTION_FIELDS.has(parameter.name);
  const text = isOurs ? textOf(parameter, value, escapeHeader) : undefined;
  return text === undefined ? undefined : [text];
}

function textOf(parameter: Parameter, value: JsonValue, escape: Escape): string | undefined {
  return parameter.content === undefined
    ? styledText({ ...parameter, value }, escape)
    : escape(contentText(parameter.content, value), false);
}

function fieldsOf(parameter: Parameter, value: JsonValue): readonly string[] | undefined {
  const { name, content, style } = parameter;
  if (parameter.in === 'querystring') {
    return content === 'application/x-www-form-urlencoded'
      ? styledFields({ name, value, style: 'form', explode: true }, escapeUri)
      : [encodeURIComponent(contentText(content ?? '', value))];
  }
  if (content !== undefined) {
    return [`${encodeURIComponent(name)}=${encodeURIComponent(contentText(content, value))}`];
  }
  return styledFields({ ...parameter, value }, style === 'cookie' ? escapeCookie : escapeUri);
}

function contentText(type: string, value: JsonValue): string {
  return typeof value === 'string' && !/[/+]json$/.test(type) ? value : JSON.stringify(value);
}

const escapeUri: Escape = (text) => encodeURIComponent(text.toWellFormed());

/** The parts of a label have dots between them. */
const escapeLabel: Escape = (text, isPart) =>
  isPart ? escapeUri(text, isPart)?.replaceAll('.', '%2E') : escapeUri(text, isPart);

/** Header fields hold visible ASCII and have no escapes, so a part cannot hold a delimiter. */
const escapeHeader: Escape = (text, isPart) =>
  /^[!-~](?:[ -~]*[!-~])?$/.test(text) && !(isPart && /[,=]/.test(text)) ? text : undefined;

/** Values in the style that is made for cookies are not encoded. */
const escapeCookie: Escape = (text) => (/^[\w.-]+$/.test(text) ? text : undefined);
