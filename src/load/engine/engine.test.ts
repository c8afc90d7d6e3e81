import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { serveDeaf } from '../../../test/support/deaf-server.ts';
import { mixOf, openLoad, type Segmented, startEngine } from '../../../test/support/engine-run.ts';
import { originAt } from '../../../test/support/h1-driver.ts';
import { closedPort, serveBytes } from '../../../test/support/raw-server.ts';
import { startTruth, type TruthServer } from '../../../test/support/truth-server.ts';
import type { StepSpec } from '../request/source.ts';

const truth: TruthServer = await startTruth();
after(() => truth.kill());

/** Every request is in exactly one place, whatever became of it. */
function assertConserved({ counts, tally }: Segmented): void {
  const { total, ok, failed, scheduled, sent, unsent, unfinished } = counts;
  assert.equal(total, ok + failed);
  assert.equal(scheduled, sent + unsent);
  assert.equal(scheduled, total);
  const named = tally.errors.reduce((sum, [, count]) => sum + count, 0);
  assert.equal(named, failed);
  assert.ok(unfinished <= failed);
  const byOperation = tally.operations.reduce((sum, operation) => sum + operation.total, 0);
  assert.equal(byOperation, total);
}

async function requestsTo(path: string, method = 'GET'): Promise<number> {
  return (await truth.report()).requests[`${method} ${path}`] ?? 0;
}

interface Behaved {
  readonly path: string;
  /** The only error there is; undefined where all is well. */
  readonly error?: string;
  readonly step?: Partial<StepSpec>;
}

const behaviours: readonly Behaved[] = [
  { path: '/ok' },
  { path: '/chunked' },
  { path: '/early' },
  { path: '/no-content' },
  { path: '/not-modified' },
  { path: '/close-delimited' },
  { path: '/closing' },
  { path: '/huge-head' },
  { path: '/delay/5' },
  { path: '/ok', step: { method: 'HEAD' } },
  { path: '/status/404', error: 'HTTP 404' },
  { path: '/status/503', error: 'HTTP 503' },
  { path: '/status/404', step: { method: 'PUT', expectStatus: [404] } },
  { path: '/ok', step: { method: 'PATCH', expectStatus: [201, 204] }, error: 'HTTP 200' },
  {
    path: '/ok',
    step: { method: 'DELETE', expectBody: 'nothing of it' },
    error: 'unexpected body',
  },
  { path: '/echo', step: { expectBody: '/user-agent: trivet\\/test/i' } },
  { path: '/truncated', error: 'truncated response' },
  { path: '/truncated-chunk', error: 'truncated response' },
  { path: '/malformed', error: 'malformed response' },
  { path: '/hangup', error: 'connection closed' },
  { path: '/reset', error: 'connection reset' },
  { path: '/reset-head', error: 'connection reset' },
  { path: '/reset-body', error: 'connection reset' },
  { path: '/never', error: 'first byte timeout' },
  { path: '/loris', error: 'response timeout' },
];

for (const { path, error, step } of behaviours) {
  const method = step?.method ?? 'GET';
  test(`${method} ${path}: ${error ?? 'all is well'}, and the server has seen what was sent`, async () => {
    const before = await requestsTo(path, method);
    const traffic = mixOf([{ url: truth.url(path), ...step }]);
    // Short ones only where they are what is tried: machines have bad moments.
    const timeouts = error?.includes('timeout') === true ? { firstByteMs: 60, totalMs: 150 } : {};
    const { run } = await startEngine({ traffic, timeouts });
    const result = await run({ requestsMax: 9, durationMs: 20_000 });
    assertConserved(result);
    const { total, ok, sent } = result.counts;
    assert.deepEqual([total, sent, ok], [9, 9, error === undefined ? 9 : 0]);
    assert.deepEqual(result.errors, error === undefined ? {} : { [error]: 9 });
    assert.equal((await requestsTo(path, method)) - before, 9);
  });
}

