import assert from 'node:assert/strict';
import { createHmac, generateKeyPairSync } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { createServer } from 'node:http';
import { describe, it } from 'node:test';
import { SignJWT } from 'jose';
import { HttpError } from '../http-error.ts';
import { jwtOptionsFromEnv, jwtVerifier } from './jwt.ts';
import type { JwtOptions, JwtPrincipal } from './jwt.ts';

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const otherRsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const pem = rsa.publicKey.export({ type: 'spki', format: 'pem' }).toString();
const issuer = 'https://issuer.example';
const audience = 'shop';

interface TokenOptions {
  readonly key?: KeyObject;
  readonly alg?: string;
  readonly kid?: string;
  readonly claims?: Readonly<Record<string, unknown>>;
}

/** A token that is valid but for what the options change; a claim of `undefined` is left out. */
async function tokenOf({ key, alg = 'RS256', kid, claims }: TokenOptions = {}): Promise<string> {
  const nowSeconds = Math.floor(Date.now() / 1000);
  const all = { sub: 'ada', iss: issuer, aud: audience, exp: nowSeconds + 300, ...claims };
  return await new SignJWT(all)
    .setProtectedHeader(kid === undefined ? { alg } : { alg, kid })
    .sign(key ?? rsa.privateKey);
}

async function verify(token: string, options: JwtOptions = {}): Promise<JwtPrincipal | undefined> {
  const verifier = jwtVerifier({ publicKey: pem, issuer, audience, ...options });
  return await verifier({ kind: 'bearer', token });
}

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('JWT with a public key', () => {
  it('accepts a valid token and says who it is', async () => {
    const principal = await verify(
      await tokenOf({ claims: { scope: 'read write', scp: ['admin'], permissions: ['read', 7] } }),
    );
    assert.equal(principal?.subject, 'ada');
    assert.deepEqual(principal?.scopes, ['read', 'write', 'admin']);
    assert.equal(principal?.claims.iss, issuer);
  });

  it('takes the key as a JWK and as a PEM on one line, too', async () => {
    const jwk = JSON.stringify(rsa.publicKey.export({ format: 'jwk' }));
    assert.ok(await verify(await tokenOf(), { publicKey: jwk }));
    assert.ok(await verify(await tokenOf(), { publicKey: pem.replaceAll('\n', String.raw`\n`) }));
  });

  it('knows elliptic curves', async () => {
    const curve = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const publicKey = curve.publicKey.export({ type: 'spki', format: 'pem' }).toString();
    assert.ok(await verify(await tokenOf({ key: curve.privateKey, alg: 'ES256' }), { publicKey }));
    const edwards = generateKeyPairSync('ed25519');
    const edwardsPem = edwards.publicKey.export({ type: 'spki', format: 'pem' }).toString();
    const token = await tokenOf({ key: edwards.privateKey, alg: 'EdDSA' });
    assert.ok(await verify(token, { publicKey: edwardsPem }));
  });

  it('refuses tokens without a signature, in every spelling of none', async () => {
    const claims = encode({ sub: 'ada', iss: issuer, aud: audience, exp: 9_999_999_999 });
    for (const alg of ['none', 'None', 'NONE', 'nOnE']) {
      assert.equal(await verify(`${encode({ alg })}.${claims}.`), undefined, alg);
    }
  });

  it('refuses an HMAC made with the public key', async () => {
    const unsigned = `${encode({ alg: 'HS256' })}.${encode({ sub: 'ada', iss: issuer, aud: audience, exp: 9_999_999_999 })}`;
    const forged = createHmac('sha256', pem).update(unsigned).digest('base64url');
    assert.equal(await verify(`${unsigned}.${forged}`), undefined);
  });

  const wrong: readonly (readonly [string, TokenOptions])[] = [
    ['expired', { claims: { exp: Math.floor(Date.now() / 1000) - 60 } }],
    ['not valid yet', { claims: { nbf: Math.floor(Date.now() / 1000) + 120 } }],
    ['without exp', { claims: { exp: undefined } }],
    ['for another audience', { claims: { aud: 'bank' } }],
    ['without an audience', { claims: { aud: undefined } }],
    ['of another issuer', { claims: { iss: 'https://evil.example' } }],
    ['signed with another key', { key: otherRsa.privateKey }],
    ['of an algorithm that is not listed', { alg: 'RS512' }],
  ];
  for (const [name, options] of wrong) {
    it(`refuses a token ${name}`, async () => {
      assert.equal(await verify(await tokenOf(options)), undefined);
    });
  }

  it('refuses a token that was changed, cut, or is none', async () => {
    const token = await tokenOf();
    const [header, , signature] = token.split('.');
    const forged = encode({ sub: 'root', iss: issuer, aud: audience, exp: 9_999_999_999 });
    for (const text of [`${header}.${forged}.${signature}`, token.slice(0, -4), 'x', '..', '']) {
      assert.equal(await verify(text), undefined, text);
    }
    assert.equal(await verify(`${token}${'A'.repeat(20_000)}`), undefined);
  });

  it('refuses every token where no key is configured', async () => {
    assert.equal(await jwtVerifier({})({ kind: 'bearer', token: await tokenOf() }), undefined);
  });
});

