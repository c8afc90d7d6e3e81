import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { HttpError } from '../http-error.ts';
import { sameSecret } from './same-secret.ts';
import { createSecurity } from './security.ts';
import type { PrincipalOf, Verifiers } from './security.ts';
import type { OperationSpec, RawRequest } from '../spec.ts';

const schemes = {
  customer: { kind: 'bearer', token: 'jwt' },
  shopKey: { kind: 'apiKey', in: 'header', key: 'x-shop-key' },
  queryKey: { kind: 'apiKey', in: 'query', key: 'api key' },
  session: { kind: 'apiKey', in: 'cookie', key: 'sid' },
  staff: { kind: 'basic' },
  legacy: { kind: 'http', key: 'digest' },
} as const;

const verifiers = {
  customer: async ({ token }) =>
    await Promise.resolve(token === 'good' ? { name: 'ada', scopes: ['read'] } : undefined),
  shopKey: ({ key }) => (sameSecret(key, 's3cret') ? { shop: 1 } : undefined),
  queryKey: ({ key }) => (key === 'q&q' ? 'query' : undefined),
  session: ({ key }) => (key === 'a b' ? 'session' : undefined),
  staff: ({ username, password }) => (password === 'pa:ß' ? { username } : undefined),
  legacy: ({ scheme, value }) => `${scheme}|${value}`,
} satisfies Verifiers<typeof schemes>;

const security = createSecurity(schemes, verifiers, { realm: 'the "shop"' });

function request(headers: RawRequest['headers'] = {}, url = '/books'): RawRequest {
  return { method: 'GET', url, headers };
}

async function refusal(
  requirements: OperationSpec['security'],
  raw: RawRequest,
): Promise<HttpError> {
  const outcome = await security.authenticate(requirements, raw).catch((error: unknown) => error);
  assert.ok(outcome instanceof HttpError, 'the caller was let in');
  return outcome;
}

async function found(scheme: string, raw: RawRequest): Promise<unknown> {
  return (await security.authenticate([{ [scheme]: [] }], raw))?.principal;
}

const basic = (text: string): string => `Basic ${Buffer.from(text, 'utf8').toString('base64')}`;

