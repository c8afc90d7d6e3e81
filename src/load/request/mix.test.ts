import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { emptyExchange, type Exchange } from '../../http/exchange.ts';
import type { RequestMessage } from '../../http/message.ts';
import { prepareHttp1 } from '../../http/h1/prepare.ts';
import type { DataTable } from './data.ts';
import { createRequestSource, type RequestSourceOptions } from './mix.ts';
import { operationsOf } from './operations.ts';
import { originsOf } from './origins.ts';
import type { PlannedRequest, RequestSource, RequestSpec, Session, StepSpec } from './source.ts';

const plainStep: StepSpec = {
  name: 'step',
  method: 'GET',
  url: 'http://api.example/',
  headers: [],
  body: undefined,
  extract: [],
  expectStatus: undefined,
  expectBody: undefined,
  thinkMs: [0, 0],
};

function spec(name: string, ...steps: readonly Partial<StepSpec>[]): RequestSpec {
  const all = (steps.length === 0 ? [{}] : steps).map((step) => ({ ...plainStep, ...step }));
  return { name, weight: 1, steps: all };
}

function sourceOf(
  specs: readonly RequestSpec[],
  options: Partial<RequestSourceOptions> = {},
): RequestSource {
  return createRequestSource(specs, {
    seed: 1,
    worker: 0,
    workers: 1,
    prepare: prepareHttp1,
    userAgent: 'trivet/1.2.3',
    origins: originsOf(specs),
    data: undefined,
    cookies: undefined,
    ...options,
  });
}

function session(user = 0): Session {
  return { user, values: new Map() };
}

function bytesOf({ request }: PlannedRequest): string {
  return Buffer.from(request.head).toString();
}

/** Target of the request line. */
function targetOf(planned: PlannedRequest): string {
  return bytesOf(planned).split(' ')[1] ?? '';
}

function cookieOf(planned: PlannedRequest): string | undefined {
  return /^cookie: (.*)$/im.exec(bytesOf(planned))?.[1];
}

function answer(head: string, body = ''): Exchange {
  const headers = `HTTP/1.1 200 OK\r\n${head}`;
  return { ...emptyExchange(), status: 200, headers, body: Buffer.from(body) };
}

describe('constant requests', () => {
  test('one request is the very same object for everybody', () => {
    const source = sourceOf([spec('home')]);
    const first = source.next(session(0));
    assert.equal(source.next(session(1)), first);
    assert.equal(
      bytesOf(first),
      'GET / HTTP/1.1\r\nHost: api.example\r\nUser-Agent: trivet/1.2.3\r\nAccept: */*\r\n\r\n',
    );
    assert.equal(first.request.keep, 'nothing');
    assert.equal(first.inspect, undefined);
  });

  test('a mix has the proportions of its weights, the same ones for the same seed', () => {
    const weights = [5, 1, 0, 2.5, 1.5];
    const specs = weights.map((weight, index) => ({ ...spec(String(index)), weight }));
    const draw = (seed: number, worker: number, count: number): readonly number[] => {
      const source = sourceOf(specs, { seed, worker });
      return Array.from({ length: count }, () => source.next(session()).operation);
    };
    const counts = weights.map(() => 0);
    for (const operation of draw(1, 0, 100_000)) counts[operation] = (counts[operation] ?? 0) + 1;
    for (const [index, weight] of weights.entries()) {
      const share = (counts[index] ?? 0) / 100_000;
      // Five standard deviations of the binomial distribution.
      const expected = weight / 10;
      const slack = 5 * Math.sqrt((expected * (1 - expected)) / 100_000);
      assert.ok(Math.abs(share - expected) <= slack, `${index}: ${share} instead of ${expected}`);
    }
    assert.deepEqual(draw(7, 1, 50), draw(7, 1, 50));
    assert.notDeepEqual(draw(7, 1, 50), draw(7, 0, 50));
    assert.notDeepEqual(draw(7, 1, 50), draw(8, 1, 50));
  });

  test('statuses below 400 are expected, or those that are named', () => {
    const { expected } = sourceOf([spec('a')]).next(session());
    const known = [100, 200, 204, 304, 399, 400, 404, 500, 599].map((status) => expected[status]);
    assert.deepEqual(known, [1, 1, 1, 1, 1, 0, 0, 0, 0]);
    const named = sourceOf([spec('a', { expectStatus: [400, 422] })]).next(session()).expected;
    assert.deepEqual(
      [200, 400, 422, 500].map((status) => named[status]),
      [0, 1, 1, 0],
    );
  });

  test('refuses a mix of nothing, and weights that are none', () => {
    assert.throws(() => sourceOf([]), { code: 'USAGE' });
    assert.throws(() => sourceOf([{ ...spec('a'), weight: 0 }]), { code: 'USAGE' });
    assert.throws(() => sourceOf([{ ...spec('a'), weight: -1 }]), { code: 'USAGE' });
    assert.throws(() => sourceOf([{ ...spec('a'), weight: Number.NaN }]), { code: 'USAGE' });
  });
});

