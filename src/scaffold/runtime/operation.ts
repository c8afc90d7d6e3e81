import { negotiate } from './request/accept.ts';
import { createBodyReader } from './request/body.ts';
import { badRequest, notAcceptable } from './http-error.ts';
import { createParameterReader, type Parameters } from './request/parameters.ts';
import { checkResponse } from './reply/response-check.ts';
import type { RuntimeOperation } from './runtime-operation.ts';
import type {
  Issue,
  OperationSpec,
  RawRequest,
  ResponseSpec,
  Schemas,
  ValidRequest,
} from './spec.ts';

export type { ReplyHeaders, RuntimeOperation } from './runtime-operation.ts';

/** Details after these are not sent. */
const maxIssues = 100;

/** An operation that is ready to serve. What it needs is prepared on its first request. */
export function createOperation(spec: OperationSpec, schemas: Schemas): RuntimeOperation {
  let reader: RequestReader | undefined;
  const operation: RuntimeOperation = {
    spec,
    schemas,
    wireId: spec.operationId.replaceAll(/[^\u0021-\u007E]+/g, encodeWire),
    read: (raw) => (reader ??= createRequestReader(spec, schemas))(raw),
    check: (status, type, body, headers) =>
      checkResponse(operation, { status, type, body, headers }),
    declares: (status) => {
      const { responses } = spec;
      for (const key of [String(status), `${Math.trunc(status / 100)}XX`, 'default']) {
        if (Object.hasOwn(responses, key)) return responses[key];
      }
      return undefined;
    },
  };
  return operation;
}

/** Lone surrogates cannot be encoded. */
function encodeWire(text: string): string {
  return encodeURIComponent(text.toWellFormed());
}

type RequestReader = (raw: RawRequest) => ValidRequest | Promise<ValidRequest>;

function createRequestReader(spec: OperationSpec, schemas: Schemas): RequestReader {
  const offered = offeredTypes(spec);
  const readParameters = createParameterReader(spec.parameters ?? [], schemas, spec.path);
  const readBody = spec.body && createBodyReader(spec.body, schemas);
  return (raw) => {
    if (offered.length > 0) checkAccept(raw, offered);
    const issues: Issue[] = [];
    const parameters = readParameters(raw, issues);
    const body = readBody?.(raw, issues);
    if (body instanceof Promise) {
      return body.then((value: unknown) => finish(parameters, value, issues));
    }
    return finish(parameters, body, issues);
  };
}

function finish(parameters: Parameters, body: unknown, issues: readonly Issue[]): ValidRequest {
  if (issues.length > 0) throw badRequest(issues.slice(0, maxIssues));
  const { params, query, headers, cookies } = parameters;
  return { params, query, headers, cookies, body };
}

function checkAccept({ headers }: RawRequest, offered: readonly string[]): void {
  const { accept } = headers;
  if (accept === undefined || accept === '*/*') return;
  const text = typeof accept === 'string' ? accept : accept.join(',');
  if (negotiate(text, offered) === undefined) throw notAcceptable(offered);
}

/**
 * All types that the operation may answer with, or none where it may succeed without a body of a declared type: then
 * no wish of the caller can be out of reach.
 */
function offeredTypes({ responses }: OperationSpec): readonly string[] {
  const entries = Object.entries(responses);
  const successes = entries.filter(([status]) => /^[23]/.test(status));
  // A redirection need not have a body, so it says nothing about types.
  const contentful = successes.filter(([status]) => status.startsWith('2'));
  const fallback = entries.filter(([status]) => successes.length === 0 && status === 'default');
  const relevant = contentful.length > 0 ? contentful : fallback;
  const types = relevant.map(([, { content }]) => Object.keys(content ?? {}));
  if (types.length === 0 || types.some((some) => some.length === 0)) return [];
  return [...new Set([...types.flat(), ...entries.flatMap(contentTypes)])];
}

function contentTypes([, { content }]: readonly [string, ResponseSpec]): readonly string[] {
  return Object.keys(content ?? {});
}
