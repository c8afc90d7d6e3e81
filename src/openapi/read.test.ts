import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { test } from 'node:test';
import {
  apiWith,
  bundleFiles,
  foundIn,
  readOptions,
  withFiles,
} from '../../test/support/openapi-files.ts';
import type { ErrorCode } from '../base/errors.ts';
import { TrivetError } from '../base/errors.ts';
import { readOpenApi, specError } from './read.ts';
import type { ReadOptions } from './read.ts';

async function refusal(reading: Promise<unknown>, code: ErrorCode): Promise<TrivetError> {
  const error = await reading.then(
    () => assert.fail('nothing was refused'),
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof TrivetError, String(error));
  assert.equal(error.code, code, error.message);
  assert.ok(error.hint, 'says what to do next');
  return error;
}

const api = (ref: string): Record<string, unknown> => apiWith({ A: { items: { $ref: ref } } });

test('standard input is read, and refers to files from the current folder', async () => {
  const text = JSON.stringify(api('a.yaml'));
  const { document, findings } = await withFiles({ 'a.yaml': { title: 'A' } }, (folder) =>
    readOpenApi('-', readOptions(folder, { stdin: () => Promise.resolve(text) })),
  );
  assert.deepEqual(findings, []);
  assert.deepEqual(document['components'], {
    schemas: { A: { items: { $ref: '#/components/schemas/a' } }, a: { title: 'A' } },
  });
});

test('a document that is not there, or is a folder, or cannot be read, is told apart', async () => {
  await withFiles({ 'folder/x.yaml': '', 'secret.yaml': '' }, async (folder) => {
    const read = (source: string) => readOpenApi(source, readOptions(folder));
    await refusal(read('nope.yaml'), 'INPUT_NOT_FOUND');
    await refusal(read('folder'), 'INPUT_NOT_FOUND');
    await refusal(read('folder/x.yaml/y'), 'INPUT_NOT_FOUND');
    if (process.getuid?.() === 0) return; // root may read everything
    chmodSync(join(folder, 'secret.yaml'), 0);
    await refusal(read('secret.yaml'), 'INPUT_UNREADABLE');
  });
});

test('a document of 50 MB is refused before it is read', async () => {
  await withFiles({ 'big.json': '' }, async (folder) => {
    writeFileSync(join(folder, 'big.json'), Buffer.alloc(50 * 1024 * 1024, ' '));
    await refusal(readOpenApi('big.json', readOptions(folder)), 'INPUT_TOO_LARGE');
  });
});

async function version(text: string): Promise<string> {
  return (await bundleFiles({ 'a.yaml': text })).version;
}