describe('reports and origins', () => {
  test('operations are named once, in order; variants of one name are one operation', () => {
    const specs = [spec('list'), spec('shop', { name: 'login' }, { name: 'buy' }), spec('list')];
    assert.deepEqual(operationsOf(specs), ['list', 'shop: login', 'shop: buy']);
    assert.deepEqual(operationsOf([spec('shop', { name: 'login' }, { name: 'buy' })]), [
      'login',
      'buy',
    ]);
    const seen = new Set<number>();
    const source = sourceOf([
      spec('list'),
      spec('get'),
      spec('list', { url: 'http://api.example/2' }),
    ]);
    for (let n = 0; n < 200; n += 1) seen.add(source.next(session()).operation);
    assert.deepEqual(seen, new Set([0, 1]));
  });

  test('each request names its origin', () => {
    const specs = [
      spec('a', { url: 'http://one.example/a' }),
      spec('b', { url: 'https://one.example/b?x=1' }),
      spec('c', { url: 'HTTP://ONE.example:80' }),
      spec('d', { url: 'http://[::1]:8080/' }),
    ];
    assert.deepEqual(originsOf(specs), [
      { protocol: 'http:', host: 'one.example', port: 80 },
      { protocol: 'https:', host: 'one.example', port: 443 },
      { protocol: 'http:', host: '::1', port: 8080 },
    ]);
    const source = sourceOf(specs);
    const pairs = new Map<number, number>();
    for (let n = 0; n < 200; n += 1) {
      const { operation, origin } = source.next(session());
      pairs.set(operation, origin);
    }
    const expected: readonly (readonly [number, number])[] = [
      [0, 0],
      [1, 1],
      [2, 0],
      [3, 2],
    ];
    assert.deepEqual(pairs, new Map(expected));
  });
});

