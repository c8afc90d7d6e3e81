import type { ApiModel } from '../../api/model.ts';
import type { TargetInput } from '../targets/target.ts';

/** test/app.test.ts: what holds for the application whatever its operations do. */
export function applicationTest({ model, sourceDir }: TargetInput): string {
  const unknownPath = pathBeyond(model);
  return `import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startApp } from '../${sourceDir}app.ts';

let app: Awaited<ReturnType<typeof startApp>>;
before(async () => {
  app = await startApp({ port: 0, logLevel: 'silent' });
});
after(() => app.close());

test('it is alive and ready', async () => {
  assert.equal((await fetch(\`\${app.url}/healthz\`)).status, 200);
  assert.equal((await fetch(\`\${app.url}/readyz\`)).status, 200);
});

test('an unknown path is answered with the error envelope and the request id', async () => {
  const answer = await fetch(\`\${app.url}${unknownPath}\`, {
    headers: { 'x-request-id': 'test-1' },
  });
  assert.equal(answer.status, 404);
  assert.equal(answer.headers.get('x-request-id'), 'test-1');
  const body = (await answer.json()) as { error: { code: string }; meta: { requestId: string } };
  assert.equal(body.error.code, 'NOT_FOUND');
  assert.equal(body.meta.requestId, 'test-1');
});

test('answers carry security headers and do not name the framework', async () => {
  const { headers } = await fetch(\`\${app.url}/healthz\`);
  assert.equal(headers.get('x-content-type-options'), 'nosniff');
  assert.ok(headers.get('content-security-policy'));
  assert.equal(headers.get('x-powered-by'), null);
});

test('the document is served', async () => {
  const answer = await fetch(\`\${app.url}/openapi.json\`);
  assert.equal(answer.status, 200);
  assert.ok(((await answer.json()) as { openapi?: string }).openapi);
  assert.match(await (await fetch(\`\${app.url}/docs\`)).text(), /<html/);
});
`;
}

/** A path deeper than any template, so that no operation answers to it. */
function pathBeyond({ basePath, operations }: ApiModel): string {
  const depths = operations.map(({ path }) => `${basePath}${path}`.split('/').length);
  return '/none'.repeat(depths.reduce((most, depth) => Math.max(most, depth), 1));
}
