import assert from 'node:assert/strict';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { attempt } from '../support/attempt.ts';
import { runLoad } from '../support/load-run.ts';
import { startTruth } from '../support/truth-server.ts';
import { temporaryFolder, trivet } from '../support/trivet.ts';

const truth = await startTruth();
after(() => truth.kill());

async function seenAt(path: string): Promise<number> {
  return (await truth.report()).requests[`GET ${path}`] ?? 0;
}

describe('modes of a run', { concurrency: 3 }, () => {
  describe('a comparison of two targets', { concurrency: 3 }, () => {
    test('a server that is ten times as slow is slower, and everything is counted', () =>
      attempt(3, async () => {
        const before = (await truth.report()).requests;
        const [fast, slow] = ['/delay/4/a', '/delay/40/b'];
        const args = [
          truth.url(fast),
          truth.url(slow),
          '--compare',
          '-d',
          '4s',
          '-c',
          '4',
          '--workers',
          '1',
        ];
        const { exit, document, err } = await runLoad([...args, '--fail-on-regression', '10%']);
        const { comparison } = document;
        assert.equal(exit, 1, err);
        assert.match(err, /p50 is worse by more than 10 %/);
        assert.deepEqual([comparison?.method, comparison?.verdict], ['interleaved', 'slower']);
        assert.ok((comparison?.pairs ?? 0) >= 5);
        // What is reported as a whole is the second one; warming up is not in it.
        assert.equal(comparison?.b.total, document.requests.total);
        const seenFast = (await seenAt(fast)) - (before[`GET ${fast}`] ?? 0);
        const seenSlow = (await seenAt(slow)) - (before[`GET ${slow}`] ?? 0);
        assert.ok(comparison.a.total <= seenFast && comparison.a.total > seenFast / 2);
        assert.ok(comparison.b.total <= seenSlow && comparison.b.total > seenSlow / 2);
      }));

    test('two targets of which one fails', async () => {
      const args = [truth.url('/ok'), truth.url('/reset'), '--compare', '-d', '2s', '-c', '2'];
      const { exit, document } = await runLoad(args);
      assert.equal(exit, 3);
      assert.deepEqual(Object.keys(document.errors), ['connection reset']);
    });

    test('under a rate, both have the same schedule', () =>
      attempt(3, async () => {
        const args = [
          truth.url('/ok/a'),
          truth.url('/ok/b'),
          '--compare',
          '-d',
          '3s',
          '--rate',
          '100',
        ];
        const { exit, document } = await runLoad(args);
        assert.equal(exit, 0);
        const { a, b } = document.comparison ?? {};
        assert.ok(
          a !== undefined && b !== undefined && a.total === b.total,
          JSON.stringify([a, b]),
        );
      }));

    test('for people, with intervals', async () => {
      const args = [truth.url('/ok'), '--compare', truth.url('/chunked'), '-d', '2s', '-c', '2'];
      const { exit, out } = await trivet(['load', ...args]);
      assert.equal(exit, 0);
      assert.match(out, /95/);
    });

    test('one of two cannot be reached', async () => {
      const { exit, err } = await trivet([
        'load',
        truth.url('/ok'),
        'http://127.0.0.1:1/',
        '--compare',
      ]);
      assert.equal(exit, 3);
      assert.match(err, /^error: http:\/\/127\.0\.0\.1:1\/ cannot be reached/);
    });
  });

  describe('a baseline', { concurrency: 3 }, () => {
    test('saved, and compared with', (t) =>
      attempt(3, async () => {
        const cwd = temporaryFolder(t);
        const args = [truth.url('/delay/5'), '-d', '2s', '-c', '2', '--workers', '1'];
        const saved = await runLoad([...args, '--save', 'base.json'], { cwd });
        assert.equal(saved.exit, 0);
        assert.match(saved.err, /Saved the baseline base\.json/);
        assert.deepEqual(readdirSync(cwd), ['base.json']);
        const again = await runLoad([...args, '--compare', 'base.json'], { cwd });
        assert.equal(again.exit, 0);
        const { comparison } = again.document;
        assert.equal(comparison?.method, 'baseline');
        // Whole rows of the timeline are compared, and the first one is not like the others.
        assert.ok(isMostOf(comparison.b.total, again.document.requests.total));
        assert.ok(isMostOf(comparison.a.total, saved.document.requests.total));
        const slower = await runLoad(
          [
            truth.url('/delay/120'),
            ...args.slice(1),
            '--compare',
            'base.json',
            '--fail-on-regression',
            '50%',
          ],
          { cwd },
        );
        assert.equal(slower.exit, 1, slower.err);
        assert.equal(slower.document.comparison?.verdict, 'slower');
      }));

    test('of another configuration is refused, unless anyway', async (t) => {
      const cwd = temporaryFolder(t);
      const args = [truth.url('/delay/5'), '-d', '1s', '--workers', '1'];
      await runLoad([...args, '-c', '2', '--save', 'base.json'], { cwd });
      const other = [...args, '-c', '3', '--compare', 'base.json'];
      const { exit, out, err } = await trivet(['load', ...other], { cwd });
      assert.deepEqual([exit, out], [2, '']);
      assert.match(
        err,
        /\[BASELINE_MISMATCH\]\nThe concurrency is 3 now, and was 2.*\n {2}next: .*--compare-anyway/,
      );
      const anyway = await runLoad([...other, '--compare-anyway'], { cwd });
      assert.equal(anyway.exit, 0);
      assert.equal(anyway.document.comparison?.method, 'baseline');
    });

    test('that is none is refused before the run', async (t) => {
      const cwd = temporaryFolder(t);
      const path = '/ok/damaged';
      writeFileSync(join(cwd, 'text.json'), 'not json');
      writeFileSync(join(cwd, 'other.json'), '{"schema":"trivet.scaffold/1"}');
      for (const name of ['text.json', 'other.json']) {
        const { exit, err } = await trivet(['load', truth.url(path), '--compare', name], { cwd });
        assert.equal(exit, 2);
        assert.match(err, new RegExp(`${name}[^]*\\[INPUT_INVALID\\]\\n {2}next: `));
      }
      assert.equal(await seenAt(path), 0);
    });

    test('that cannot be written is refused before the run', async (t) => {
      const cwd = temporaryFolder(t);
      const { exit, err } = await trivet(['load', truth.url('/ok/unsaved'), '--save', '.'], {
        cwd,
      });
      assert.equal(exit, 3);
      assert.match(err, /\[OUTPUT_UNWRITABLE\]\n {2}next: /);
      assert.equal(await seenAt('/ok/unsaved'), 0);
    });
  });

  describe('probes', { concurrency: 3 }, () => {
    test('selfcheck compares this machine with itself', async () => {
      const { exit, document } = await runLoad(['selfcheck', '-d', '2s', '-c', '2']);
      assert.ok(exit === 0 || exit === 1);
      assert.equal(document.comparison?.method, 'interleaved');
      assert.ok(document.requests.ok > 0);
      assert.deepEqual(document.errors, {});
    });

    test('the limit of a server that serves a request at a time is found', () =>
      attempt(3, async () => {
        const args = [
          '--find-limit',
          '-d',
          '1s',
          '-c',
          '1',
          '--threshold',
          'p99<100ms',
          '--workers',
          '1',
        ];
        const { exit, document } = await runLoad([truth.url('/delay/20'), ...args]);
        assert.ok(document.limit);
        const { held, steps } = document.limit;
        // One connection and 20 ms: never more than 50 a second.
        assert.ok(held <= 55, `${held}/s`);
        assert.ok(steps.length >= 2);
        assert.equal(exit, held > 0 ? 0 : 1);
      }));

    test('a rate limit is found', () =>
      attempt(3, async () => {
        const args = [
          '--expect-rate-limit',
          '-d',
          '4s',
          '-c',
          '2',
          '--think',
          '5ms',
          '--workers',
          '1',
        ];
        const { exit, document, err } = await runLoad([truth.url('/limit/50/1000'), ...args]);
        assert.equal(exit, 0, err);
        const limited = document.statuses['429'] ?? 0;
        assert.ok(limited > 0 && (document.statuses['200'] ?? 0) >= 150);
      }));

    test('no limit where one was expected: exit 1', async () => {
      const args = ['--expect-rate-limit', '-d', '1s', '-c', '2', '--think', '5ms'];
      const { exit, err } = await runLoad([truth.url('/ok'), ...args]);
      assert.equal(exit, 1);
      assert.match(err, /failed: .*rate limit/);
    });
  });
});

function isMostOf(part: number, whole: number): boolean {
  return part <= whole && part > whole / 2;
}
