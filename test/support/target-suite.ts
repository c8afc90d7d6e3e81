import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { after, before, describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import type { PlannedFile } from '../../src/emit/planned-file.ts';
import type { Target } from '../../src/scaffold/targets/target.ts';
import { exampleModel } from './example-model.ts';
import { sourceFiles, targetInput, writeApp } from './generated-app.ts';

/** What a target's users would write by hand, in its own idiom. */
export interface HandWritten {
  /**
   * Text of `src/routes/users.ts` and `src/routes/events.ts` with these handlers: `listUsers` answers one user and
   * `x-total: 1`, as `text/csv` where `limit` is 1; `createUser` answers 201 with the caller's subject as email;
   * `getUser` answers its id, for 2 a body that is not as declared, for 3 throws an error that says `secret`, for 4
   * gives no answer; `deleteUser` answers 204, `getMe` its principal; `streamEvents` two events, 300 ms apart.
   */
  readonly users: string;
  readonly events: string;
  /** Handlers with one mistake each, announced by `@ts-expect-error`, and correct ones without. */
  readonly typed: string;
}

interface RunningApp {
  readonly url: string;
  close(): Promise<void>;
}

const bin = resolve(import.meta.dirname, '../../node_modules/.bin');
const settings = { port: 0, logLevel: 'silent', apiKeys: ['k1'], shutdownGraceMs: 0 };
const json = { 'content-type': 'application/json' };

/** What holds for the applications of every target. */
export function describeTarget(target: Target, handWritten: HandWritten): void {
  const stubs = sourceFiles(target, targetInput(exampleModel));
  describeStubs(target, stubs);
  describeHandlers(target, written(stubs, handWritten));
  describeMocks(target);
  describeTypes(target, stubs, handWritten);
}

function written(stubs: readonly PlannedFile[], { users, events }: HandWritten): PlannedFile[] {
  const texts: Readonly<Record<string, string>> = {
    'src/routes/users.ts': users,
    'src/routes/events.ts': events,
  };
  return stubs.map((file) => ({ ...file, text: texts[file.path] ?? file.text }));
}

interface ErrorEnvelope {
  readonly error: { readonly code: string; readonly details: unknown };
}

async function envelopeOf(answer: Response): Promise<ErrorEnvelope> {
  return JSON.parse(await answer.text());
}

async function start(root: string, more: object = {}): Promise<RunningApp> {
  const app: { startApp(overrides: object): Promise<RunningApp> } = await import(
    pathToFileURL(join(root, 'src/app.ts')).href
  );
  return app.startApp({ ...settings, rateLimit: undefined, ...more });
}

function describeStubs(target: Target, files: readonly PlannedFile[]): void {
  describe(`${target.title}: an application whose handlers are not written`, () => {
    const folder = writeApp(files);
    let app: RunningApp;
    before(async () => {
      app = await start(folder.root);
    });
    after(async () => {
      await app.close();
      folder[Symbol.dispose]();
    });
    const ask = (path: string, init?: RequestInit): Promise<Response> =>
      fetch(app.url + path, init);

    it('answers 501 on every operation, whatever its path looks like', async () => {
      const asked: readonly [id: string, method: string, path: string][] = [
        ['listUsers', 'GET', '/v1/users'],
        ['listUsers', 'HEAD', '/v1/users'],
        ['getUser', 'GET', '/v1/users/1'],
        ['getMe', 'GET', '/v1/users/me'],
        ['deleteUser', 'DELETE', '/v1/users/7'],
        ['activateUser', 'POST', '/v1/users/1:activate'],
        ['putFile', 'PUT', '/v1/files/a.b.png'],
        ['filesWithSlash', 'GET', '/v1/files/'],
        ['optionsOfFiles', 'OPTIONS', '/v1/files/'],
        ['streamEvents', 'GET', '/v1/événements'],
        ['queryEvents', 'QUERY', '/v1/événements'],
      ];
      for (const [id, method, path] of asked) {
        const isFile = method === 'PUT';
        const answer = await ask(path, {
          method,
          headers: {
            'x-api-key': 'k1',
            ...(isFile && { 'content-type': 'application/octet-stream' }),
          },
          ...(isFile && { body: 'bytes' }),
        });
        assert.equal(answer.status, 501, `${method} ${path}`);
        assert.equal(answer.headers.get('x-operation-id'), id);
      }
    });

    it('refuses requests that are not as declared, naming each fault', async () => {
      const answer = await ask('/v1/users?limit=1000');
      assert.equal(answer.status, 400);
      const { error } = await envelopeOf(answer);
      assert.equal(error.code, 'VALIDATION_ERROR');
      assert.deepEqual(error.details, [{ field: 'query.limit', message: 'must be at most 100' }]);
    });

    it('tells apart what is wrong with a body', async () => {
      const cases: readonly [status: number, body: string, headers: Record<string, string>][] = [
        [501, '{"email":"a@b.co"}', json],
        [400, '{"email":', json],
        [400, '{"email":"no"}', json],
        [400, '', json],
        [415, 'email=a', { 'content-type': 'application/x-www-form-urlencoded' }],
        [415, 'x', { ...json, 'content-encoding': 'zstd-or-so' }],
        [400, 'x', { ...json, 'content-encoding': 'gzip' }],
        [413, 'x'.repeat(1_100_000), json],
      ];
      for (const [status, body, more] of cases) {
        const headers = { 'x-api-key': 'k1', ...more };
        const answer = await ask('/v1/users', { method: 'POST', body, headers });
        assert.equal(answer.status, status, body.slice(0, 40));
        assert.equal(answer.headers.get('x-operation-id'), 'createUser');
        await answer.arrayBuffer();
      }
    });

    it('asks for credentials, and keeps answers to those who give them out of caches', async () => {
      const answer = await ask('/v1/users/1', { method: 'DELETE', headers: { 'x-api-key': 'k2' } });
      assert.equal(answer.status, 401);
      assert.match(answer.headers.get('www-authenticate') ?? '', /^ApiKey /);
      assert.equal(answer.headers.get('cache-control'), 'no-store');
    });

    it('says 404, 405 and 406 in the envelope, and which methods there are', async () => {
      assert.equal((await ask('/v1/none')).status, 404);
      assert.equal((await ask('/v1/users/')).status, 404);
      assert.equal((await ask('/v1/événements', { headers: { accept: 'image/png' } })).status, 406);
      assert.equal((await ask('/v1/users/%E0%A4%A')).status, 400);
      const put = await ask('/v1/users', { method: 'PUT' });
      assert.equal(put.status, 405);
      assert.equal(put.headers.get('allow'), 'GET, HEAD, OPTIONS, POST');
      const { error } = await envelopeOf(put);
      assert.equal(error.code, 'METHOD_NOT_ALLOWED');
      assert.equal((await ask('/v1/users', { method: 'OPTIONS' })).status, 204);
    });

    it('serves its own pages, and takes over a sane request id only', async () => {
      for (const path of ['/healthz', '/readyz', '/openapi.json', '/docs', '/docs.css']) {
        assert.equal((await ask(path)).status, 200, path);
      }
      const given = await ask('/v1/none', { headers: { 'x-request-id': 'mine-1' } });
      assert.equal(given.headers.get('x-request-id'), 'mine-1');
      const odd = await ask('/v1/none', { headers: { 'x-request-id': '<script>' } });
      assert.match(odd.headers.get('x-request-id') ?? '', /^[\da-f-]{36}$/);
    });

    it('limits the rate, but not of the probes', async () => {
      const limited = await start(folder.root, { rateLimit: 2 });
      const statuses = [];
      for (let n = 0; n < 3; n++) statuses.push((await fetch(`${limited.url}/v1/users`)).status);
      assert.deepEqual(statuses, [501, 501, 429]);
      const refused = await fetch(`${limited.url}/v1/users`);
      assert.ok(Number(refused.headers.get('retry-after')) > 0);
      assert.match(refused.headers.get('ratelimit') ?? '', /^"default";r=0;t=\d+$/);
      assert.equal((await fetch(`${limited.url}/healthz`)).status, 200);
      await limited.close();
    });

    it('lets pages of the configured origins call, and nobody else', async () => {
      const open = await start(folder.root, { corsOrigins: ['https://app.example'] });
      const preflight = (origin: string): Promise<Response> =>
        fetch(`${open.url}/v1/users`, {
          method: 'OPTIONS',
          headers: { origin, 'access-control-request-method': 'POST' },
        });
      const allowed = await preflight('https://app.example');
      assert.equal(allowed.status, 204);
      assert.equal(allowed.headers.get('access-control-allow-origin'), 'https://app.example');
      const other = await preflight('https://other.example');
      assert.notEqual(other.headers.get('access-control-allow-origin'), 'https://other.example');
      await open.close();
    });

    it('keeps the names of operations to itself in production', async () => {
      const production = await start(folder.root, { production: true });
      const answer = await fetch(`${production.url}/v1/users`);
      assert.equal(answer.status, 501);
      assert.equal(answer.headers.get('x-operation-id'), null);
      await production.close();
    });
  });
}

function describeHandlers(target: Target, files: readonly PlannedFile[]): void {
  describe(`${target.title}: an application whose handlers are written`, () => {
    const folder = writeApp(files);
    let app: RunningApp;
    before(async () => {
      app = await start(folder.root);
    });
    after(async () => {
      await app.close();
      folder[Symbol.dispose]();
    });
    const ask = (path: string, init?: RequestInit): Promise<Response> =>
      fetch(app.url + path, init);

    it('gives handlers checked values, and callers declared answers', async () => {
      const list = await ask('/v1/users');
      assert.deepEqual(await list.json(), [{ id: 20, email: 'a@b.co' }]);
      assert.equal(list.headers.get('x-total'), '1');
      assert.equal(list.headers.get('content-type'), 'application/json');
      const csv = await ask('/v1/users?limit=1');
      assert.equal(csv.headers.get('content-type'), 'text/csv; charset=utf-8');
      assert.equal(await csv.text(), 'id\n1');
      const one = await ask('/v1/users/1', { headers: { 'x-trace': '7' } });
      assert.deepEqual(await one.json(), { id: 1, email: 'trace7@b.co' });
    });

    it('knows who calls', async () => {
      const created = await ask('/v1/users', {
        method: 'POST',
        headers: { ...json, 'x-api-key': 'k1' },
        body: '{"email":"a@b.co"}',
      });
      assert.equal(created.status, 201);
      assert.deepEqual(await created.json(), { id: 2, email: 'api-key-1@b.co' });
      const me: { data: unknown } = JSON.parse(await (await ask('/v1/users/me')).text());
      assert.deepEqual(me.data, { subject: 'nobody' });
    });

    it('sends no body with 204', async () => {
      const gone = await ask('/v1/users/1', { method: 'DELETE', headers: { 'x-api-key': 'k1' } });
      assert.equal(gone.status, 204);
      assert.equal(gone.headers.get('content-type'), null);
    });

    it('streams', async () => {
      const events = await ask('/v1/événements');
      assert.equal(events.headers.get('content-type'), 'text/event-stream; charset=utf-8');
      assert.equal(await events.text(), 'data: {"n":1}\n\ndata: {"n":2}\n\n');
    });

    it('answers 500 where a handler breaks its promise or fails, without a word about why', async () => {
      const codes: readonly [id: number, code: string][] = [
        [2, 'RESPONSE_INVALID'],
        [3, 'INTERNAL_ERROR'],
        [4, 'INTERNAL_ERROR'],
      ];
      for (const [id, code] of codes) {
        const answer = await ask(`/v1/users/${id}`);
        assert.equal(answer.status, 500);
        const { error } = await envelopeOf(answer);
        assert.equal(error.code, code);
        assert.doesNotMatch(JSON.stringify(error), /secret/);
      }
    });

    it('lets what is under way finish when it is told to stop', async () => {
      const server = spawn(join(bin, 'node'), ['src/server.ts'], {
        cwd: folder.root,
        env: { PATH: process.env['PATH'], PORT: '0', SHUTDOWN_GRACE_MS: '100' },
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      const exited = once(server, 'exit');
      let url = '';
      for await (const line of createInterface(server.stdout)) {
        const listening: { url: string } = JSON.parse(line);
        url = listening.url;
        break;
      }
      const events = await fetch(`${url}/v1/événements`);
      server.kill('SIGTERM');
      assert.equal(await events.text(), 'data: {"n":1}\n\ndata: {"n":2}\n\n');
      assert.deepEqual(await exited, [0, null]);
    });

    it('names everything that is wrong with its configuration, and does not start', async () => {
      const server = spawn(join(bin, 'node'), ['src/server.ts'], {
        cwd: folder.root,
        env: { PATH: process.env['PATH'], PORT: 'x', LOG_LEVEL: 'loud', NODE_ENV: 'production' },
        stdio: ['ignore', 'ignore', 'pipe'],
      });
      let said = '';
      server.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
      assert.deepEqual(await once(server, 'close'), [1, null]);
      for (const name of ['PORT', 'LOG_LEVEL', 'JWT_JWKS_URL'])
        assert.match(said, new RegExp(name));
      assert.doesNotMatch(said, /at file:/);
    });
  });
}

function describeMocks(target: Target): void {
  describe(`${target.title}: an application that answers from samples`, () => {
    const folder = writeApp(sourceFiles(target, targetInput(exampleModel, true)));
    after(() => folder[Symbol.dispose]());

    it('type-checks, and answers as declared', async () => {
      const { stdout } = await compile(folder.root);
      assert.equal(stdout, '');
      const app = await start(folder.root);
      const list = await fetch(`${app.url}/v1/users`);
      assert.equal(list.status, 200);
      assert.match(list.headers.get('x-total') ?? '', /^-?\d+$/);
      assert.match(await (await fetch(`${app.url}/v1/événements`)).text(), /^data: /);
      const gone = await fetch(`${app.url}/v1/files/`);
      assert.equal(gone.status, 204);
      await app.close();
    });
  });
}

const run = promisify(execFile);

function compile(root: string): Promise<{ readonly stdout: string }> {
  return run(join(bin, 'tsc'), ['-p', '.'], { cwd: root }).catch((error) => error);
}

function owned(path: string, text: string): PlannedFile {
  return { path, text, kind: 'owned' };
}

function describeTypes(target: Target, files: readonly PlannedFile[], hand: HandWritten): void {
  describe(`${target.title}: what is written`, () => {
    it('type-checks, and refuses handlers that answer otherwise than declared', async () => {
      using folder = writeApp([...written(files, hand), owned('src/typed.ts', hand.typed)]);
      const { stdout } = await compile(folder.root);
      assert.equal(stdout, '');
    });

    it('is formatted and passes the linter', async () => {
      const settingsFile = owned('.oxfmtrc.json', '{ "printWidth": 100, "singleQuote": true }');
      using folder = writeApp([...files, settingsFile]);
      await run(join(bin, 'oxfmt'), ['--check', 'src'], { cwd: folder.root });
      await run(
        join(bin, 'oxlint'),
        ['--deny-warnings', '--ignore-pattern', '**/*.gen.ts', 'src'],
        {
          cwd: folder.root,
        },
      );
    });

    it('imports every handler by name: without one it does not compile', async () => {
      const incomplete = files.map((file) => ({
        ...file,
        text: file.path.endsWith('/users.ts') ? file.text.replace('getMe:', 'getYou:') : file.text,
      }));
      using folder = writeApp(incomplete);
      const { stdout } = await compile(folder.root);
      assert.match(stdout, /index\.gen\.ts.*getMe/);
    });
  });
}