describe('security', () => {
  it('lets everyone in where nothing is required', async () => {
    assert.equal(await security.authenticate(undefined, request()), undefined);
    assert.equal(await security.authenticate([], request()), undefined);
  });

  it('hands over the principal that the verifier finds', async () => {
    const caller = await security.authenticate(
      [{ customer: ['read'] }],
      request({ authorization: 'bearer good' }),
    );
    assert.deepEqual(caller?.principal, { name: 'ada', scopes: ['read'] });
    assert.equal(caller?.scheme, 'customer');
    assert.deepEqual(caller?.scopes, ['read']);
  });

  it('finds API keys in headers, queries and cookies', async () => {
    assert.deepEqual(await found('shopKey', request({ 'x-shop-key': 's3cret' })), { shop: 1 });
    assert.equal(await found('queryKey', request({}, '/books?limit=1&api+key=q%26q')), 'query');
    assert.equal(await found('session', request({ cookie: 'x=1; sid="a%20b"; y=2' })), 'session');
  });

  it('reads user names and passwords in UTF-8, colons in the password included', async () => {
    const caller = await security.authenticate(
      [{ staff: [] }],
      request({ authorization: basic('jö:pa:ß') }),
    );
    assert.deepEqual(caller?.principal, { username: 'jö' });
  });

  it('leaves other schemes of the Authorization header to their verifier', async () => {
    const raw = request({ authorization: 'Digest username="ada"' });
    const caller = await security.authenticate([{ legacy: [] }], raw);
    assert.equal(caller?.principal, 'digest|username="ada"');
  });

  it('answers 401 with a challenge of each alternative', async () => {
    const error = await refusal([{ customer: [] }, { staff: [] }, { shopKey: [] }], request());
    assert.equal(error.status, 401);
    assert.equal(
      error.headers['www-authenticate'],
      String.raw`Bearer realm="the \"shop\"", Basic realm="the \"shop\"", charset="UTF-8", ApiKey realm="the \"shop\"", in="header", name="x-shop-key"`,
    );
  });

  it('says that a token was given but is not valid', async () => {
    const error = await refusal([{ customer: [] }], request({ authorization: 'Bearer bad' }));
    assert.equal(error.status, 401);
    assert.match(error.headers['www-authenticate'] ?? '', /error="invalid_token"$/);
  });

  it('answers 403 and names the scopes where a valid token lacks them', async () => {
    const error = await refusal(
      [{ customer: ['read', 'write'] }],
      request({ authorization: 'Bearer good' }),
    );
    assert.equal(error.status, 403);
    assert.match(
      error.headers['www-authenticate'] ?? '',
      /error="insufficient_scope", scope="read write"$/,
    );
  });

  it('grants no scopes to a principal that lists none', async () => {
    const error = await refusal([{ shopKey: ['admin'] }], request({ 'x-shop-key': 's3cret' }));
    assert.equal(error.status, 403);
  });

  it('needs all schemes of one alternative', async () => {
    const both = [{ customer: [], shopKey: [] }];
    const error = await refusal(both, request({ authorization: 'Bearer good' }));
    assert.equal(error.status, 401);
    const caller = await security.authenticate(
      both,
      request({ authorization: 'Bearer good', 'x-shop-key': 's3cret' }),
    );
    assert.deepEqual(caller?.principals.get('shopKey'), { shop: 1 });
  });

  it('takes the next alternative where one is not met', async () => {
    const raw = request({ authorization: 'Bearer bad', 'x-shop-key': 's3cret' });
    const caller = await security.authenticate([{ customer: [] }, { shopKey: [] }], raw);
    assert.equal(caller?.scheme, 'shopKey');
  });

  it('prefers credentials to anonymity, wherever `{}` stands', async () => {
    const optional = [{}, { customer: [] }];
    const caller = await security.authenticate(optional, request({ authorization: 'Bearer good' }));
    assert.equal(caller?.scheme, 'customer');
    assert.equal(await security.authenticate(optional, request()), undefined);
  });

  it('refuses credentials that are empty, malformed or given twice', async () => {
    const doubtful: readonly (readonly [string, RawRequest])[] = [
      ['customer', request({ authorization: 'Bearer ' })],
      ['customer', request({ authorization: ['Bearer good', 'Bearer good'] })],
      ['customer', request({ authorization: 'Basic good' })],
      ['shopKey', request({ 'x-shop-key': '' })],
      ['queryKey', request({}, '/books?api+key=q%26q&api+key=x')],
      ['session', request({ cookie: 'sid=a%20b; sid=x' })],
      ['session', request({ cookie: 'xsid=a%20b' })],
      ['staff', request({ authorization: 'Basic %%%' })],
      ['staff', request({ authorization: basic('no colon') })],
      ['staff', request({ authorization: 'Basic /w==' })],
    ];
    for (const [scheme, raw] of doubtful) {
      const error = await refusal([{ [scheme]: [] }], raw);
      assert.equal(error.status, 401, JSON.stringify([scheme, raw]));
    }
  });

  it('does not start without a verifier for each scheme', () => {
    const { customer } = verifiers;
    // @ts-expect-error: the compiler asks for all of them, too
    assert.throws(() => createSecurity(schemes, { customer }), /no verifier for .* shopKey/);
  });

  it('gives handlers a typed principal', () => {
    type Caller = PrincipalOf<typeof verifiers, 'customer' | 'staff'>;
    const callers: Caller[] = [{ name: 'ada', scopes: [] }, { username: 'jo' }];
    const anonymous: PrincipalOf<typeof verifiers, undefined> = undefined;
    // @ts-expect-error: not a principal of these schemes
    const stranger: Caller = 'query';
    assert.deepEqual([callers.length, anonymous, stranger], [2, undefined, 'query']);
  });
});

describe('secrets', () => {
  it('are the same only when equal, whatever their lengths', () => {
    assert.ok(sameSecret('ключ', 'ключ'));
    assert.ok(!sameSecret('a', 'ab'));
    assert.ok(!sameSecret('', 'ab'));
  });
});
