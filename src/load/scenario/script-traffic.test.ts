import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import {
  type EngineOptions,
  openLoad,
  scriptOf,
  type Segmented,
  startEngine,
} from '../../../test/support/engine-run.ts';
import { originAt } from '../../../test/support/h1-driver.ts';
import { closedPort } from '../../../test/support/raw-server.ts';
import { startTruth } from '../../../test/support/truth-server.ts';
import type { Segment } from '../engine/plan.ts';
import { operationsMax } from './limits.ts';

const truth = await startTruth();
after(() => truth.kill());

interface Played extends Segmented {
  /** By name: how often it held, and how often not. */
  readonly checks: Readonly<Record<string, readonly [passed: number, failed: number]>>;
}

/** Runs a function body as a scenario against the truth server. */
async function play(
  body: string,
  segment: Partial<Segment> = {},
  options: Partial<EngineOptions> = {},
): Promise<Played> {
  const { run } = await startScenario(body, options);
  return checked(await run({ requestsMax: 4, durationMs: 20_000, ...segment }));
}

function startScenario(
  body: string,
  options: Partial<EngineOptions> = {},
): ReturnType<typeof startEngine> {
  return startEngine({
    traffic: scriptOf(`export default async function (user) { ${body} }`, truth.url('')),
    origins: [originAt(truth.port)],
    ...options,
  });
}

function checked(result: Segmented): Played {
  const { total, ok, failed, scheduled, sent, unsent } = result.counts;
  assert.deepEqual([total, scheduled], [ok + failed, sent + unsent]);
  assert.equal(scheduled, total);
  const checks = result.tally.checks.map(
    ({ name, passed, failed: not }) => [name, [passed, not]] as const,
  );
  return { ...result, checks: Object.fromEntries(checks) };
}

test('each request is counted by its method and path, or by the name it is given', async () => {
  const { tally, counts } = await play(`
    await user.get('/ok?x=1');
    await user.post('/echo', { json: { a: 1 } });
    await user.get('/status/404', { name: 'missing' });
  `);
  const found = tally.operations.map(({ name, total, ok }) => [name, total, ok]);
  assert.deepEqual(found, [
    ['GET /ok', 4, 4],
    ['POST /echo', 4, 4],
    ['missing', 4, 0],
  ]);
  assert.equal(counts.total, 12);
});

test('the function sees what came back', async () => {
  const { checks, errors } = await play(`
    const echo = await user.put('/echo', { body: 'hé', headers: { 'X-Mine': '1' } });
    const { head, body } = echo.json();
    user.check('status', echo.status === 200 && echo.ok && echo.error === undefined);
    user.check('body', body === 'h\\u00c3\\u00a9');
    user.check('headers', head.includes('X-Mine: 1') && head.startsWith('PUT /echo'));
    user.check('its own header', echo.header('content-type') === 'application/json');
    user.check('no header', echo.header('x-nothing') === undefined);
    user.check('time', echo.durationMs > 0);
    const text = await user.get('/ok');
    user.check('text', text.text() === 'ok' && text.json() === null);
  `);
  assert.deepEqual(errors, {});
  assert.ok(
    Object.values(checks).every(([passed, failed]) => passed === 4 && failed === 0),
    JSON.stringify(checks),
  );
  assert.equal(Object.keys(checks).length, 7);
});

test('a request that fails is no exception', async () => {
  const { checks, errors } = await play(`
    const cut = await user.get('/truncated');
    user.check('cut', cut.status === 0 && !cut.ok && cut.error === 'truncated response');
    const refused = await user.get('http://127.0.0.1:${await closedPort()}/');
    user.check('refused', refused.status === 0 && refused.error === 'connection refused' && refused.text() === '');
    const missing = await user.get('/status/404');
    user.check('missing', missing.status === 404 && !missing.ok && missing.error === undefined);
    const expected = await user.get('/status/404', { expectStatus: [404] });
    user.check('expected', expected.ok);
  `);
  assert.deepEqual(Object.values(checks), [
    [4, 0],
    [4, 0],
    [4, 0],
    [4, 0],
  ]);
  assert.deepEqual(errors, { 'truncated response': 4, 'connection refused': 4, 'HTTP 404': 4 });
});

test('checks are counted, and exceptions are checks that did not hold', async () => {
  const { checks, counts } = await play(
    `
    user.check('even', user.iteration % 2 === 0);
    await user.get('/ok');
    if (user.iteration === 1) throw new TypeError('no way');
    user.nothing.more;
  `,
    {},
    { users: 1 },
  );
  assert.deepEqual(checks['even'], [2, 2]);
  assert.deepEqual(checks['no exception (TypeError: no way)'], [0, 1]);
  const others = Object.entries(checks).filter(([name]) => name.includes('undefined'));
  assert.deepEqual(
    others.map(([, count]) => count),
    [[0, 3]],
  );
  assert.equal(counts.total, 4);
});

test('what cannot be sent is an exception of its function, not of the run', async () => {
  const { checks, counts } = await play(`
    await user.get('/ok');
    await user.get('http://[nowhere');
  `);
  assert.equal(counts.total, 4);
  assert.match(Object.keys(checks).join(), /no exception \\(TypeError: Invalid URL\\)|Invalid URL/);
  const { checks: others } = await play("await user.get('/ok', { headers: { 'bad name': 'x' } });");
  assert.equal(Object.values(others)[0]?.[1], 4);
});

