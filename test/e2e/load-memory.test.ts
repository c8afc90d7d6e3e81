import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { readDocument } from '../support/load-run.ts';
import { startTruth } from '../support/truth-server.ts';
import { outcomeOf, startTrivet } from '../support/trivet.ts';

const skip =
  !existsSync('/proc/self/status') && 'this system does not say how much memory a process has';

test('memory does not grow with the length of a run', { skip }, async () => {
  await using truth = await startTruth();
  const args = ['load', truth.url('/ok'), '-d', '20s', '-c', '20', '--workers', '1', '--json'];
  const child = startTrivet(args);
  const outcome = outcomeOf(child);
  await delay(6000);
  const early = residentMb(child.pid);
  await delay(12_000);
  const late = residentMb(child.pid);
  const document = readDocument(await outcome);
  assert.ok(document.requests.total > 1000);
  assert.ok(
    late < early * 1.25 + 16,
    `${early} MB after 6 s, ${late} MB after 18 s, ${document.requests.total} requests`,
  );
});

function residentMb(pid: number | undefined): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Math.round(Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1]) / 1024);
}
