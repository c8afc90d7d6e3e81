/**
 * The waist of the scaffolder: every reader produces an `ApiModel`, every target and the OpenAPI writer consume one.
 * A reader never knows a target; a target never sees a document. Everything here is plain, readonly data, and every
 * doubtful point of a specification (version, dialect, references, names) has been settled before it gets here.
 */
import type { JsonObject, JsonValue } from '../base/json.ts';

/**
 * A JSON Schema (2020-12) as plain JSON: `true`, `false` or an object of keywords.
 *
 * Settled by the reader: `nullable`, boolean `exclusiveMinimum`, `items` arrays and other older dialects are gone;
 * every `$ref` is `#/schemas/<name>` where `<name>` is the `name` of a `NamedSchema` of the same model; there is no
 * `$id`, `$anchor`, `$defs`, `$dynamicRef`; annotations (`title`, `description`, `example`, `deprecated`, `xml`,
 * `externalDocs`, `x-…`) are kept only where an emitter uses them: `description`, `title`, `deprecated`, `default`,
 * `examples`, `readOnly`, `writeOnly`, `discriminator` (mapping values are names of `NamedSchema`s).
 */
export type Schema = boolean | JsonObject;

/** One whole HTTP API. Arrays are in the order of the document. */
export interface ApiModel {
  readonly title: string;
  readonly version: string;
  readonly description?: string;
  /** Path of the first server as a template, without a trailing slash: `''`, `/v1`, `/{region}/v1`. */
  readonly basePath: string;
  /** The same with the defaults of its variables: `/eu/v1`. */
  readonly basePathExample: string;
  readonly schemas: readonly NamedSchema[];
  readonly operations: readonly Operation[];
  readonly securitySchemes: readonly SecurityScheme[];
  /** Requests that this API sends: webhooks and callbacks. Typed, not served. */
  readonly outgoing: readonly OutgoingRequest[];
  /** The bundled OpenAPI document (all references internal), to be served and shown by the documentation page. */
  readonly document: JsonObject;
}

/** A schema that others refer to, or that deserves a name of its own. */
export interface NamedSchema {
  /** Unique TypeScript identifier (also unique when case is ignored): `User`, `FooBarBaz2`. */
  readonly name: string;
  readonly schema: Schema;
  /** JSON pointer of the schema in the user's document. */
  readonly pointer: string;
  /**
   * Where it differs by direction because of `readOnly` or `writeOnly`, the reader makes two of it: `User` for
   * responses (without `writeOnly` properties in `required`) and `UserRequest` for requests (without `readOnly` ones).
   */
  readonly direction: 'both' | 'request' | 'response';
}

export type Method =
  | 'get'
  | 'put'
  | 'post'
  | 'delete'
  | 'options'
  | 'head'
  | 'patch'
  | 'trace'
  | 'query';

/** One method of one path. */
export interface Operation {
  /** Unique TypeScript identifier, not a reserved word, unique when case is ignored: `listUsers`, `delete_`. */
  readonly id: string;
  /** As in the document, or `id` where it has none. Sent as `x-operation-id` in development. */
  readonly operationId: string;
  readonly method: Method;
  /** Template below `basePath`: `/users/{id}`, `/files/{path}.{ext}`, `/users/{id}:activate`. */
  readonly path: string;
  readonly summary?: string;
  readonly description?: string;
  readonly deprecated: boolean;
  readonly tags: readonly string[];
  /** `x-trivet-weight`: how often it is called, in proportion to the others, of which each counts 1. */
  readonly weight?: number;
  readonly parameters: readonly Parameter[];
  readonly body?: RequestBody;
  readonly responses: readonly Response[];
  /** Alternatives, each a set of schemes that must all be met; empty: open to all. `[[]]` never occurs. */
  readonly security: readonly (readonly SecurityRequirement[])[];
  /** True where anonymous callers are allowed besides the alternatives in `security` (`{}` among them). */
  readonly securityOptional: boolean;
  /** JSON pointer of the operation in the user's document. */
  readonly pointer: string;
}

export type ParameterIn = 'path' | 'query' | 'querystring' | 'header' | 'cookie';
export type ParameterStyle =
  | 'simple'
  | 'label'
  | 'matrix'
  | 'form'
  | 'spaceDelimited'
  | 'pipeDelimited'
  | 'deepObject'
  | 'cookie';

/** A parameter, with the defaults of OpenAPI filled in. Header names are lower case. */
export interface Parameter {
  readonly name: string;
  readonly in: ParameterIn;
  readonly required: boolean;
  readonly style: ParameterStyle;
  readonly explode: boolean;
  readonly schema: Schema;
  /** Media type of a `content` parameter (`style` and `explode` then mean nothing): `application/json`. */
  readonly content?: string;
  readonly description?: string;
  readonly deprecated: boolean;
  readonly example?: JsonValue;
  /** The rest of `examples`. */
  readonly otherExamples?: readonly JsonValue[];
}

export interface RequestBody {
  readonly required: boolean;
  readonly description?: string;
  readonly content: readonly MediaType[];
}

/** One media type of a body. */
export interface MediaType {
  /** Lower case, without parameters, maybe a range: `application/json`, `image/*`, `*∕*`. */
  readonly type: string;
  /** Absent: anything. For a binary body: absent, or `{ type: 'string', format: 'binary' }`. */
  readonly schema?: Schema;
  /** Schema of each item of a sequential type (`text/event-stream`, `application/x-ndjson`, `application/jsonl`). */
  readonly itemSchema?: Schema;
  /** For form bodies, by property name. */
  readonly encoding: readonly Encoding[];
  readonly example?: JsonValue;
  /** The rest of `examples`. */
  readonly otherExamples?: readonly JsonValue[];
}

export interface Encoding {
  readonly property: string;
  /** Comma-separated media types or ranges: `image/png, image/jpeg`. */
  readonly contentType?: string;
  readonly style?: ParameterStyle;
  readonly explode?: boolean;
}

export interface Response {
  /** `200`, `2XX` (upper case) or `default`. */
  readonly status: string;
  readonly description?: string;
  readonly headers: readonly ResponseHeader[];
  /** Empty: nothing is declared; the success envelope then applies where a body may be sent. */
  readonly content: readonly MediaType[];
}

export interface ResponseHeader {
  /** Lower case. */
  readonly name: string;
  readonly required: boolean;
  readonly schema: Schema;
  readonly description?: string;
}

export interface SecurityRequirement {
  /** `id` of a `SecurityScheme`. */
  readonly scheme: string;
  readonly scopes: readonly string[];
}

/** How callers identify themselves. */
export interface SecurityScheme {
  /** Unique TypeScript identifier. */
  readonly id: string;
  /** Key in the document. */
  readonly name: string;
  readonly description?: string;
  readonly kind: 'apiKey' | 'basic' | 'bearer' | 'http' | 'mutualTLS';
  /** What a bearer token is: from `bearerFormat: JWT`, `oauth2` and `openIdConnect`: `jwt`; else `opaque`. */
  readonly token?: 'jwt' | 'opaque';
  /** For `apiKey`. Header names are lower case. */
  readonly in?: 'header' | 'query' | 'cookie';
  /** For `apiKey`: name of the header, query parameter or cookie. For `http`: the scheme, lower case. */
  readonly key?: string;
}

/** A webhook or callback: a request that the generated server may send. */
export interface OutgoingRequest {
  readonly kind: 'webhook' | 'callback';
  /** Unique TypeScript identifier, PascalCase. */
  readonly name: string;
  readonly method: Method;
  readonly body?: RequestBody;
  readonly responses: readonly Response[];
  readonly pointer: string;
}
