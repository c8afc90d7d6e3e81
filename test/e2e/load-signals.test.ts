import assert from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { serveDeaf } from '../support/deaf-server.ts';
import { type LoadDocument, readDocument } from '../support/load-run.ts';
import { startTruth, type TruthServer } from '../support/truth-server.ts';
import { outcomeOf, startTrivet, temporaryFolder } from '../support/trivet.ts';

interface Interrupted {
  readonly exit: number | null;
  readonly out: string;
  readonly err: string;
  /** From the signal to the end. */
  readonly tookMs: number;
}

/** Starts a run, waits for the moment, sends the signal. */
async function interrupt(
  args: readonly string[],
  moment: (child: ChildProcess) => Promise<void>,
  { cwd, signal = 'SIGINT' }: { readonly cwd?: string; readonly signal?: NodeJS.Signals } = {},
): Promise<Interrupted> {
  const child = startTrivet(['load', ...args], cwd === undefined ? {} : { cwd });
  const outcome = outcomeOf(child);
  await moment(child);
  const startMs = performance.now();
  child.kill(signal);
  const ended = await outcome;
  return { ...ended, tookMs: performance.now() - startMs };
}

async function seen(truth: TruthServer, count: number): Promise<void> {
  while ((await truth.report()).total < count) await delay(10);
}

async function said(child: ChildProcess, text: string): Promise<void> {
  let seenSoFar = '';
  while (!seenSoFar.includes(text)) {
    assert.ok(child.stderr);
    const [chunk]: unknown[] = await once(child.stderr, 'data');
    seenSoFar += String(chunk);
  }
}

function assertInterrupted(run: Interrupted): LoadDocument {
  assert.equal(run.exit, 130, run.err);
  // Soon, for a machine that has much else to do: who waited for the end would be ten minutes late.
  assert.ok(run.tookMs < 60_000, `${run.tookMs} ms`);
  const document = readDocument(run);
  assert.equal(document.interrupted, true);
  return document;
}

