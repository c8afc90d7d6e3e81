/** What the errors of Express, Fastify, Koa, Hono, NestJS and their parsers mean for the answer. */

/**
 * The HTTP status that an error stands for, if it does: exceptions of NestJS (`getStatus()`) and Hono (`getResponse()`)
 * carry any; other errors only 400 to 499 in `status` or `statusCode`, as http-errors, body-parser and Fastify set them.
 */
export function statusOf(error: unknown): number | undefined {
  if (!(error instanceof Error)) return undefined;
  const { getStatus, getResponse, status, statusCode, expose }: ForeignError = error;
  if (typeof getStatus === 'function') return within(getStatus.call(error), 400, 599);
  if (typeof getResponse === 'function') return within(status, 400, 599);
  // Errors of HTTP clients carry the status of somebody else's answer.
  if ('response' in error || expose === false) return undefined;
  const own = within(status, 400, 499) ?? within(statusCode, 400, 499);
  return own ?? (error instanceof URIError ? 400 : undefined);
}

/** What the error says to the caller. */
export function messageOf(error: unknown): string | undefined {
  return error instanceof Error && error.message !== '' ? error.message : undefined;
}

/** Header fields that the answer needs to be understood, from `headers` (http-errors) or `res` (Hono). */
export function headersOf(error: unknown): Record<string, string> {
  const kept: Record<string, string> = {};
  if (!(error instanceof Error)) return kept;
  const { headers, res }: ForeignError = error;
  const source = res instanceof Response ? [...res.headers] : Object.entries(headers ?? {});
  for (const [name, value] of source) {
    if (meaningful.has(name.toLowerCase())) kept[name.toLowerCase()] = String(value);
  }
  return kept;
}

interface ForeignError extends Error {
  readonly getStatus?: () => unknown;
  readonly getResponse?: () => unknown;
  readonly status?: unknown;
  readonly statusCode?: unknown;
  readonly expose?: unknown;
  readonly headers?: object;
  readonly res?: unknown;
}

const meaningful: ReadonlySet<string> = new Set([
  'allow',
  'accept',
  'retry-after',
  'www-authenticate',
  'proxy-authenticate',
]);

function within(value: unknown, least: number, most: number): number | undefined {
  if (typeof value !== 'number' || !Number.isInteger(value)) return undefined;
  return value >= least && value <= most ? value : undefined;
}
