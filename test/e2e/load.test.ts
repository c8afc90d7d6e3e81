import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { attempt } from '../support/attempt.ts';
import { selfSigned } from '../support/self-signed.ts';
import { serveNode } from '../support/h2-node-server.ts';
import { runLoad, sumOf } from '../support/load-run.ts';
import { startTruth } from '../support/truth-server.ts';
import { temporaryFolder, trivet } from '../support/trivet.ts';

const truth = await startTruth();
after(() => truth.kill());

async function seenAt(path: string, method = 'GET'): Promise<number> {
  return (await truth.report()).requests[`${method} ${path}`] ?? 0;
}

describe('counts', { concurrency: 3 }, () => {
  const paths = ['/ok', '/chunked', '/close-delimited', '/closing', '/huge-head'];
  for (const path of paths) {
    test(`${path} is answered, and the server has seen what was sent`, async () => {
      const { exit, document } = await runLoad([truth.url(path), '-n', '40', '-c', '4']);
      assert.equal(exit, 0);
      assert.deepEqual([document.requests.ok, document.errors], [40, {}]);
      assert.equal(await seenAt(path), 40);
    });
  }

  test('HEAD', async () => {
    const { exit, document } = await runLoad([
      truth.url('/ok'),
      '-X',
      'head',
      '-n',
      '20',
      '-c',
      '2',
    ]);
    assert.deepEqual([exit, document.requests.ok, await seenAt('/ok', 'HEAD')], [0, 20, 20]);
    assert.equal(document.connections.opened, 2);
  });

  for (const workers of ['1', '2', '3']) {
    test(`${workers} workers send a number of requests exactly`, async () => {
      const path = `/ok/workers/${workers}`;
      const { document } = await runLoad([
        truth.url(path),
        '-n',
        '1001',
        '-c',
        '7',
        '--workers',
        workers,
      ]);
      assert.deepEqual([document.requests.ok, await seenAt(path)], [1001, 1001]);
      assert.equal(document.connections.opened, 7);
      assert.equal(document.config['workers'], Number(workers));
    });
  }

  test('a run by time has sent what the server has seen', async () => {
    const { exit, document } = await runLoad([
      truth.url('/delay/2/timed'),
      '-d',
      '1s',
      '-c',
      '6',
      '--workers',
      '2',
    ]);
    assert.equal(exit, 0);
    const seen = await seenAt('/delay/2/timed');
    assert.deepEqual([document.requests.total, document.requests.sent], [seen, seen]);
    assert.ok(seen > 10);
    assert.ok(document.duration_s >= 1 && document.duration_s < 30);
  });

  test('bytes are those of the wire', async () => {
    const { document } = await runLoad([truth.url('/ok/bytes'), '-n', '10', '-c', '1']);
    const response = 'HTTP/1.1 200 Known\r\nContent-Length: 2\r\n\r\nok';
    assert.equal(document.bytes.received, 10 * response.length);
    assert.ok(document.bytes.sent > 10 * 'GET /ok/bytes HTTP/1.1\r\n\r\n'.length);
  });

  test('a number of requests is measured until the last one is answered', async () => {
    const { document } = await runLoad([truth.url('/delay/200'), '-n', '10', '-c', '10']);
    const { per_second: perSecond } = document.requests;
    assert.ok(document.duration_s >= 0.2, `${document.duration_s} s`);
    assert.ok(perSecond > 2 && perSecond <= 50, `${perSecond}/s`);
  });
});