describe('scenarios', () => {
  const shop = spec(
    'shop',
    {
      name: 'create',
      url: 'http://api.example/create',
      extract: [{ name: 'id', from: 'json', at: '/id' }],
    },
    { name: 'read', url: 'http://api.example/read/{{id}}', expectBody: '/^ok/' },
    { name: 'end', url: 'http://api.example/end' },
  );

  test('steps come in order for each user, and see what was extracted for this user', () => {
    const source = sourceOf([shop]);
    const [ann, bob] = [session(0), session(1)];
    const first = source.next(ann);
    assert.equal(targetOf(first), '/create');
    assert.equal(first.request.keep, 'body');
    assert.equal(first.inspect?.(answer('', '{"id":"a b"}'), ann), true);
    source.next(bob).inspect?.(answer('', '{"id":7}'), bob);
    assert.equal(source.goesOn(ann), true);
    const second = source.next(ann);
    assert.equal(targetOf(second), '/read/a%20b');
    assert.equal(second.inspect?.(answer('', 'ok!'), ann), true);
    assert.equal(second.inspect?.(answer('', 'not ok'), ann), false);
    assert.equal(targetOf(source.next(bob)), '/read/7');
    const third = source.next(ann);
    assert.equal(targetOf(third), '/end');
    assert.equal(source.goesOn(ann), false);
    assert.equal(targetOf(source.next(ann)), '/create');
  });

  test('an iteration ends where what its next step needs was not found, also where it was before', () => {
    const source = sourceOf([shop]);
    const user = session();
    source.next(user).inspect?.(answer('', '{"id":1}'), user);
    source.next(user);
    source.next(user);
    const again = source.next(user);
    assert.equal(again.inspect?.(answer('', '{"error":"no"}'), user), false);
    assert.equal(source.goesOn(user), false);
    // A response that never arrived is not inspected at all.
    assert.equal(targetOf(source.next(user)), '/create');
    assert.equal(source.goesOn(user), false);
  });

  test('values are taken from JSON, headers, cookies and by patterns', () => {
    const source = sourceOf([
      spec(
        'all',
        {
          extract: [
            { name: 'a', from: 'json', at: '/items/1/n' },
            { name: 'b', from: 'header', at: 'X-Total' },
            { name: 'c', from: 'cookie', at: 'sid' },
            { name: 'd', from: 'pattern', at: 'item-(\\w+)' },
          ],
        },
        { url: 'http://api.example/{{a}}/{{b}}/{{c}}/{{d}}' },
      ),
    ]);
    const user = session();
    const head = 'x-total: 12\r\nSet-Cookie: other=1\r\nset-cookie: sid=abc; Path=/\r\n';
    const body = '{"items":[{},{"n":{"x":1}}],"code":"item-zz9"}';
    assert.equal(source.next(user).inspect?.(answer(head, body), user), true);
    assert.equal(targetOf(source.next(user)), '/%7B%22x%22%3A1%7D/12/abc/zz9');
  });

  test('a compressed body is looked at as what it says', async () => {
    const { gzipSync } = await import('node:zlib');
    const source = sourceOf([spec('a', { expectBody: 'hello' })]);
    const user = session();
    const zipped = { ...answer('Content-Encoding: gzip\r\n'), body: gzipSync('say hello') };
    const { inspect } = source.next(user);
    assert.equal(inspect?.(zipped, user), true);
    assert.equal(inspect?.({ ...zipped, body: Buffer.from('hello') }, user), false);
  });

  test('headers are enough where only headers are looked at', () => {
    const header = spec('a', { extract: [{ name: 'a', from: 'header', at: 'etag' }] });
    assert.equal(sourceOf([header]).next(session()).request.keep, 'headers');
    const body = spec('a', { expectBody: 'ok' });
    assert.equal(sourceOf([body]).next(session()).request.keep, 'body');
  });

  test('refuses variables that nothing provides before, and says which there are', () => {
    const early = spec('a', { url: 'http://api.example/{{id}}' });
    assert.throws(() => sourceOf([early]), /step uses \{\{id\}\}, which nothing provides/);
    const later = spec(
      'a',
      { url: 'http://api.example/{{tokn}}' },
      { extract: [{ name: 'token', from: 'json', at: '/t' }] },
    );
    const data: DataTable = { columns: ['mail', 'name'], rows: [['m', 'n']], order: 'in turn' };
    assert.throws(() => sourceOf([later], { data }), { code: 'USAGE', hint: /mail, name;/ });
    const typo = spec('a', { url: 'http://api.example/{{nme}}' });
    assert.throws(() => sourceOf([typo], { data }), /did you mean "name"\?/);
    const twice = spec('a', { extract: [{ name: 'mail', from: 'json', at: '/t' }] });
    assert.throws(() => sourceOf([twice], { data }), /a column of the data/);
  });

  test('refuses what cannot be sent before the run', () => {
    const wrong: readonly Partial<StepSpec>[] = [
      { headers: [['X A', '1']] },
      { headers: [['X-A', '1\r\nX-B: {{$uuid}}']] },
      { headers: [['Transfer-Encoding', 'chunked']] },
      { method: 'G T' },
      { url: 'http://{{host}}/' },
      { url: '{{base}}/users' },
      { url: 'ftp://api.example/' },
      { url: 'http://api.example:x/' },
      { extract: [{ name: 'a', from: 'pattern', at: '(' }] },
      { extract: [{ name: 'a', from: 'json', at: 'id' }] },
      { expectBody: '/(/' },
    ];
    for (const step of wrong) {
      assert.throws(() => sourceOf([spec('a', step)]), { code: 'USAGE' }, JSON.stringify(step));
    }
  });
});

