import { coerceText } from '../request/coerce.ts';
import { bodyKind, matchMediaType } from '../media-type.ts';
import type { ReplyHeaders, RuntimeOperation } from '../runtime-operation.ts';
import { hasBody, isStream } from './reply.ts';
import { shapeOf, type Shape } from '../request/shape.ts';
import type { Issue, ResponseSpec, Schemas } from '../spec.ts';

/** One answer of an operation, before it is encoded. */
export interface Reply {
  readonly status: number;
  readonly type: string | undefined;
  readonly body: unknown;
  readonly headers: ReplyHeaders;
}

/** What an answer does against its declaration. For development: JSON bodies that seem wrong are encoded to see. */
export function checkResponse(operation: RuntimeOperation, reply: Reply): readonly Issue[] {
  const { status, headers } = reply;
  const declared = operation.declares(status);
  if (declared === undefined) {
    return [{ field: 'response.status', message: `${status} is not declared` }];
  }
  const issues = headerIssues(declared, headers, operation.schemas);
  if (!hasBody(status, operation.spec.method)) return issues;
  return [...issues, ...bodyIssues(declared, reply, operation.schemas)];
}

function headerIssues(
  { headers = {} }: ResponseSpec,
  sent: ReplyHeaders,
  schemas: Schemas,
): readonly Issue[] {
  return Object.entries(headers).flatMap(([name, { required, schema }]) => {
    const field = `response.headers.${name}`;
    const value = Object.hasOwn(sent, name) ? sent[name] : undefined;
    if (value === undefined) return required ? [{ field, message: 'is required' }] : [];
    return headerValueIssues(value, field, shapeOf(schema ?? true, schemas));
  });
}

function headerValueIssues(value: unknown, field: string, shape: Shape): readonly Issue[] {
  if (typeof value !== 'string' || shape.kinds[0] === 'text') {
    const typed = typeof value === 'string' ? coerceText(value, shape) : value;
    return shape.validate(typed, field);
  }
  // An array or object that is encoded already.
  return [];
}

function bodyIssues(
  { content = {} }: ResponseSpec,
  { type, body }: Reply,
  schemas: Schemas,
): readonly Issue[] {
  const declared = Object.keys(content);
  if (declared.length === 0) return [];
  if (type === undefined) return [{ field: 'response.body', message: 'is missing' }];
  const name = (type.split(';')[0] ?? '').trim().toLowerCase();
  const match = matchMediaType(name, declared);
  if (match === undefined) {
    const message = `${name} is not declared, only ${declared.join(', ')}`;
    return [{ field: 'response.headers.content-type', message }];
  }
  const schema = content[match]?.schema;
  if (schema === undefined || body instanceof Uint8Array || isStream(body)) return [];
  const shape = shapeOf(schema, schemas);
  const kind = bodyKind(name);
  if (kind === 'json') return jsonIssues(body, shape);
  return kind === 'text' && shape.kinds[0] === 'text' ? shape.validate(body, 'response.body') : [];
}

/** Dates, undefined members and the like become what JSON makes of them, but only where that may matter. */
function jsonIssues(body: unknown, shape: Shape): readonly Issue[] {
  if (shape.validate(body, 'response.body').length === 0) return [];
  let text: string | undefined;
  try {
    text = JSON.stringify(body);
  } catch {
    return [{ field: 'response.body', message: 'cannot be written as JSON' }];
  }
  if (text === undefined) return [{ field: 'response.body', message: 'is missing' }];
  return shape.validate(JSON.parse(text), 'response.body');
}
