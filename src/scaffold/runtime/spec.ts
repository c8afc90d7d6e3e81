/**
 * What `src/middleware/validators.ts` holds: the operations of the API as plain data. The other files of this folder
 * turn it into parsing, validation and error answers.
 */

/** A JSON Schema (2020-12). References are `#/schemas/<name>`, resolved against `Schemas`. */
export type Schema = boolean | { readonly [keyword: string]: unknown };

/** The named schemas of the document. */
export type Schemas = { readonly [name: string]: Schema };

/** One violation, in the words of the error envelope. */
export interface Issue {
  /** Where: `body.items[0].name`, `query.limit`, `header.x-request-id`; `body` alone for the whole. */
  readonly field: string;
  /** What is expected: `must be an integer`. */
  readonly message: string;
}

export interface ParameterSpec {
  readonly name: string;
  readonly in: 'path' | 'query' | 'querystring' | 'header' | 'cookie';
  readonly required?: boolean;
  /** Default: `simple` for path and header, `form` for query and cookie. */
  readonly style?:
    | 'simple'
    | 'label'
    | 'matrix'
    | 'form'
    | 'spaceDelimited'
    | 'pipeDelimited'
    | 'deepObject'
    | 'cookie';
  /** Default: true for `form` and `cookie`, else false. */
  readonly explode?: boolean;
  readonly schema?: Schema;
  /** The value is a text of this media type. */
  readonly content?: string;
}

export interface EncodingSpec {
  readonly contentType?: string;
  readonly style?: ParameterSpec['style'];
  readonly explode?: boolean;
}

export interface MediaTypeSpec {
  readonly schema?: Schema;
  /** Schema of each item of a stream: `text/event-stream`, `application/x-ndjson`, `application/jsonl`. */
  readonly itemSchema?: Schema;
  readonly encoding?: { readonly [property: string]: EncodingSpec };
}

/** By media type or range, lower case. */
export type ContentSpec = { readonly [type: string]: MediaTypeSpec };

export interface BodySpec {
  readonly required?: boolean;
  readonly content: ContentSpec;
}

export interface HeaderSpec {
  readonly required?: boolean;
  readonly schema?: Schema;
}

export interface ResponseSpec {
  readonly headers?: { readonly [name: string]: HeaderSpec };
  readonly content?: ContentSpec;
}

export interface OperationSpec {
  readonly operationId: string;
  /** Upper case, as on the wire. */
  readonly method: string;
  /** Template with the base path: `/v1/users/{id}`. */
  readonly path: string;
  readonly parameters?: readonly ParameterSpec[];
  readonly body?: BodySpec;
  /** By status: `200`, `2XX`, `default`. */
  readonly responses: { readonly [status: string]: ResponseSpec };
  /** Alternatives; in each, the scopes by scheme. `{}` allows anonymous callers. Absent: open to all. */
  readonly security?: readonly { readonly [scheme: string]: readonly string[] }[];
}

/** A request as every framework can give it. */
export interface RawRequest {
  readonly method: string;
  /** Path and query string as received, not decoded: `/users/1?limit=2`. */
  readonly url: string;
  /** Lower-case names. */
  readonly headers: { readonly [name: string]: string | readonly string[] | undefined };
  /** The whole body, empty or absent where there is none. */
  readonly body?: Uint8Array | undefined;
}

/** The parts of a request after parsing, coercion and validation. */
export interface ValidRequest {
  readonly params: { readonly [name: string]: unknown };
  readonly query: { readonly [name: string]: unknown };
  /** Declared headers only, lower-case names. */
  readonly headers: { readonly [name: string]: unknown };
  readonly cookies: { readonly [name: string]: unknown };
  readonly body: unknown;
}