test('each user has cookies of its own, over all its iterations', async () => {
  const { checks, errors } = await play(
    `
    if (user.iteration === 0) await user.get('/login', { name: 'login' });
    const response = await user.get('/private');
    user.check('known', response.text() === 'welcome');
  `,
    { requestsMax: 9 },
    { users: 3 },
  );
  assert.deepEqual(checks, { known: [9, 0] });
  assert.deepEqual(errors, {});
});

test('users are numbered, and iterations counted from 0', async () => {
  const before = (await truth.report()).queries['/ok'] ?? [];
  await play(
    'await user.get(`/ok?user=${user.number}&turn=${user.iteration}`);',
    { requestsMax: 6 },
    { users: 2 },
  );
  const { queries } = await truth.report();
  const found = (queries['/ok'] ?? []).filter(
    (query) => !before.includes(query) && query.startsWith('user='),
  );
  assert.equal(found.length, 6);
  assert.ok(found.includes('user=0&turn=0') && found.includes('user=1&turn=0'));
});

test('requests that are made at once are sent one after the other', async () => {
  const { checks, counts, errors } = await play(`
    const all = await Promise.all(['/delay/3', '/ok', '/echo'].map((path) => user.get(path)));
    user.check('in order', all[1].text() === 'ok' && all[2].text().startsWith('{'));
  `);
  assert.deepEqual([checks, errors, counts.total], [{ 'in order': [4, 0] }, {}, 12]);
});

test('a request that nobody waits for belongs to its iteration all the same', async () => {
  const { counts, errors } = await play("user.get('/delay/5'); user.get('/ok');");
  assert.deepEqual([counts.total, errors], [8, {}]);
});

test('pauses are not part of any latency', async () => {
  const { tally, tookMs } = await play(
    "await user.pause(60); await user.get('/ok');",
    { requestsMax: 3 },
    { users: 1 },
  );
  assert.ok(tookMs >= 170);
  assert.equal(tally.latency.count, 3);
  assert.ok(tally.latency.minUs < 60_000);
});

test('an iteration without a request does not keep the run from ending', async () => {
  const result = await play('user.check("did nothing", true);', {
    requestsMax: undefined,
    durationMs: 100,
  });
  assert.ok(result.tookMs < 60_000);
  assert.ok((result.checks['did nothing']?.[0] ?? 0) > 1);
});

for (const [name, body] of [
  ['loops for ever', "for (;;) await user.get('/ok');"],
  ['loops over what fails', "for (;;) await user.get('/reset');"],
  ['pauses for ever', 'await user.pause(1e8);'],
  ['waits for what never comes', 'await new Promise(() => undefined);'],
] as const) {
  test(`a function that ${name} does not outlast its segment`, async () => {
    const { run } = await startScenario(body);
    for (let turn = 0; turn < 2; turn += 1) {
      const result = checked(await run({ durationMs: 100, graceMs: 50 }));
      assert.ok(result.tookMs < 60_000, `${result.tookMs} ms`);
    }
  });
}

test('stopping a function that loops for ever', async () => {
  const { engine, run } = await startScenario("for (;;) await user.get('/never');");
  const running = run({ durationMs: 1e6, graceMs: 1e6 });
  await delay(100);
  await engine.handle({ kind: 'stop' });
  const result = checked(await running);
  assert.ok(result.tookMs < 60_000, `${result.tookMs} ms`);
  assert.deepEqual(result.errors, { 'unfinished at the end': 2 });
});

test('a function of an earlier segment has no part in the next one', async () => {
  const body = `
    const turn = (globalThis.turns = (globalThis.turns ?? 0) + 1);
    if (turn === 1) {
      await user.pause(150);
      user.check('late', true);
      await user.get('/status/500');
    }
    await user.get('/delay/20');
    user.check('in time', true);
  `;
  const { run } = await startScenario(body, { users: 1 });
  checked(await run({ durationMs: 50, graceMs: 0 }));
  const { checks, errors, counts } = checked(await run({ durationMs: 400, graceMs: 0 }));
  assert.deepEqual([Object.keys(checks), errors], [['in time'], {}]);
  assert.ok(counts.total >= 3);
});

test('in the open model, an iteration is due, and what follows in it is due when the one before ended', async () => {
  const body = "await user.get('/delay/30'); await user.get('/ok');";
  const result = await play(
    body,
    { load: openLoad(50), durationMs: 200, requestsMax: undefined, graceMs: 5000 },
    { users: 20 },
  );
  assert.deepEqual([result.counts.total, result.errors], [20, {}]);
  assert.equal(result.tally.corrected.count, 20);
});

test('in the open model, pauses of the function are not part of any latency', async () => {
  const body =
    "await user.pause(750); await user.get('/ok'); await user.pause(750); await user.get('/ok');";
  const result = await play(body, { load: openLoad(50), requestsMax: 3 }, { users: 5 });
  assert.equal(result.tally.corrected.count, 6);
  const late = result.tally.corrected.maxUs;
  assert.ok(late < 740_000, `${late / 1000} ms`);
});

test('paths with ids in them do not make a report of thousands of lines', async () => {
  const result = await play(
    'await user.get(`/ok/${user.iteration}`);',
    { requestsMax: 500 },
    { users: 1 },
  );
  assert.equal(result.counts.total, 500);
  assert.equal(result.tally.operations.length, operationsMax);
  const last = result.tally.operations.at(-1);
  assert.deepEqual([last?.name, last?.total], ['other requests', 301]);
});

test('chance is that of the seed', async () => {
  const body = 'user.check(String(user.random()), true); await user.get("/ok");';
  const [first, second] = [await play(body, {}, { users: 1 }), await play(body, {}, { users: 1 })];
  assert.deepEqual(first.checks, second.checks);
  assert.equal(Object.keys(first.checks).length, 4);
});