describe('latency', { concurrency: 2 }, () => {
  test('of a server that always takes 50 ms: never less', () =>
    attempt(3, async () => {
      const { exit, document } = await runLoad([truth.url('/delay/50'), '-d', '1s', '-c', '10']);
      const { min, p50 } = document.latency_ms;
      assert.equal(exit, 0);
      assert.ok(min >= 50, `min ${min}`);
      assert.ok(p50 < 100, `p50 ${p50}`);
    }));

  test('under a rate, of a server that always takes 50 ms: never less either', () =>
    attempt(3, async () => {
      const { document } = await runLoad([truth.url('/delay/50'), '-d', '1s', '--rate', '100']);
      const { min = 0, p50 = 0 } = document.latency_corrected_ms ?? {};
      assert.deepEqual([document.requests.scheduled, document.requests.ok], [100, 100]);
      assert.ok(min >= 50, `min ${min}`);
      assert.ok(p50 < 100, `p50 ${p50}`);
    }));

  /**
   * In each second nothing is answered for 400 ms. Of requests that are due evenly, 60 % find an open door and the others
   * wait between 0 and 400 ms: P(latency > v) = (400 - v) / 1000, so p90 = 300, p95 = 350, p99 = 390 ms. Five
   * connections that wait for each other meet each stall with five requests: their p90 is next to nothing.
   */
  test('under a rate, a stall counts for all that were due in it', () =>
    attempt(3, async () => {
      const args = ['-d', '3s', '--rate', '200', '-c', '5'];
      const { document } = await runLoad([truth.url('/stall/1000/400'), ...args]);
      const { requests, latency_ms: sending, latency_corrected_ms: due } = document;
      assert.deepEqual([requests.scheduled, requests.ok], [600, 600]);
      assert.ok(due);
      assert.ok(
        isNear(due.p90, 300) && isNear(due.p95, 350) && isNear(due.p99, 390),
        JSON.stringify(due),
      );
      assert.ok(sending.p90 < 150, `from sending: ${JSON.stringify(sending)}`);
    }));

  test('warming up is not reported, but for its connections', async () => {
    const path = '/delay/5/warm';
    const { document } = await runLoad([truth.url(path), '--warmup', '1s', '-n', '50', '-c', '5']);
    assert.deepEqual([document.requests.total, document.connections.opened], [50, 5]);
    assert.ok((await seenAt(path)) > 100);
    assert.equal(sumOf(document.timeline.map(({ total }) => total)), 50);
  });
});

describe('shapes of load', { concurrency: 3 }, () => {
  test('a ramp begins with little', () =>
    attempt(3, async () => {
      const args = ['-d', '2s', '-c', '20', '--ramp', '2s', '--workers', '1'];
      const { document } = await runLoad([truth.url('/delay/50'), ...args]);
      const half = (late: boolean): number =>
        sumOf(
          document.timeline.filter(({ at_s: at }) => at >= 0.95 === late).map(({ total }) => total),
        );
      assert.ok(half(true) > 1.5 * half(false), `${half(false)} and then ${half(true)}`);
    }));

  test('stages of users', async () => {
    await using own = await startTruth();
    const args = ['--stages', '500ms:12,500ms:12,500ms:0', '--workers', '2'];
    const { exit, document } = await runLoad([own.url('/delay/20'), ...args]);
    assert.equal(exit, 0);
    assert.ok(document.duration_s >= 1.5);
    const { busyMax, connections, total } = await own.report();
    assert.deepEqual([connections, total], [12, document.requests.total]);
    assert.ok(busyMax >= 6 && busyMax <= 12, `${busyMax} at once`);
  });

  test('stages of a rate: as many requests as their area', async () => {
    const args = ['--rate', '1', '--stages', '500ms:200,500ms:200,1s:0'];
    const { document } = await runLoad([truth.url('/ok/stages'), ...args, '-c', '20']);
    // 50 + 100 + 100.
    assert.ok(Math.abs(document.requests.scheduled - 250) <= 1, `${document.requests.scheduled}`);
    assert.equal(await seenAt('/ok/stages'), document.requests.scheduled);
  });

  test('random arrivals are about as many', async () => {
    const args = ['--rate', '200', '--arrivals', 'poisson', '-d', '1s', '--seed', '7'];
    const { document } = await runLoad([truth.url('/ok'), ...args]);
    const { scheduled } = document.requests;
    assert.ok(scheduled > 130 && scheduled < 270, `${scheduled}`);
    assert.equal(document.config['arrivals'], 'poisson');
  });

  test('two workers share a rate, and a number', async () => {
    const args = ['--rate', '300', '-n', '151', '--workers', '2', '-c', '20'];
    const { document } = await runLoad([truth.url('/ok/shared'), ...args]);
    assert.deepEqual([document.requests.ok, await seenAt('/ok/shared')], [151, 151]);
  });

  test('users that think send less', async () => {
    const args = ['-d', '1s', '-c', '4', '--think', '200ms', '--workers', '1'];
    const { document } = await runLoad([truth.url('/ok'), ...args]);
    const { total } = document.requests;
    assert.ok(total >= 4 && total <= 24, `${total}`);
  });
});