test('a status that is wrong is what is wrong, also where the body is', async () => {
  const step = { url: truth.url('/status/500'), expectStatus: [200], expectBody: 'fine' };
  const { run } = await startEngine({ traffic: mixOf([step]) });
  assert.deepEqual((await run({ requestsMax: 3 })).errors, { 'HTTP 500': 3 });
});

test('nobody listens: every request is counted, and none was sent', async () => {
  const url = `http://127.0.0.1:${await closedPort()}/`;
  const { run, open } = await startEngine({ traffic: mixOf([{ url }]) });
  assert.deepEqual(await open(), ['connection refused', 'connection refused']);
  const result = await run({ requestsMax: 7, durationMs: 20_000 });
  assertConserved(result);
  assert.deepEqual([result.counts.sent, result.counts.unsent], [0, 7]);
  assert.deepEqual(result.errors, { 'connection refused': 7 });
});

test('while a server is down, it is asked again and again, but not as fast as possible', async () => {
  const url = `http://127.0.0.1:${await closedPort()}/`;
  const { run } = await startEngine({ traffic: mixOf([{ url }]), users: 3 });
  const result = await run({ durationMs: 400 });
  assertConserved(result);
  assert.ok(result.counts.total >= 6 && result.counts.total < 60, `${result.counts.total}`);
});

test('open model: what was due is sent or said to be unsent, and the wait counts', async () => {
  const traffic = mixOf([{ url: truth.url('/delay/100') }]);
  const { run } = await startEngine({ traffic, users: 2 });
  const result = await run({ load: openLoad(100), durationMs: 500, graceMs: 0 });
  assertConserved(result);
  const { scheduled, sent, unsent } = result.counts;
  assert.equal(scheduled, 50);
  assert.ok(sent >= 4 && sent <= 14, `${sent} sent over two connections`);
  assert.deepEqual(result.errors, { 'never sent': unsent });
  // What never was sent has waited as well.
  assert.equal(result.tally.corrected.count, 50);
  assert.ok(result.tally.corrected.quantileUs(0.5) > 100_000);
});

test('open model: what waits at the end is sent within the grace', async () => {
  const traffic = mixOf([{ url: truth.url('/delay/20') }]);
  const { run } = await startEngine({ traffic, users: 2 });
  const result = await run({ load: openLoad(200), durationMs: 200, graceMs: 20_000 });
  assertConserved(result);
  assert.deepEqual([result.counts.scheduled, result.counts.ok], [40, 40]);
});

test('open model: pauses between the steps of an iteration are not part of any latency', async () => {
  const steps = [
    { url: truth.url('/ok'), thinkMs: [1500, 1500] as const },
    { url: truth.url('/ok') },
  ];
  const { run } = await startEngine({ traffic: mixOf(steps, 'steps'), users: 5 });
  const result = await run({ load: openLoad(50), requestsMax: 3, durationMs: 20_000 });
  assertConserved(result);
  assert.equal(result.tally.corrected.count, 6);
  const late = result.tally.corrected.maxUs;
  assert.ok(late < 1_500_000, `${late / 1000} ms`);
});

test('several operations are told apart', async () => {
  const traffic = mixOf(
    ['/ok', '/status/404', '/truncated'].map((path) => ({ url: truth.url(path) })),
  );
  const { run } = await startEngine({ traffic, users: 4 });
  const result = await run({ requestsMax: 90, durationMs: 20_000 });
  assertConserved(result);
  const byName = new Map(result.tally.operations.map((each) => [each.name, each]));
  const [fine, missing, cut] = ['/ok', '/status/404', '/truncated'].map((path) =>
    byName.get(`GET ${path}`),
  );
  assert.ok(fine !== undefined && missing !== undefined && cut !== undefined);
  assert.deepEqual([fine.ok, fine.errors], [fine.total, []]);
  assert.deepEqual(missing.errors, [['HTTP 404', missing.total]]);
  assert.deepEqual(cut.errors, [['truncated response', cut.total]]);
  assert.ok([fine, missing, cut].every(({ total }) => total > 10));
});

