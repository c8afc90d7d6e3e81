import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { after, describe, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { attempt } from '../support/attempt.ts';
import { serveDeaf } from '../support/deaf-server.ts';
import { readDocument, runLoad } from '../support/load-run.ts';
import { closedPort } from '../support/raw-server.ts';
import { startTruth } from '../support/truth-server.ts';
import { outcomeOf, startTrivet, trivet } from '../support/trivet.ts';

const file = fileURLToPath(new URL('../../bin/trivet.js', import.meta.url));

interface Fault {
  readonly path: string;
  readonly error: string;
  readonly exit: number;
  readonly args?: readonly string[];
}

const faults: readonly Fault[] = [
  { path: '/status/500', error: 'HTTP 500', exit: 1 },
  { path: '/status/404', error: 'HTTP 404', exit: 1 },
  { path: '/truncated', error: 'truncated response', exit: 3 },
  { path: '/truncated-chunk', error: 'truncated response', exit: 3 },
  { path: '/malformed', error: 'malformed response', exit: 3 },
  { path: '/hangup', error: 'connection closed', exit: 3 },
  { path: '/reset', error: 'connection reset', exit: 3 },
  { path: '/reset-head', error: 'connection reset', exit: 3 },
  { path: '/reset-body', error: 'connection reset', exit: 3 },
  { path: '/never', error: 'first byte timeout', exit: 3, args: ['--timeout', '100ms'] },
  {
    path: '/never/1',
    error: 'first byte timeout',
    exit: 3,
    args: ['--first-byte-timeout', '100ms'],
  },
  { path: '/loris', error: 'response timeout', exit: 3, args: ['--timeout', '200ms'] },
];

describe('a server whose every answer is wrong', { concurrency: 3 }, async () => {
  const truth = await startTruth();
  after(() => truth.kill());

  for (const { path, error, exit, args = [] } of faults) {
    test(`${path} ${args.join(' ')}: ${error}, exit ${exit}`, async () => {
      const url = truth.url(path);
      const run = await runLoad([url, '-n', '12', '-c', '3', '--workers', '1', ...args]);
      assert.equal(run.exit, exit, run.err);
      assert.deepEqual(run.document.errors, { [error]: 12 });
      const { total, sent, ok } = run.document.requests;
      assert.deepEqual([total, sent, ok], [12, 12, 0]);
      assert.equal((await truth.report()).requests[`GET ${path}`], 12);
      assert.match(run.err, new RegExp(`failed: Not one of 12 requests .*: ${error}\\.`));
    });
  }
});

describe('a server that comes and goes', { concurrency: 3 }, () => {
  test('some answers are wrong: they are counted by name, and the run is no failure', async () => {
    await using truth = await startTruth();
    const { exit, document } = await runLoad([
      truth.url('/flaky/3'),
      '-n',
      '60',
      '-c',
      '2',
      '--workers',
      '1',
    ]);
    assert.equal(exit, 0);
    assert.deepEqual(document.errors, { 'HTTP 500': 20 });
    assert.deepEqual(document.statuses, { '200': 40, '500': 20 });
  });

  test('kill -9 in mid-run, and back at the same place', async () => {
    const victim = await startTruth();
    const child = startTrivet(['load', victim.url('/delay/5'), '-d', '600s', '-c', '4', '--json']);
    const outcome = outcomeOf(child);
    while ((await victim.report()).total < 20) await delay(20);
    await victim.kill();
    await delay(500);
    await using successor = await startTruth(victim.port);
    // It is back, and so is the load.
    while ((await successor.report()).total < 20) await delay(20);
    child.kill('SIGINT');
    const { requests, errors } = readDocument(await outcome);
    const { ok, failed, unsent } = requests;
    assert.ok(ok >= 30 && failed > 0 && unsent > 0, JSON.stringify(requests));
    assert.ok((errors['connection refused'] ?? 0) > 0);
    const others = Object.keys(errors).filter(
      (name) => !/^connection (?:refused|reset|closed)$/.test(name),
    );
    assert.deepEqual(others, []);
  });

  test('a server that stands still for a second, under an open model: the wait is in the figures', () =>
    attempt(3, async () => {
      await using truth = await startTruth();
      const args = ['load', truth.url('/ok'), '--rate', '100', '-d', '3s', '-c', '5', '--json'];
      const outcome = outcomeOf(startTrivet(args));
      while ((await truth.report()).total < 50) await delay(10);
      truth.freeze();
      await delay(1000);
      truth.thaw();
      const document = readDocument(await outcome);
      assert.deepEqual(document.errors, {});
      assert.deepEqual([document.requests.scheduled, document.requests.ok], [300, 300]);
      const { p90 = 0, max = 0 } = document.latency_corrected_ms ?? {};
      assert.ok(max >= 900, `max ${max}`);
      // A third of the requests was due in that second; five connections have seen five of them.
      assert.ok(p90 >= 500, `corrected p90 ${p90}`);
      assert.ok(document.latency_ms.p90 < 500, `p90 from sending ${document.latency_ms.p90}`);
      assert.equal((await truth.report()).total, 300);
    }));

  test('an open model that the server cannot serve: what was not sent is said', async () => {
    await using truth = await startTruth();
    const args = [
      truth.url('/never'),
      '--rate',
      '100',
      '-d',
      '1s',
      '-c',
      '5',
      '--timeout',
      '500ms',
    ];
    const { document } = await runLoad(args);
    const { scheduled, sent, unsent, ok } = document.requests;
    assert.deepEqual([scheduled, ok], [100, 0]);
    assert.ok(sent >= 5 && sent <= 25 && unsent >= 75, `${sent} sent, ${unsent} unsent`);
    assert.equal(document.errors['never sent'], unsent);
    assert.equal(document.errors['first byte timeout'], sent);
    assert.equal((await truth.report()).total, sent);
  });
});

describe('nobody there', { concurrency: 3 }, () => {
  test('a closed port: exit 3, one sentence and a next step', async () => {
    const { exit, out, err } = await trivet(['load', `http://127.0.0.1:${await closedPort()}/`]);
    assert.deepEqual([exit, out], [3, '']);
    assert.match(
      err,
      /^error: http:\S+ cannot be reached: connection refused\. \[TARGET_UNREACHABLE\]\n {2}next: .+\n$/,
    );
  });

  test('a name that does not exist', async () => {
    const { exit, err } = await trivet(['load', 'http://nothing.invalid/']);
    assert.equal(exit, 3);
    assert.match(err, /DNS failure.*\[TARGET_UNREACHABLE\]\n {2}next: .*--resolve/);
  });

  test('a listener whose queue is full: connection timeout, soon', async () => {
    await using deaf = await serveDeaf(true);
    const url = `http://127.0.0.1:${deaf.port}/`;
    const startMs = performance.now();
    const { exit, err } = await trivet(['load', url, '-c', '4000', '--connect-timeout', '2s']);
    assert.equal(exit, 3);
    assert.match(err, /connection timeout.*\[TARGET_UNREACHABLE\]/);
    // One after the other, they would take a minute.
    assert.ok(performance.now() - startMs < 45_000);
  });

  test('a listener that accepts and never reads', async () => {
    await using truth = await startTruth();
    truth.freeze();
    const args = [truth.url('/ok'), '-d', '500ms', '-c', '3', '--timeout', '300ms'];
    const { exit, document } = await runLoad(args);
    assert.equal(exit, 3);
    assert.deepEqual(Object.keys(document.errors), ['first byte timeout']);
  });

  test('with --json, an error is a document, too', async () => {
    const { exit, out } = await trivet([
      'load',
      `http://127.0.0.1:${await closedPort()}/`,
      '--json',
    ]);
    assert.equal(exit, 3);
    assert.match(out, /"code": "TARGET_UNREACHABLE"/);
  });
});

test('more connections than files: refused at once, in one sentence', async () => {
  const command = `ulimit -n 256; exec "$0" "$1" load http://127.0.0.1:9/ --concurrency 10000`;
  const startMs = performance.now();
  const { exit, out, err } = await outcomeOf(
    spawn('bash', ['-c', command, process.execPath, file]),
  );
  assert.deepEqual([exit, out], [3, '']);
  assert.match(
    err,
    /^error: 10000 connections need .* 256\. \[FILE_LIMIT\]\n {2}next: .*ulimit.*--concurrency to 192\.\n$/,
  );
  assert.ok(performance.now() - startMs < 30_000);
});

test('as many connections as files allow', async () => {
  await using truth = await startTruth();
  const command = `ulimit -n 256; exec "$0" "$1" load ${truth.url('/delay/20')} -c 192 -n 400 --json --workers 1`;
  const document = readDocument(
    await outcomeOf(spawn('bash', ['-c', command, process.execPath, file])),
  );
  assert.deepEqual([document.requests.ok, document.errors], [400, {}]);
  assert.equal((await truth.report()).connections, 192);
});