describe('requests', { concurrency: 3 }, () => {
  test('method, header fields, a body with a template', async () => {
    const args = [
      '-X',
      'PATCH',
      '-H',
      'X-Mine: {{$vu}}',
      '--body',
      '{"n":{{$counter}}}',
      '-n',
      '5',
      '-c',
      '1',
    ];
    const held = String.raw`/PATCH .*X-Mine: 0.*application\/json.*n\\":\d+/s`;
    const { exit, document } = await runLoad([truth.url('/echo'), ...args, '--expect-body', held]);
    assert.deepEqual([exit, document.errors], [0, {}]);
    assert.equal(await seenAt('/echo', 'PATCH'), 5);
  });

  test('a body from standard input, byte for byte', async () => {
    const args = [
      truth.url('/echo/stdin'),
      '--body',
      '@-',
      '-n',
      '4',
      '--expect-body',
      'from {{outside}}',
    ];
    const { exit } = await runLoad(args, { input: 'from {{outside}}' });
    assert.deepEqual([exit, await seenAt('/echo/stdin', 'POST')], [0, 4]);
  });

  test('a form with a file', async (t) => {
    const cwd = temporaryFolder(t);
    writeFileSync(join(cwd, 'photo.png'), 'PNG!');
    const args = [
      '--form',
      'title=mine',
      '--form',
      'photo=@photo.png;type=image/png',
      '-n',
      '3',
      '-c',
      '1',
    ];
    const held = String.raw`/multipart\/form-data; boundary=.*name=\\"title\\".*filename=\\"photo\.png\\".*image\/png.*PNG!/s`;
    const { exit, document } = await runLoad(
      [truth.url('/echo/form'), ...args, '--expect-body', held],
      { cwd },
    );
    assert.deepEqual([exit, document.errors], [0, {}]);
  });

  test('rows of data, in turn', async (t) => {
    const cwd = temporaryFolder(t);
    writeFileSync(join(cwd, 'rows.csv'), 'id,name\n1,Zoë\n2,"a, b"\n3,c&d\n');
    const url = truth.url('/ok/data?id={{id}}&name={{name}}');
    const { exit } = await runLoad([url, '--data', 'rows.csv', '-n', '6', '-c', '1'], { cwd });
    assert.equal(exit, 0);
    const queries = (await truth.report()).queries['/ok/data'] ?? [];
    assert.deepEqual(queries.toSorted(), [
      'id=1&name=Zo%C3%AB',
      'id=2&name=a%2C%20b',
      'id=3&name=c%26d',
    ]);
  });

  test('redirects: refused a way on, followed, and too many', async () => {
    const plain = await runLoad([truth.url('/redirect/1'), '-n', '3', '-c', '1']);
    assert.deepEqual([plain.exit, plain.document.statuses], [0, { '302': 3 }]);
    const args = ['--follow', '5', '--expect-status', '200', '-n', '3', '-c', '1'];
    const followed = await runLoad([truth.url('/redirect/2'), ...args]);
    assert.deepEqual([followed.exit, followed.document.statuses], [0, { '200': 3, '302': 6 }]);
    const tooMany = await runLoad([
      truth.url('/redirect/9'),
      '--follow',
      '2',
      '-n',
      '3',
      '-c',
      '1',
    ]);
    assert.deepEqual([tooMany.exit, tooMany.document.errors], [0, { 'too many redirects': 3 }]);
  });

  test('cookies of a login that redirects', async () => {
    const args = ['--follow', '1', '--cookies', '-n', '6', '-c', '3'];
    const { exit, document } = await runLoad([truth.url('/login'), ...args]);
    assert.deepEqual([exit, document.statuses], [0, { '200': 6, '302': 6 }]);
    const without = await runLoad([truth.url('/login'), '--follow', '1', '-n', '3', '-c', '1']);
    assert.deepEqual(without.document.errors, { 'HTTP 401': 3 });
  });

  test('an OpenAPI document: every operation, with valid requests', async (t) => {
    const cwd = temporaryFolder(t);
    writeFileSync(join(cwd, 'api.yaml'), spec);
    const args = ['--spec', 'api.yaml', '--base-url', truth.url(''), '-n', '60', '-c', '3'];
    const { exit, document } = await runLoad(args, { cwd });
    assert.equal(exit, 0);
    assert.match(document.target, /^Truths .*api\.yaml/);
    assert.deepEqual(document.operations.map(({ name }) => name).toSorted(), ['getOk', 'makeEcho']);
    assert.ok(document.operations.every(({ total, ok }) => total > 10 && ok === total));
    const made = document.operations.find(({ name }) => name === 'makeEcho')?.total;
    assert.equal(await seenAt('/echo/made', 'POST'), made);
  });

  test('a recording of a browser', async (t) => {
    const cwd = temporaryFolder(t);
    const log = {
      version: '1.2',
      creator: { name: 'x', version: '1' },
      entries: ['/ok/har', '/chunked/har'].map(harEntry),
    };
    writeFileSync(join(cwd, 'session.har'), JSON.stringify({ log }));
    const { exit, document } = await runLoad(['--har', 'session.har', '-n', '5', '-c', '1'], {
      cwd,
    });
    assert.deepEqual([exit, document.errors], [0, {}]);
    assert.deepEqual([await seenAt('/ok/har'), await seenAt('/chunked/har')], [5, 5]);
  });

  test('a scenario in TypeScript: its checks decide', async (t) => {
    const cwd = temporaryFolder(t);
    writeFileSync(join(cwd, 'visit.ts'), scenario);
    const args = ['visit.ts', '--base-url', truth.url(''), '-n', '8', '-c', '2', '--workers', '2'];
    const { exit, document, err } = await runLoad(args, { cwd });
    assert.equal(exit, 1);
    assert.match(err, /check: lucky/);
    const checks = document.expectations.map(({ name, passed }) => [name, passed] as const);
    assert.deepEqual(Object.fromEntries(checks), {
      'check: knows me': true,
      'check: lucky': false,
    });
    assert.equal(document.requests.total, 16);
  });

  test('a scenario that cannot go on is its author’s business', async (t) => {
    const cwd = temporaryFolder(t);
    const base = ['--base-url', truth.url(''), '-n', '5'];
    for (const [name, text, says] of [
      [
        'later.js',
        'setTimeout(() => { throw new Error("no way"); }, 5);',
        /later\.js threw .* no way/,
      ],
      ['ends.js', 'process.exit(0);', /ended its thread/],
    ] as const) {
      const body = `${text} await user.get('/delay/50');`;
      writeFileSync(join(cwd, name), `export default async function (user) { ${body} }`);
      const { exit, err } = await trivet(['load', name, ...base], { cwd });
      assert.equal(exit, 2);
      assert.match(err, says);
      assert.match(err, /\[USAGE\]\n {2}next: /);
    }
    const { exit, err } = await trivet(['load', 'later.js', '-n', '5'], { cwd });
    assert.equal(exit, 2);
    assert.match(err, /\[USAGE\]\n {2}next: .*--base-url/);
  });

  test('HTTP/2, on one connection', async () => {
    let count = 0;
    await using server = await serveNode((stream) => {
      count += 1;
      stream.respond({ ':status': 200 });
      stream.end('ok');
    });
    const args = ['--http2', '--streams', '5', '-n', '50', '-c', '5', '--workers', '1'];
    const { exit, document } = await runLoad([`http://127.0.0.1:${server.port}/`, ...args]);
    assert.equal(exit, 0);
    assert.deepEqual([document.requests.ok, count, server.sessions.length], [50, 50, 1]);
    assert.equal(document.config['http'], '2');
  });

  test('HTTP/2 from a server that has none', async () => {
    const { exit, err } = await trivet(['load', truth.url('/ok'), '--http2', '-n', '5']);
    assert.equal(exit, 3);
    assert.match(err, /\[TARGET_UNREACHABLE\]\n {2}next: .*--http2/);
  });

  test('TLS, with a certificate that is trusted, with any, and with none', async (t) => {
    const identity = selfSigned();
    if (identity === undefined) return t.skip('there is no openssl to make certificates with');
    const cwd = temporaryFolder(t);
    writeFileSync(join(cwd, 'ca.pem'), identity.cert);
    const server = createTlsServer(identity, (_request, response) => response.end('hello'));
    server.listen(0, 'localhost');
    await once(server, 'listening');
    t.after(() => server.close());
    const address = server.address();
    assert.ok(typeof address === 'object' && address !== null);
    const few = [`https://localhost:${address.port}/`, '-n', '10', '-c', '2'];
    for (const trust of [['--ca', 'ca.pem'], ['--insecure']]) {
      const { exit, document } = await runLoad([...few, ...trust], { cwd });
      assert.deepEqual([exit, document.requests.ok], [0, 10]);
    }
    const { exit, err } = await trivet(['load', ...few], { cwd });
    assert.equal(exit, 3);
    assert.match(err, /TLS error.*\[TARGET_UNREACHABLE\]\n {2}next: .*--ca.*--insecure/);
    server.closeAllConnections();
  });

  test('through a unix socket, and to an address that is given', async (t) => {
    const cwd = temporaryFolder(t);
    const server = createServer((request, response) => response.end(request.headers.host));
    server.listen(join(cwd, 'server.sock'));
    t.after(() => server.close());
    const held = ['--expect-body', 'api.example.com', '-n', '5', '-c', '1'];
    const socket = await runLoad([
      'http://api.example.com/',
      '--unix-socket',
      join(cwd, 'server.sock'),
      ...held,
    ]);
    assert.deepEqual([socket.exit, socket.document.requests.ok], [0, 5]);
    server.closeAllConnections();
    const place = `api.example.com:${truth.port}`;
    const resolved = [
      '--resolve',
      `${place}:127.0.0.1`,
      '--expect-body',
      place,
      '-n',
      '5',
      '-c',
      '1',
    ];
    const address = await runLoad([`http://${place}/echo`, ...resolved]);
    assert.deepEqual([address.exit, address.document.requests.ok], [0, 5]);
  });
});

