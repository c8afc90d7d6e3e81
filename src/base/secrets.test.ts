import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { redact, redactJson } from './secrets.ts';

const hidden: readonly (readonly [what: string, text: string, expected: string])[] = [
  [
    'password in a URL',
    'postgres://nobody:secret123@127.0.0.1:1/none',
    'postgres://nobody:***@127.0.0.1:1/none',
  ],
  ['password with an @ and a /', 'at postgres://u:p@ss/w@db/x', 'at postgres://u:***@db/x'],
  ['password without a user', 'redis://:hunter2@cache:6379', 'redis://:***@cache:6379'],
  ['password in an http URL', "'https://me:pa55@host/a?b=1'", "'https://me:***@host/a?b=1'"],
  [
    'token in a query',
    'https://h/a?page=1&access_token=abc&x=2',
    'https://h/a?page=1&access_token=***&x=2',
  ],
  [
    'signature in a query',
    'https://b.s3/a?X-Amz-Signature=0a1b',
    'https://b.s3/a?X-Amz-Signature=***',
  ],
  ['SQL options', "OPTIONS (user 'u', password 'it''s')", "OPTIONS (user 'u', password '***')"],
  ['a role', "ALTER ROLE me PASSWORD E'a\\\\b'", "ALTER ROLE me PASSWORD '***'"],
  [
    'a subscription',
    "CONNECTION 'host=h password=''x y'' user=u'",
    "CONNECTION 'host=h password=''***'' user=u'",
  ],
  ['libpq keywords', 'host=db password=geheim user=me', 'host=db password=*** user=me'],
  ['environment', 'PGPASSWORD=geheim NPM_TOKEN=abc', 'PGPASSWORD=*** NPM_TOKEN=***'],
  ['bearer header', '-H "Authorization: Bearer token123"', '-H "Authorization: Bearer ***"'],
  ['header with letters only', 'authorization: Basic abcdef==', 'authorization: Basic ***'],
  ['header without a scheme', 'Authorization: hunter', 'Authorization: ***'],
  [
    'digest header',
    'Authorization: Digest username="u", response="1"',
    'Authorization: Digest ***',
  ],
  ['cookie', 'Cookie: sid=abc; theme=dark\nnext', 'Cookie: ***\nnext'],
  ['set-cookie in JSON', '{"set-cookie":"sid=abc; Path=/"}', '{"set-cookie":"***"}'],
  ['key header', 'X-Api-Key: abcdef', 'X-Api-Key: ***'],
  ['bare bearer', 'sent Bearer a1b2c3d4 to it', 'sent Bearer *** to it'],
  ['JSON web token', 'got eyJhbGciOi.eyJzdWIiOi.c2lnbmF0dXJl!', 'got ***!'],
  ['GitHub token', `ghp_${'a1'.repeat(18)}`, '***'],
];

for (const [what, text, expected] of hidden) {
  test(`hides: ${what}`, () => assert.equal(redact(text), expected));
}

const kept = [
  'http://localhost:3000/users/@me',
  'postgres://user@host/db',
  'openapi.yaml:12:5 (#/paths/~1users/get)',
  "headers: { authorization: string; 'x-api-key'?: string; cookie: string }",
  'The scheme asks for bearer authentication or basic authentication.',
  'cookies: Empty;',
  "const password = read('password');",
  'Generated 12 route handlers in src/routes/',
];

for (const text of kept) test(`keeps: ${text}`, () => assert.equal(redact(text), text));

test('a password never survives in a database URL, whatever it is made of', () => {
  const password = fc.stringMatching(/^[\w!$%&*+,./:;=?@^~-]{4,20}$/).map((s) => `zq${s}qz`);
  fc.assert(
    fc.property(password, (secret) => {
      const text = redact(`connect to postgres://app:${secret}@db.example:5432/main failed`);
      return !text.includes(secret) && text.includes('db.example:5432/main failed');
    }),
  );
});

test('a megabyte of near misses takes no time', () => {
  const start = performance.now();
  for (const piece of ['a-', 'postgres://a:', 'bearer ', 'A_', 'authorization: ']) {
    redact(piece.repeat(Math.ceil(1_000_000 / piece.length)));
  }
  assert.ok(performance.now() - start < 5000);
});

test('JSON is redacted string by string and keeps its shape', () => {
  const document = { a: ['Cookie: sid=1', 2, null], b: { url: 'https://u:p4ss@h' } };
  assert.deepEqual(redactJson(document), {
    a: ['Cookie: ***', 2, null],
    b: { url: 'https://u:***@h' },
  });
});
