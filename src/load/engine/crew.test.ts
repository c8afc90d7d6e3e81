import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { mixOf, openLoad, scriptOf } from '../../../test/support/engine-run.ts';
import { originAt } from '../../../test/support/h1-driver.ts';
import { closedPort } from '../../../test/support/raw-server.ts';
import { startTruth } from '../../../test/support/truth-server.ts';
import { faultOf } from '../../http/fault.ts';
import { Tally } from '../tally.ts';
import { type Crew, type CrewPlan, startCrew } from './crew.ts';
import type { Segment, TrafficPlan } from './plan.ts';

const truth = await startTruth();
after(() => truth.kill());

function planOf(workers: number, traffic: TrafficPlan, users = 5, port = truth.port): CrewPlan {
  return {
    workers,
    seed: 1,
    http: '1.1',
    streams: 1,
    timeouts: { connectMs: 5000, firstByteMs: 5000, totalMs: 5000 },
    userAgent: 'trivet/test',
    sides: [{ traffic, origins: [originAt(port)], users, observes: false }],
  };
}

function segment(changes: Partial<Segment> = {}): Parameters<Crew['run']>[0] {
  return {
    side: 0,
    durationMs: 20_000,
    load: { kind: 'closed', stages: [{ durationMs: 1000, from: 5, to: 5 }] },
    requestsMax: undefined,
    graceMs: 1000,
    tickMs: 0,
    ...changes,
  };
}

async function runOn(crew: Crew, changes: Partial<Segment> = {}): Promise<Tally> {
  const tally = new Tally(crew.operations[0] ?? []);
  const { rest } = await crew.run(segment(changes), (snapshot, worker) =>
    tally.add(snapshot, worker),
  );
  for (const [worker, snapshot] of rest.entries()) tally.add(snapshot, worker);
  return tally;
}

async function seenAt(path: string): Promise<number> {
  return (await truth.report()).requests[`GET ${path}`] ?? 0;
}

for (const workers of [1, 2, 3]) {
  test(`${workers} workers: a number of requests is met exactly, and the server has seen them`, async () => {
    const path = `/ok/${workers}`;
    const crew = await startCrew(planOf(workers, mixOf([{ url: truth.url(path) }])));
    assert.deepEqual(crew.operations, [[`GET ${path}`]]);
    assert.deepEqual(await crew.open(0, 5), [0, 0, 0, 0, 0]);
    const tally = await runOn(crew, { requestsMax: 101, tickMs: 50 });
    const { total, ok, scheduled, sent } = tally.counts(0, 0);
    assert.deepEqual([total, ok, scheduled, sent], [101, 101, 101, 101]);
    assert.equal(await seenAt(path), 101);
    assert.equal(tally.connections.opened, 5);
    await crew.close();
  });

  test(`${workers} workers send one schedule together`, async () => {
    const path = `/ok/open/${workers}`;
    const crew = await startCrew(planOf(workers, mixOf([{ url: truth.url(path) }]), 30));
    const load = { ...openLoad(200), stages: [{ durationMs: 500, from: 200, to: 200 }] };
    const tally = await runOn(crew, { durationMs: 500, load });
    const { scheduled, ok } = tally.counts(0, 0);
    assert.deepEqual([scheduled, ok, await seenAt(path)], [100, 100, 100]);
    await crew.close();
  });
}

for (const workers of [1, 2]) {
  test(`${workers} workers: a plan that cannot be carried out is refused, with a next step`, async () => {
    const traffic = mixOf([{ url: 'http://127.0.0.1/{{nothing}' }]);
    await assert.rejects(startCrew(planOf(workers, traffic)), {
      name: 'TrivetError',
      code: 'USAGE',
    });
    const script = scriptOf('export const nothing = 1;', truth.url(''));
    await assert.rejects(startCrew(planOf(workers, script)), {
      code: 'USAGE',
      message: /by default/,
    });
  });

  test(`${workers} workers: faults of opening are those of everybody`, async () => {
    const port = await closedPort();
    const traffic = mixOf([{ url: `http://127.0.0.1:${port}/` }]);
    const crew = await startCrew(planOf(workers, traffic, 5, port));
    const refused = faultOf('connection refused');
    assert.deepEqual(
      await crew.open(0, 5),
      Array.from({ length: 5 }, () => refused),
    );
    await crew.close();
  });

  test(`${workers} workers: stopping`, async () => {
    const crew = await startCrew(planOf(workers, mixOf([{ url: truth.url('/never') }])));
    const running = runOn(crew, { durationMs: 1e6, graceMs: 1e6 });
    await delay(150);
    crew.stop();
    const tally = await running;
    assert.deepEqual(tally.errors, [['unfinished at the end', 5]]);
    // Nothing comes after it.
    const { total } = (await runOn(crew, { durationMs: 1e6 })).counts(0, 0);
    assert.equal(total, 0);
    await crew.close();
  });
}

test('a thread that dies ends the run with an error, and the others with it', async () => {
  const script = scriptOf(
    'export default async function (user) { if (user.number === 0) process.exit(3); await user.get("/never"); }',
    truth.url(''),
  );
  const crew = await startCrew(planOf(2, script));
  await assert.rejects(runOn(crew, { durationMs: 1e6 }), {
    code: 'USAGE',
    message: 'The scenario ended its thread.',
  });
  const startMs = performance.now();
  await crew.close();
  assert.ok(performance.now() - startMs < 60_000);
});

for (const [name, body] of [
  ['throws later', 'setTimeout(() => { throw new Error("no way"); }, 5);'],
  ['rejects where nobody waits', 'void Promise.reject(new Error("no way"));'],
] as const) {
  test(`a scenario that ${name} is its author's business`, async () => {
    const text = `export default async function (user) { ${body} await user.get("/delay/20"); }`;
    const crew = await startCrew(planOf(1, scriptOf(text, truth.url(''))));
    await assert.rejects(runOn(crew, { durationMs: 1e6 }), {
      code: 'USAGE',
      message: /threw where nobody waits for it: no way$/,
    });
    await crew.close();
  });
}

test('what a scenario has left running does not keep its thread alive', async () => {
  const script = scriptOf(
    'export default async function (user) { setInterval(() => {}, 1000); await user.get("/ok"); }',
    truth.url(''),
  );
  const crew = await startCrew(planOf(2, script));
  await runOn(crew, { requestsMax: 4 });
  const startMs = performance.now();
  await crew.close();
  assert.ok(performance.now() - startMs < 60_000);
});