describe('verdicts', { concurrency: 3 }, () => {
  const few = ['-n', '20', '-c', '2'];
  const ends: readonly (readonly [name: string, args: readonly string[], exit: number])[] = [
    ['a threshold that holds', [truth.url('/ok'), '--threshold', 'errors<1%'], 0],
    ['a threshold on time that breaks', [truth.url('/delay/20'), '--threshold', 'p50<10ms'], 1],
    ['a threshold on errors that breaks', [truth.url('/flaky/2'), '--threshold', 'errors<1%'], 1],
    [
      'a threshold on throughput that breaks',
      [truth.url('/delay/20'), '--threshold', 'rps>100000'],
      1,
    ],
    ['a status that was expected', [truth.url('/status/404'), '--expect-status', '404'], 0],
    ['one of several', [truth.url('/status/422'), '--expect-status', '4xx'], 0],
    ['a status that was not', [truth.url('/ok'), '--expect-status', '201'], 1],
    ['a body that was expected', [truth.url('/ok'), '--expect-body', 'ok'], 0],
    ['a body that was not', [truth.url('/ok'), '--expect-body', '/^no/'], 1],
    ['nothing was sent', [truth.url('/ok'), '-d', '300ms', '--stages', '300ms:0'], 1],
    ['all failed', [truth.url('/status/500')], 1],
  ];
  for (const [name, args, exit] of ends) {
    test(`${name}: exit ${exit}`, async () => {
      const run = await runLoad([...args, ...few]);
      assert.equal(run.exit, exit, run.err);
      assert.equal(run.err.includes('failed:'), exit === 1);
    });
  }

  test('a threshold on time that holds, on a machine that keeps up', () =>
    attempt(3, async () => {
      const { exit } = await runLoad([truth.url('/ok'), '--threshold', 'p99<10s', ...few]);
      assert.equal(exit, 0);
    }));

  for (const [line, says] of [
    ['load', /No target was named/],
    ['load ftp://x/', /no URL that can be load tested/],
    ['load http://[nowhere/', /no URL that can be load tested/],
    ['load http://127.0.0.1/ --concurrency 0', /whole number from 1/],
    ['load http://127.0.0.1/ --rate fast', /write it like 500/],
    ['load http://127.0.0.1/ --threshold p99', /is no threshold/],
    ['load http://127.0.0.1/ http://127.0.0.1/', /need --compare/],
    [
      'load http://127.0.0.1/ http://127.0.0.1/ --compare -n 5',
      /--requests does not go with two targets/,
    ],
    ['load http://127.0.0.1/ --http1 --http2', /exclude each other/],
    ['load nothing.ts --base-url http://127.0.0.1:9', /There is no file nothing\.ts/],
    ['load http://127.0.0.1/ --data nothing.csv', /There is no file nothing\.csv/],
    ['load http://127.0.0.1/ --compare nothing.json', /There is no file nothing\.json/],
    [
      'load http://127.0.0.1/ --html /nowhere/at/all/report.html --csv - --junit -',
      /standard output/,
    ],
    ['load http://127.0.0.1/{{nothing}} -n 1', /nothing/],
  ] as const) {
    test(`exit 2, with a next step: trivet ${line}`, async () => {
      const { exit, out, err } = await trivet(line.split(' '));
      assert.deepEqual([exit, out], [2, ''], err);
      assert.match(err, says);
      assert.match(err, /^error: .* \[[A-Z_]+\]\n {2}next: .+\n$/);
    });
  }
});