describe('data', () => {
  const step = { url: 'http://api.example/{{n}}/{{$counter}}/{{$vu}}/{{$iteration}}' };
  const data: DataTable = {
    columns: ['unused', 'n'],
    rows: Array.from({ length: 5 }, (_, index) => ['x', `r${index}`]),
    order: 'in turn',
  };

  test('each row goes to one iteration over all workers, from the start again after the last', () => {
    const sources = [0, 1].map((worker) =>
      sourceOf([spec('a', step)], { worker, workers: 2, data }),
    );
    const users = sources.map((_, worker) => session(worker));
    const seen = sources.map((source, worker) =>
      Array.from({ length: 4 }, () => targetOf(source.next(users[worker] ?? session()))),
    );
    assert.deepEqual(seen, [
      ['/r0/1/0/0', '/r2/3/0/1', '/r4/5/0/2', '/r1/7/0/3'],
      ['/r1/2/1/0', '/r3/4/1/1', '/r0/6/1/2', '/r2/8/1/3'],
    ]);
  });

  test('at random: any row, by the seed', () => {
    const random = { data: { ...data, order: 'random' as const } };
    const draw = (seed: number): readonly string[] => {
      const source = sourceOf([spec('a', { url: 'http://api.example/{{n}}' })], {
        seed,
        ...random,
      });
      return Array.from({ length: 100 }, () => targetOf(source.next(session())));
    };
    assert.equal(new Set(draw(1)).size, 5);
    assert.deepEqual(draw(1), draw(1));
    assert.notDeepEqual(draw(1), draw(2));
  });

  test('a row stays the same through all steps of an iteration', () => {
    const source = sourceOf([spec('a', step, step)], { data });
    const user = session(3);
    const targets = Array.from({ length: 4 }, () => targetOf(source.next(user)));
    assert.deepEqual(targets, ['/r0/1/3/0', '/r0/1/3/0', '/r1/2/3/1', '/r1/2/3/1']);
  });
});

describe('cookies', () => {
  const login = spec('a', { url: 'http://api.example/login' }, { url: 'http://api.example/me' });

  test('a user sends the cookies that responses have set for it, nobody else does', () => {
    const source = sourceOf([login]);
    const [ann, bob] = [session(0), session(1)];
    const first = source.next(ann);
    assert.equal(first.request.keep, 'headers');
    assert.equal(first.inspect?.(answer('Set-Cookie: sid=ann; Path=/\r\n'), ann), true);
    source.next(bob).inspect?.(answer('Set-Cookie: sid=bob; Path=/\r\n'), bob);
    const cyd = session(2);
    source.next(cyd).inspect?.(answer(''), cyd);
    assert.equal(cookieOf(source.next(ann)), 'sid=ann');
    assert.equal(cookieOf(source.next(bob)), 'sid=bob');
    assert.equal(cookieOf(source.next(cyd)), undefined);
    // They last over iterations.
    assert.equal(cookieOf(source.next(ann)), 'sid=ann');
  });

  test('what a response sets takes the place of what the step sends', () => {
    const own = spec('a', { headers: [['cookie', 'sid=old; theme=dark']] });
    const source = sourceOf([own], { cookies: true });
    const user = session();
    const first = source.next(user);
    assert.equal(cookieOf(first), 'sid=old; theme=dark');
    first.inspect?.(answer('Set-Cookie: sid=new\r\n'), user);
    assert.equal(cookieOf(source.next(user)), 'theme=dark; sid=new');
  });

  test('a redirect sets cookies, and is followed with those of the place that it leads to', () => {
    const source = sourceOf([login]);
    const user = session();
    source.next(user).inspect?.(answer('Set-Cookie: here=1; Path=/me\r\n'), user);
    const { inspect, request } = source.next(user);
    assert.match(Buffer.from(request.head).toString(), /^Cookie: here=1\r$/m);
    const message: RequestMessage = {
      method: 'GET',
      target: '/home',
      authority: 'www.api.example:80',
      scheme: 'http',
      headers: [['Cookie', 'here=1; own=2']],
      body: undefined,
      keep: 'headers',
    };
    const moved = answer('Set-Cookie: all=3; Domain=api.example; Path=/\r\nSet-Cookie: host=4\r\n');
    const followed = source.follow(user, moved, message);
    assert.deepEqual(followed.headers, [['Cookie', 'own=2; all=3']]);
    // What the last response sets belongs to where it came from.
    inspect?.(answer('Set-Cookie: www=5; Path=/\r\n'), user);
    assert.equal(cookieOf(source.next(user)), 'all=3; host=4');
  });

  test('a plain request keeps none unless asked to', () => {
    const plain = sourceOf([spec('a')]);
    assert.equal(plain.next(session()).request.keep, 'nothing');
    const asked = sourceOf([spec('a')], { cookies: true });
    const user = session();
    const first = asked.next(user);
    assert.equal(first.request.keep, 'headers');
    assert.equal(asked.next(user), first);
    assert.equal(sourceOf([login], { cookies: false }).next(user).request.keep, 'nothing');
  });
});