test('versions are taken as meant, and unknown ones refused with their place', async () => {
  assert.equal(await version('swagger: "2.0"'), '2.0');
  assert.equal(await version('swagger: 2'), '2.0');
  assert.equal(await version('swagger: 2.0'), '2.0');
  assert.equal(await version('openapi: 3.0.0-rc2'), '3.0');
  assert.equal(await version('openapi: 3.1'), '3.1');
  assert.equal(await version('openapi: 3.2.0'), '3.2');
  for (const text of ['swagger: "1.2"', 'openapi: 4.0.0', 'openapi: 3.10.0', 'openapi: [3]']) {
    const { findings } = await refusal(version(text), 'SPEC_INVALID');
    assert.match(foundIn({ findings }).join(), /^unsupported-version a\.yaml:1:\d+ #\/\w+$/);
  }
  const { findings } = await refusal(version('info: {}\ninfo: {}'), 'SPEC_INVALID');
  assert.deepEqual(foundIn({ findings }), [
    'duplicate-key a.yaml:2:1 #/info',
    'not-openapi a.yaml:1:1 #',
  ]);
});

test('references may climb to the parent of the folder of the document, from wherever it is read', async () => {
  await withFiles(
    { 'spec/api.yaml': api('../common/e.yaml'), 'common/e.yaml': {} },
    async (folder) => {
      const elsewhere = join(folder, 'elsewhere');
      mkdirSync(elsewhere);
      for (const cwd of [folder, join(folder, 'spec'), elsewhere]) {
        const { findings } = await readOpenApi(join(folder, 'spec/api.yaml'), readOptions(cwd));
        assert.deepEqual(findings, [], cwd);
      }
    },
  );
});

test('references never lead out of the folder of the API', async () => {
  const ways = [
    '../../../../../../../etc/passwd',
    '%2e%2e/%2e%2e/%2e%2e/%2e%2e/%2e%2e/etc/passwd',
    '..\\..\\..\\..\\..\\etc\\passwd',
    '/etc/passwd',
    'file:///etc/passwd',
    '//host/share/x.yaml',
    '../../outside.yaml',
    'link.yaml',
    'folder-link/passwd',
  ];
  const schemas = Object.fromEntries(ways.map(($ref, index) => [`S${index}`, { $ref }]));
  await withFiles({ 'top/spec/api.json': apiWith(schemas), 'outside.yaml': {} }, async (folder) => {
    symlinkSync(join(folder, 'outside.yaml'), join(folder, 'top/spec/link.yaml'));
    symlinkSync('/etc', join(folder, 'top/spec/folder-link'));
    const cwd = join(folder, 'top');
    const { findings } = await readOpenApi('spec/api.json', readOptions(cwd));
    assert.deepEqual(
      findings.map(({ id }) => id),
      ways.map(() => 'ref-outside'),
    );
  });
});

test('a document in the folder of temporary files reaches only what is beside it', async () => {
  await withFiles({ 'api.yaml': api('../x.yaml') }, async (folder) => {
    const { findings } = await readOpenApi(join(folder, 'api.yaml'), readOptions('/'));
    assert.deepEqual(
      findings.map(({ id }) => id),
      ['ref-outside'],
    );
  });
});

test('another host is not asked unless that is allowed', async () => {
  const files = {
    'api.yaml': apiWith({
      A: { $ref: 'http://example.com/a.yaml' },
      B: { $ref: 'https://example.com/b.yaml#/x' },
    }),
  };
  const { findings } = await bundleFiles(files);
  const error = specError(findings);
  assert.equal(error?.code, 'REMOTE_REF_FORBIDDEN');
  assert.equal(error?.findings.length, 2);
  const text = 'x: {type: string}\ntitle: remote';
  const allowed = await bundleFiles(files, {
    allowRemote: true,
    fetch: () => Promise.resolve(new Response(text)),
  });
  assert.deepEqual(allowed.findings, []);
  assert.equal(allowed.placeOf('#/components/schemas/B/type').file, 'https://example.com/b.yaml');
});

test('with other errors as well, all are reported together', async () => {
  const { findings } = await bundleFiles({
    'api.yaml': apiWith({ A: { $ref: 'http://example.com/a' }, B: { $ref: '#/nope' } }),
  });
  assert.equal(specError(findings)?.code, 'SPEC_INVALID');
  assert.equal(specError([]), undefined);
});

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

async function withServer(answer: Answer, use: (origin: string) => Promise<void>): Promise<void> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  assert.ok(typeof address === 'object' && address !== null);
  try {
    await use(`http://127.0.0.1:${address.port}`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

const online: Partial<ReadOptions> = { fetch: (...request) => globalThis.fetch(...request) };

test('a document from the network loads its neighbours, and nothing from the disk', async () => {
  const seen: string[] = [];
  const answer: Answer = ({ url = '', headers }, response) => {
    seen.push(`${url} ${headers.authorization ?? '-'}`);
    if (url === '/moved.yaml') response.writeHead(302, { location: '/v1/api.yaml' }).end();
    else if (url === '/v1/api.yaml')
      response.end(
        JSON.stringify(
          apiWith({
            A: { $ref: 'a.yaml' },
            B: { $ref: 'file:///etc/passwd' },
            C: { $ref: 'gone.yaml' },
            D: { $ref: 'http://localhost:1/x' },
          }),
        ),
      );
    else if (url === '/v1/a.yaml') response.end('title: A');
    else response.writeHead(404).end();
  };
  await withServer(answer, async (origin) => {
    const source = `${origin.replace('//', '//me:s3cret@')}/moved.yaml`;
    const bundle = await readOpenApi(source, readOptions('/', online));
    const { findings, document } = bundle;
    assert.deepEqual(
      foundIn({ findings })
        .map((line) => line.replace(/:\d+:\d+/, ''))
        .toSorted(),
      [
        `dangling-ref ${origin}/v1/api.yaml #/components/schemas/C/$ref`,
        `ref-outside ${origin}/v1/api.yaml #/components/schemas/B/$ref`,
        `remote-ref-forbidden ${origin}/v1/api.yaml #/components/schemas/D/$ref`,
      ],
    );
    assert.equal(bundle.placeOf('#/components/schemas/A/title').file, `${origin}/v1/a.yaml`);
    assert.ok(!JSON.stringify([findings, document]).includes('s3cret'));
    assert.equal(seen[0], `/moved.yaml Basic ${btoa('me:s3cret')}`);
  });
});

/** A server on which everything goes wrong. */
const troubles: Answer = ({ url = '' }, response) => {
  if (url === '/circle') response.writeHead(301, { location: '/circle' }).end();
  else if (url === '/away') response.writeHead(301, { location: 'file:///etc/passwd' }).end();
  else if (url === '/error') response.writeHead(500).end();
  else if (url === '/endless') {
    const chunk = Buffer.alloc(1024 * 1024, ' ');
    const send = (): void => void response.write(chunk, () => setImmediate(send));
    send();
  } else response.writeHead(404).end();
};

test('what the network does not give is an error of the environment', async () => {
  await withServer(troubles, async (origin) => {
    const read = (path: string) => readOpenApi(origin + path, readOptions('/', online));
    for (const path of ['/circle', '/away', '/error', '/nothing']) {
      await refusal(read(path), 'FETCH_FAILED');
    }
    await refusal(read('/endless'), 'INPUT_TOO_LARGE');
  });
  await refusal(readOpenApi('http://127.0.0.1:1/x', readOptions('/', online)), 'FETCH_FAILED');
});

test('an interruption ends a download', async () => {
  await withServer(
    () => undefined,
    async (origin) => {
      const controller = new AbortController();
      const reading = readOpenApi(
        origin,
        readOptions('/', { ...online, signal: controller.signal }),
      );
      controller.abort(new Error('interrupted'));
      await assert.rejects(reading, /interrupted/);
    },
  );
});

test('a key called __proto__ is a key', async () => {
  const text =
    '{"openapi":"3.1.0","components":{"schemas":{"__proto__":{"$ref":"a.json#/__proto__"}}}}';
  const { document, findings } = await bundleFiles({
    'api.json': text,
    'a.json': '{"__proto__":{"type":"string"}}',
  });
  assert.deepEqual(findings, []);
  assert.equal(
    JSON.stringify(document['components']),
    '{"schemas":{"__proto__":{"type":"string"}}}',
  );
});