test('one segment leaves nothing to the next', async () => {
  const { run } = await startEngine({ traffic: mixOf([{ url: truth.url('/delay/2') }]) });
  const first = await run({ durationMs: 100 });
  const second = await run({ requestsMax: 5 });
  assertConserved(first);
  assertConserved(second);
  assert.equal(second.counts.total, 5);
});

test('ticks add up to the whole', async () => {
  const { run } = await startEngine({ traffic: mixOf([{ url: truth.url('/delay/2') }]), users: 3 });
  const result = await run({ durationMs: 450, tickMs: 100 });
  assertConserved(result);
  assert.ok(result.ticks >= 4, `${result.ticks} ticks`);
});

for (const [name, steps, load] of [
  ['a request that is never answered', ['/never'], undefined],
  ['an iteration of many steps', Array.from({ length: 200 }, () => '/delay/30'), undefined],
  ['an open model with a queue', ['/never'], openLoad(200)],
] as const) {
  test(`stopping in ${name} ends it soon, and everything is counted`, async () => {
    const traffic = mixOf(
      steps.map((path) => ({ url: truth.url(path) })),
      'steps',
    );
    const { engine, run } = await startEngine({
      traffic,
      timeouts: { firstByteMs: 1e6, totalMs: 1e6 },
    });
    const segment = { durationMs: 1e6, graceMs: 1e6, ...(load && { load }) };
    const running = run(segment);
    await delay(150);
    await engine.handle({ kind: 'stop' });
    const result = await running;
    assertConserved(result);
    assert.ok(result.tookMs < 60_000, `${result.tookMs} ms`);
    assert.ok(result.counts.total > 0);
  });
}

test('an iteration of many steps does not outlast its segment', async () => {
  const steps = Array.from({ length: 500 }, () => ({ url: truth.url('/delay/20') }));
  const { run } = await startEngine({ traffic: mixOf(steps, 'steps') });
  const result = await run({ durationMs: 100, graceMs: 100 });
  assertConserved(result);
  assert.ok(result.tookMs < 60_000, `${result.tookMs} ms`);
  assert.deepEqual(result.errors, {});
});

test('stopping before a segment begins ends that, too', async () => {
  const { engine, run } = await startEngine({ traffic: mixOf([{ url: truth.url('/ok') }]) });
  const startAtEpochMs = performance.timeOrigin + performance.now() + 100;
  const running = run({ startAtEpochMs, durationMs: 1e6 });
  await engine.handle({ kind: 'stop' });
  const result = await running;
  assert.ok(result.tookMs < 60_000);
  assert.equal(result.counts.total, 0);
});

test('stopping while connections are being opened', async () => {
  await using server = await serveDeaf(true);
  const url = `http://127.0.0.1:${server.port}/`;
  const traffic = mixOf([{ url }]);
  const { engine, open } = await startEngine({ traffic, users: 300, timeouts: { connectMs: 1e6 } });
  const startMs = performance.now();
  const opening = open();
  await delay(50);
  await engine.handle({ kind: 'stop' });
  await opening;
  assert.ok(performance.now() - startMs < 60_000);
  await engine.handle({ kind: 'close' });
});

test('where nothing answers, not every connection is tried', async () => {
  await using server = await serveDeaf(true);
  const url = `http://127.0.0.1:${server.port}/`;
  const { engine, open } = await startEngine({
    traffic: mixOf([{ url }]),
    users: 1000,
    timeouts: { connectMs: 200 },
  });
  const faults = await open();
  assert.ok(faults.length < 500, `${faults.length} were tried`);
  assert.deepEqual(new Set(faults), new Set(['connection timeout']));
  await engine.handle({ kind: 'close' });
});