describe('Ctrl-C: exit 130, soon, with the report so far', { concurrency: 3 }, () => {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    test(`in mid-run (${signal})`, async () => {
      await using truth = await startTruth();
      const args = [truth.url('/delay/5'), '-d', '600s', '-c', '4', '--json'];
      const run = await interrupt(args, () => seen(truth, 50), { signal });
      const document = assertInterrupted(run);
      assert.ok(document.requests.ok >= 40 && document.duration_s < 300);
      assert.equal(document.requests.sent, (await truth.report()).total);
    });
  }

  test('in mid-run, for people', async () => {
    await using truth = await startTruth();
    const args = [truth.url('/delay/5'), '-d', '600s', '-c', '4'];
    const { exit, out } = await interrupt(args, () => seen(truth, 50));
    assert.equal(exit, 130);
    assert.match(out, /^=== Load Test Results ===\n[^]*Total requests: \d/);
  });

  test('with two workers, under a rate', async () => {
    await using truth = await startTruth();
    const args = [truth.url('/delay/5'), '-d', '600s', '--rate', '200', '--workers', '2', '--json'];
    const document = assertInterrupted(await interrupt(args, () => seen(truth, 50)));
    assert.equal(document.requests.sent, (await truth.report()).total);
    assert.ok(document.requests.scheduled < 100_000);
  });

  test('while connections are being opened', async () => {
    await using deaf = await serveDeaf(true);
    const url = `http://127.0.0.1:${deaf.port}/`;
    const args = [url, '-c', '500', '--connect-timeout', '600s', '--json', '--verbose'];
    const run = await interrupt(args, (child) => said(child, 'opening 500 connections'));
    const document = assertInterrupted(run);
    assert.equal(document.requests.total, 0);
  });

  test('while warming up', async () => {
    await using truth = await startTruth();
    const args = [truth.url('/delay/5'), '--warmup', '600s', '-d', '600s', '-c', '4', '--json'];
    const document = assertInterrupted(await interrupt(args, () => seen(truth, 20)));
    assert.equal(document.requests.total, 0);
  });

  test('while waiting for the last answers: they are unfinished', async () => {
    await using truth = await startTruth();
    const args = [truth.url('/never'), '-d', '200ms', '-c', '4', '--timeout', '600s', '--json'];
    const run = await interrupt(args, async () => {
      await seen(truth, 4);
      await delay(800);
    });
    const document = assertInterrupted(run);
    assert.deepEqual(document.errors, { 'unfinished at the end': 4 });
    assert.deepEqual([document.requests.sent, document.requests.unfinished], [4, 4]);
    // They have waited, and that is in the figures.
    assert.ok(document.latency_ms.max >= 800);
  });

  test('with a queue of requests that wait', async () => {
    await using truth = await startTruth();
    const args = [
      truth.url('/never'),
      '--rate',
      '100',
      '-d',
      '600s',
      '-c',
      '4',
      '--timeout',
      '600s',
      '--json',
    ];
    const run = await interrupt(args, async () => {
      await seen(truth, 4);
      await delay(500);
    });
    const document = assertInterrupted(run);
    const { sent, unsent, total } = document.requests;
    assert.deepEqual(
      [sent, document.requests.unfinished, document.errors['never sent']],
      [4, 4, unsent],
    );
    assert.ok(unsent > 20 && total === 4 + unsent);
  });

  test('in a scenario that never ends', async (t) => {
    await using truth = await startTruth();
    const cwd = temporaryFolder(t);
    writeFileSync(
      join(cwd, 'loop.js'),
      "export default async (user) => { for (;;) await user.get('/delay/5'); };",
    );
    const args = ['loop.js', '--base-url', truth.url(''), '-d', '600s', '-c', '2', '--json'];
    assertInterrupted(await interrupt(args, () => seen(truth, 20), { cwd }));
  });

  for (const [phase, count] of [
    ['warming up', 5],
    ['comparing', 400],
  ] as const) {
    test(`in a comparison (${phase})`, async () => {
      await using truth = await startTruth();
      const warmup = phase === 'comparing' ? '0' : '600s';
      const args = [
        truth.url('/delay/5/a'),
        truth.url('/delay/5/b'),
        '--compare',
        '-d',
        '600s',
        '--warmup',
        warmup,
      ];
      const run = await interrupt([...args, '-c', '4', '--json'], () => seen(truth, count));
      const document = assertInterrupted(run);
      assert.ok((document.comparison?.pairs ?? -1) >= 0);
    });
  }

  test('while the limit is being looked for', async () => {
    await using truth = await startTruth();
    const args = [truth.url('/delay/5'), '--find-limit', '-d', '600s', '-c', '4', '--json'];
    assertInterrupted(await interrupt(args, () => seen(truth, 100)));
  });

  test('no baseline is saved, and reports are whole', async (t) => {
    await using truth = await startTruth();
    const cwd = temporaryFolder(t);
    const args = [
      truth.url('/delay/5'),
      '-d',
      '600s',
      '-c',
      '2',
      '--save',
      'base.json',
      '--csv',
      'r.csv',
      '--json',
    ];
    assertInterrupted(await interrupt(args, () => seen(truth, 50), { cwd }));
    assert.deepEqual(readdirSync(cwd), ['r.csv']);
  });
});

test('Ctrl-C twice: exit 130 at once, and nothing half-written', async (t) => {
  await using truth = await startTruth();
  const cwd = temporaryFolder(t);
  const args = [
    truth.url('/never'),
    '-d',
    '600s',
    '-c',
    '4',
    '--timeout',
    '600s',
    '--csv',
    'r.csv',
    '--json',
  ];
  const { exit, out, tookMs } = await interrupt(
    args,
    async (child) => {
      await seen(truth, 4);
      child.kill('SIGINT');
      await delay(60);
    },
    { cwd },
  );
  assert.deepEqual([exit, out], [130, '']);
  assert.ok(tookMs < 60_000);
  assert.deepEqual(readdirSync(cwd), []);
});

test('a reader that goes away does not end the run', async () => {
  await using truth = await startTruth();
  const child = startTrivet(['load', truth.url('/ok'), '-n', '20', '-c', '1']);
  const outcome = outcomeOf(child);
  child.stdout?.destroy();
  child.stderr?.destroy();
  assert.equal((await outcome).exit, 0);
  assert.equal((await truth.report()).total, 20);
});