describe('JWT options', () => {
  it('take shared secrets only where they are asked for, and long ones', async () => {
    const secret = 'a secret of more than thirty-two bytes';
    const options = { secret, algorithms: ['HS256'], issuer, audience };
    const claims = { sub: 'ada', iss: issuer, aud: audience, exp: 9_999_999_999 };
    const token = await new SignJWT(claims)
      .setProtectedHeader({ alg: 'HS256' })
      .sign(Buffer.from(secret));
    assert.ok(await jwtVerifier(options)({ kind: 'bearer', token }));
    assert.throws(() => jwtVerifier({ ...options, secret: 'short' }), /at least 32 bytes/);
    assert.throws(() => jwtVerifier({ secret }), /serves only HS256/);
    assert.throws(() => jwtVerifier({ publicKey: pem, algorithms: ['HS256'] }), /needs a secret/);
    assert.throws(() => jwtVerifier({ publicKey: pem, algorithms: ['none'] }), /prove nothing/);
    assert.throws(() => jwtVerifier({ publicKey: pem, secret }), /takes one of/);
    assert.throws(() => jwtVerifier({ publicKey: 'no key' }), /neither PEM nor a JWK/);
  });

  it('come from the environment', () => {
    const options = jwtOptionsFromEnv({ JWT_PUBLIC_KEY: pem, JWT_ALGORITHMS: 'RS256' });
    assert.equal(options.publicKey, pem.trim());
    assert.deepEqual(options.algorithms, ['RS256']);
    assert.equal(jwtOptionsFromEnv({}).jwksUrl, undefined);
  });

  it('must have a key in production, and name issuer and audience of a shared key set', () => {
    const production = { NODE_ENV: 'production' };
    assert.throws(
      () => jwtOptionsFromEnv(production),
      /JWT_JWKS_URL or JWT_PUBLIC_KEY must be set/,
    );
    const withSet = { ...production, JWT_JWKS_URL: 'https://issuer.example/jwks' };
    assert.throws(() => jwtOptionsFromEnv(withSet), /JWT_ISSUER[^]*JWT_AUDIENCE/);
    assert.ok(jwtOptionsFromEnv({ ...withSet, JWT_ISSUER: issuer, JWT_AUDIENCE: audience }));
    assert.ok(jwtOptionsFromEnv({ ...production, JWT_PUBLIC_KEY: pem }));
  });

  it('report a key that cannot be read as a problem of the configuration', () => {
    const problems: string[] = [];
    jwtOptionsFromEnv({ JWT_PUBLIC_KEY: 'rubbish', JWT_CLOCK_TOLERANCE: 'x' }, problems);
    assert.deepEqual(problems, ['JWT_CLOCK_TOLERANCE must be an integer from 0 to 300']);
    assert.throws(() => jwtOptionsFromEnv({ JWT_PUBLIC_KEY: 'rubbish' }), /neither PEM nor a JWK/);
  });
});

describe('JWT with a key set', () => {
  it('fetches the keys of the issuer and tells them apart by kid', async () => {
    await using issuerServer = await serveKeys(200, [
      { ...rsa.publicKey.export({ format: 'jwk' }), kid: 'one', alg: 'RS256' },
      { ...otherRsa.publicKey.export({ format: 'jwk' }), kid: 'two', alg: 'RS256' },
    ]);
    const verifier = jwtVerifier({ jwksUrl: issuerServer.url, issuer, audience });
    const check = async (options: TokenOptions): Promise<JwtPrincipal | undefined> =>
      await verifier({ kind: 'bearer', token: await tokenOf(options) });
    assert.ok(await check({ kid: 'one' }));
    assert.ok(await check({ kid: 'two', key: otherRsa.privateKey }));
    assert.equal(await check({ kid: 'one', key: otherRsa.privateKey }), undefined);
    assert.equal(await check({ kid: 'three' }), undefined);
    assert.ok(await check({ key: otherRsa.privateKey }), 'without a kid each key is tried');
    const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 });
    assert.equal(await check({ key: stranger.privateKey }), undefined);
    assert.equal(issuerServer.requests(), 1, 'the set is fetched once');
  });

  it('answers 503 where the keys cannot be had', async () => {
    await using failing = await serveKeys(500, []);
    const token = await tokenOf({ kid: 'one' });
    for (const jwksUrl of [failing.url, 'http://127.0.0.1:1/jwks']) {
      const error = await jwtVerifier({ jwksUrl })({ kind: 'bearer', token }).catch(
        (reason: unknown) => reason,
      );
      assert.ok(error instanceof HttpError);
      assert.equal(error.status, 503);
      assert.ok(!error.message.includes('127.0.0.1'));
    }
  });
});

interface KeyServer extends AsyncDisposable {
  readonly url: string;
  requests(): number;
}

async function serveKeys(status: number, keys: readonly object[]): Promise<KeyServer> {
  let requests = 0;
  const server = createServer((_, response) => {
    requests += 1;
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ keys }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  assert.ok(typeof address === 'object' && address !== null);
  return {
    url: `http://127.0.0.1:${address.port}/jwks`,
    requests: () => requests,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
