import type { JsonValue } from '../base/json.ts';
import { code, quoted } from '../emit/code.ts';
import { literal } from '../emit/literal.ts';
import type { PlannedFile } from '../emit/planned-file.ts';
import type { ApiModel, Operation } from '../api/model.ts';
import { bodyKind } from './runtime/media-type.ts';
import { invalidSamples } from '../api/sample/invalid.ts';
import { mapPatiently } from '../api/sample/patience.ts';
import { requestOf, schemasOf } from '../api/sample/request.ts';
import type { SampleRequest } from '../api/sample/request.ts';
import type { TargetInput } from './targets/target.ts';

/** A body longer than this makes no readable test. */
const MAX_BODY_LENGTH = 10_000;

/**
 * `test/operations.gen.test.ts`: one valid request for each operation, where one can be made and proven, and one with an
 * invalid body. `appImport` is the module that exports `startApp`, seen from the test.
 */
export function contractTests(
  input: TargetInput,
  appImport: string = `../${input.sourceDir}app.ts`,
): PlannedFile {
  const { model } = input;
  const cases = mapPatiently(model.operations, (operation) =>
    contractCase(operation, model),
  ).filter((candidate) => candidate !== undefined);
  const start = 'const cases: readonly Case[] = ';
  const table = literal(cases, { startColumn: start.length });
  return {
    path: 'test/operations.gen.test.ts',
    kind: 'generated',
    text: `${header(appImport)}\n${casesComment}${start}${table};\n\n${TESTS}`,
  };
}

function contractCase(operation: Operation, model: ApiModel): JsonValue | undefined {
  const request = requestOf(operation, model);
  if (request === undefined || !canBeFetched(request)) return undefined;
  const { method, path, query, headers, body } = request;
  const invalid = body && invalidBody(operation, model, body.type);
  const allHeaders = body === undefined ? headers : { ...headers, 'content-type': body.type };
  return {
    operationId: wireId(operation.operationId),
    method,
    path: query === '' ? path : `${path}?${query}`,
    ...(Object.keys(allHeaders).length > 0 && { headers: allHeaders }),
    ...(body !== undefined && { body: body.text }),
    ...(invalid !== undefined && { invalidBody: invalid }),
    statuses: operation.responses.map(({ status }) => status),
    ...(operation.security.length > 0 && !operation.securityOptional && { secured: true }),
  };
}

/** What `fetch` cannot send: bodies with GET and HEAD, the method TRACE, paths that are not only paths. */
function canBeFetched({ method, path, body }: SampleRequest): boolean {
  if (method === 'TRACE' || /[#?\\]/.test(path)) return false;
  if (body === undefined) return true;
  return method !== 'GET' && method !== 'HEAD' && body.text.length <= MAX_BODY_LENGTH;
}

/** A JSON text that the operation must refuse. */
function invalidBody(operation: Operation, model: ApiModel, type: string): string | undefined {
  const media = operation.body?.content.find((candidate) => candidate.type === type);
  if (media?.schema === undefined || bodyKind(type) !== 'json') return undefined;
  const [invalid] = invalidSamples(media.schema, schemasOf(model));
  const text = invalid && JSON.stringify(invalid.value);
  return text !== undefined && text.length <= MAX_BODY_LENGTH ? text : undefined;
}

/** As the header `x-operation-id` has it. */
function wireId(operationId: string): string {
  return operationId
    .toWellFormed()
    .replaceAll(/[^\u0021-\u007E]+/g, (part) => encodeURIComponent(part));
}

function header(appImport: string): string {
  return code`
    import assert from 'node:assert/strict';
    import { after, before, test } from 'node:test';
    import { startApp } from ${quoted(appImport)};

    interface Case {
      readonly operationId: string;
      readonly method: string;
      readonly path: string;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: string;
      /** Refused with 400. */
      readonly invalidBody?: string;
      /** What the document declares: \`200\`, \`4XX\`, \`default\`. */
      readonly statuses: readonly string[];
      /** Nobody gets in without credentials, and the tests have none. */
      readonly secured?: boolean;
    }
  `;
}

const casesComment = '/** A valid request for each operation. */\n';

const TESTS: string = code`
  let app: Awaited<ReturnType<typeof startApp>>;
  before(async () => {
    process.env['RATE_LIMIT'] = 'off';
    process.env['LOG_LEVEL'] ??= 'error';
    app = await startApp({ port: 0, logLevel: 'silent' });
  });
  after(() => app.close());

  test('the application starts', () => {
    assert.match(app.url, /^http:/);
  });

  for (const operation of cases) {
    const { operationId, method, path, body, invalidBody, statuses, secured } = operation;

    test(\`\${method} \${path} is answered by \${operationId} as declared\`, async () => {
      const answer = await call(operation, body);
      assert.equal(answer.headers.get('x-operation-id'), operationId);
      const { status } = answer;
      const allowed = secured ? isRefusal(status) : status === 501 || declares(statuses, status);
      assert.ok(allowed, \`\${status}: \${await answer.text()}\`);
    });

    if (invalidBody === undefined) continue;
    test(\`\${method} \${path} refuses an invalid body\`, async () => {
      const answer = await call(operation, invalidBody);
      const text = await answer.text();
      assert.ok(answer.status === 400 || (secured && isRefusal(answer.status)), text);
      if (answer.status === 400 && !declares(statuses, 400)) {
        const { error } = JSON.parse(text) as { error: { details: readonly unknown[] } };
        assert.notEqual(error.details.length, 0);
      }
    });
  }

  async function call({ method, path, headers = {} }: Case, body?: string): Promise<Response> {
    return await fetch(app.url + path, { method, headers, redirect: 'manual', body: body ?? null });
  }

  function isRefusal(status: number): boolean {
    return status === 401 || status === 403;
  }

  function declares(statuses: readonly string[], status: number): boolean {
    const wanted = [String(status), \`\${String(status)[0]}XX\`, 'default'];
    return wanted.some((name) => statuses.includes(name));
  }
`;
