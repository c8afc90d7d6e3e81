import type {
  Issue,
  OperationSpec,
  RawRequest,
  ResponseSpec,
  Schemas,
  ValidRequest,
} from './spec.ts';

/** Header fields of an answer: lower-case names; numbers and booleans are sent as text. */
export interface ReplyHeaders {
  readonly [name: string]: unknown;
}

/** One operation at run time: reads requests and checks answers. */
export interface RuntimeOperation {
  readonly spec: OperationSpec;
  /** What `#/schemas/<name>` refers to. */
  readonly schemas: Schemas;
  /** `operationId` as a header value: everything but visible ASCII is percent-encoded. */
  readonly wireId: string;
  /**
   * Parses, coerces and validates a request. Throws `HttpError` only: 406, 415, or 400 with all issues of parameters
   * and body together. Answers at once unless the body is multipart.
   */
  read(raw: RawRequest): ValidRequest | Promise<ValidRequest>;
  /**
   * What an answer does against its declaration, in fields `response.status`, `response.headers.x`, `response.body.x`.
   * `type` is the content type, `body` the value before it is encoded. Streams are not looked into.
   */
  check(
    status: number,
    type: string | undefined,
    body: unknown,
    headers: ReplyHeaders,
  ): readonly Issue[];
  /** The declaration for a status: its own, else its range (`4XX`), else `default`. */
  declares(status: number): ResponseSpec | undefined;
}