describe('reports', { concurrency: 3 }, () => {
  test('files of every kind, each of them whole', async (t) => {
    const cwd = temporaryFolder(t);
    const files = [
      '--html',
      'r.html',
      '--csv',
      'r.csv',
      '--junit',
      'r.xml',
      '--prometheus',
      'r.prom',
      '--otlp',
      'r.json',
    ];
    const args = [
      truth.url('/flaky/4'),
      '-d',
      '1s',
      '-c',
      '2',
      '--threshold',
      'errors<50%',
      ...files,
    ];
    const { exit, document, err } = await runLoad(args, { cwd });
    assert.equal(exit, 0);
    const read = (name: string): string => readFileSync(join(cwd, name), 'utf8');
    const { total } = document.requests;
    assert.match(read('r.html'), /^<!doctype html>[^]*<\/html>\s*$/i);
    const rows = read('r.csv')
      .trim()
      .split(/\r?\n/)
      .map((row) => row.split(','));
    assert.equal(new Set(rows.map(({ length }) => length)).size, 1);
    const place = rows[0]?.indexOf('requests') ?? -1;
    assert.equal(rows.at(-1)?.[place], String(total));
    assert.equal(sumOf(rows.slice(1, -1).map((row) => Number(row[place]))), total);
    assert.match(read('r.xml'), /^<\?xml [^]*<testsuites [^]*<\/testsuites>\s*$/);
    assert.match(read('r.xml'), /errors&lt;50%/);
    assert.match(read('r.prom'), /^# HELP [^]*\n$/);
    assert.ok(
      read('r.prom')
        .split('\n')
        .every((line) => /^$|^#|^[a-z_]+(?:\{[^\n]*\})? [-+.\dNInfea]+/.test(line)),
    );
    assert.ok(Array.isArray(JSON.parse(read('r.json')).resourceMetrics));
    for (const name of ['r.html', 'r.csv', 'r.xml', 'r.prom', 'r.json'])
      assert.match(err, new RegExp(`Wrote ${name}`));
  });

  test('a report on standard output is that alone', async () => {
    const { exit, out } = await trivet(['load', truth.url('/ok'), '-n', '5', '--csv', '-']);
    assert.equal(exit, 0);
    assert.match(out, /^row,at_s,/);
    assert.doesNotMatch(out, /Load Test Results/);
  });

  test('for people, the figures of the run', async () => {
    const { exit, out } = await trivet(['load', truth.url('/ok'), '-n', '50', '-c', '5']);
    assert.equal(exit, 0);
    assert.match(out, /^=== Load Test Results ===\nTarget: http:.*\n/);
    assert.match(out, /Total requests: 50\n/);
    assert.match(out, /Successful: 50 \(100\.0%\)\n/);
    assert.match(out, /P99: \d/);
    assert.doesNotMatch(out, /Requests\/sec: 0\n/);
  });

  test('the seed’s command is the same', async () => {
    const args = [truth.url('/ok/seed'), '--concurrency', '5', '--duration', '1'];
    const { exit, out } = await trivet(args, { program: 'api-load-tester' });
    assert.equal(exit, 0);
    assert.match(
      out,
      /^=== Load Test Results ===\n[^]*Duration: 1[^]*Concurrency: 5[^]*THROUGHPUT:\n/,
    );
    const total = Number(/Total requests: ([\d,]+)/.exec(out)?.[1]?.replaceAll(',', ''));
    assert.equal(await seenAt('/ok/seed'), total);
  });

  test('--quiet says nothing but the report', async () => {
    const { exit, err } = await trivet([
      'load',
      truth.url('/ok'),
      '-d',
      '3s',
      '-c',
      '1',
      '--think',
      '50ms',
      '--quiet',
    ]);
    assert.deepEqual([exit, err], [0, '']);
  });

  test('no secret of the command line comes back', async (t) => {
    const cwd = temporaryFolder(t);
    const url = truth.url('/ok?api_key=hunter2').replace('//', '//me:hunter2@');
    const args = [
      url,
      '-H',
      'Authorization: Bearer hunter2',
      '-n',
      '3',
      '--html',
      'r.html',
      '--verbose',
    ];
    const run = await runLoad(args, { cwd });
    const text = await trivet(['load', ...args], { cwd });
    for (const said of [
      run.out,
      run.err,
      text.out,
      text.err,
      readFileSync(join(cwd, 'r.html'), 'utf8'),
    ]) {
      assert.ok(!said.includes('hunter2'), said.slice(0, 500));
    }
  });
});

function isNear(value: number, expected: number): boolean {
  return value > expected * 0.8 && value < expected * 1.5;
}

/** As far as browsers write it and we read it. */
function harEntry(path: string): unknown {
  return {
    startedDateTime: '2026-11-25T10:00:00.000Z',
    time: 5,
    request: { method: 'GET', url: truth.url(path), headers: [], queryString: [], cookies: [] },
    response: { status: 200, headers: [], content: { mimeType: 'application/json' } },
  };
}

const spec = `openapi: 3.1.0
info: { title: Truths, version: 1.0.0 }
paths:
  /ok/{id}:
    get:
      operationId: getOk
      parameters: [{ name: id, in: path, required: true, schema: { type: integer, minimum: 1 } }]
      responses: { '200': { description: ok } }
  /echo/made:
    post:
      operationId: makeEcho
      requestBody:
        required: true
        content:
          application/json:
            schema: { type: object, required: [name], properties: { name: { type: string, minLength: 1 } } }
      responses: { '200': { description: made } }
`;

const scenario = `
interface User {
  readonly number: number;
  get(url: string, options?: object): Promise<{ status: number; text(): string }>;
  check(name: string, held: boolean): boolean;
}

export default async function (user: User): Promise<void> {
  await user.get('/login', { name: 'login' });
  const page = await user.get('/private');
  user.check('knows me', page.text() === 'welcome');
  user.check('lucky', user.number === 1);
}
`;