test('opening takes some at a time, and all of them', async () => {
  await using server = await serveBytes(() => undefined);
  const url = `http://127.0.0.1:${server.port}/`;
  const { engine, open } = await startEngine({ traffic: mixOf([{ url }]), users: 300 });
  const faults = await open();
  assert.deepEqual([faults.length, new Set(faults)], [300, new Set(['none'])]);
  await until(() => server.sockets.length === 300);
  await engine.handle({ kind: 'close' });
});

test('redirects are followed, each of them a request of the same operation', async () => {
  const traffic = mixOf([{ url: truth.url('/redirect/2') }], 'mix', { redirectsMax: 2 });
  const { run } = await startEngine({ traffic, users: 1 });
  const result = await run({ requestsMax: 4, durationMs: 20_000 });
  assertConserved(result);
  assert.equal(result.counts.total, 12);
  assert.deepEqual(result.tally.statuses, [
    [200, 4],
    [302, 8],
  ]);
  assert.deepEqual(result.errors, {});
});

test('one redirect too many is an error', async () => {
  const traffic = mixOf([{ url: truth.url('/redirect/9') }], 'mix', { redirectsMax: 3 });
  const { run } = await startEngine({ traffic, users: 1 });
  const result = await run({ requestsMax: 2, durationMs: 20_000 });
  assertConserved(result);
  assert.deepEqual(result.errors, { 'too many redirects': 2 });
});

test('with a Host of its own, a request is redirected to where it was sent', async () => {
  const headers = [['Host', 'api.example.com']] as const;
  await using server = await serveBytes((socket, { text }) => {
    const next = /^GET \/(\S*) /.exec(text)?.[1] ?? '';
    const place = { first: '/second', second: 'http://api.example.com/third' }[next];
    socket.write(
      place === undefined
        ? `HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n`
        : `HTTP/1.1 302 Found\r\nLocation: ${place}\r\nContent-Length: 0\r\n\r\n`,
    );
  });
  const url = `http://127.0.0.1:${server.port}/first`;
  const traffic = mixOf([{ url, headers }], 'mix', { redirectsMax: 5 });
  const { run } = await startEngine({ traffic, users: 1, origins: [originAt(server.port)] });
  const result = await run({ requestsMax: 1, durationMs: 20_000 });
  assert.deepEqual(result.tally.statuses, [
    [200, 1],
    [302, 2],
  ]);
});

test('the cookie of a login that redirects is there for what it leads to', async () => {
  const traffic = mixOf([{ url: truth.url('/login') }], 'mix', { redirectsMax: 1, cookies: true });
  const { run } = await startEngine({ traffic, users: 2 });
  const result = await run({ requestsMax: 6, durationMs: 20_000 });
  assertConserved(result);
  assert.deepEqual(result.errors, {});
  assert.deepEqual(result.tally.statuses, [
    [200, 6],
    [302, 6],
  ]);
});

test('a redirect that waits for its turn at the end is not followed in the next segment', async () => {
  const targets: string[] = [];
  await using server = await serveBytes((socket, { text, turn }) => {
    targets.push(text.split(' ')[1] ?? '');
    const head = turn === 0 ? 'HTTP/1.1 302 Found\r\nLocation: /next' : 'HTTP/1.1 200 OK';
    socket.write(`${head}\r\nContent-Length: 0\r\n\r\n`);
  });
  const url = `http://127.0.0.1:${server.port}/first`;
  const traffic = mixOf([{ url, thinkMs: [200, 200] }], 'mix', { redirectsMax: 1 });
  const { run } = await startEngine({ traffic, users: 1 });
  assertConserved(await run({ durationMs: 60, graceMs: 0 }));
  assertConserved(await run({ durationMs: 600, graceMs: 0 }));
  assert.ok(targets.length >= 3);
  assert.deepEqual(new Set(targets), new Set(['/first']));
});

async function until(holds: () => boolean): Promise<void> {
  for (let turn = 0; !holds(); turn += 1) {
    assert.ok(turn < 2000, 'What a test waits for did not come about.');
    await delay(2);
  }
}
