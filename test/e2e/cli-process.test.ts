import assert from 'node:assert/strict';
import { spawnSync, type ChildProcess } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { outcomeOf, startTrivet, temporaryFolder, trivet } from '../support/trivet.ts';

test('Ctrl-C while it waits for standard input: exit 130 and nothing written', async (t) => {
  const cwd = temporaryFolder(t);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    const child = startTrivet(['scaffold', '-', '--verbose'], { cwd });
    const outcome = outcomeOf(child);
    await saidOnStderr(child, 'reading standard input');
    child.kill(signal);
    const { exit, out, err } = await outcome;
    assert.equal(exit, 130);
    assert.equal(out, '');
    assert.match(err, /\[INTERRUPTED\]/);
    assert.deepEqual(readdirSync(cwd), []);
  }
});

test('a reader that went away is no crash', async () => {
  const child = startTrivet(['explain']);
  const outcome = outcomeOf(child);
  child.stdout?.destroy();
  child.stderr?.destroy();
  assert.equal((await outcome).exit, 0);
});

test('the seed programs are translations', async () => {
  const [help, scaffold] = await Promise.all([
    trivet(['--help'], { program: 'api-scaffolder' }),
    trivet(['scaffold', '--help']),
  ]);
  assert.equal(help.out, scaffold.out);
  const version = await trivet(['--version'], { program: 'api-load-tester' });
  assert.match(version.out, /^\d+\.\d+\.\d+\n$/);
  const calls: readonly (readonly [program: string, args: readonly string[], says: RegExp])[] = [
    ['api-scaffolder', ['nothing.yaml'], /nothing\.yaml/],
    [
      'database-migration-tool',
      ['--connection', 'postgres://u:hunter2@h/d', '--analyze', '--nope'],
      /no option --nope/,
    ],
    ['database-migration-tool', ['--connection', 'postgres://h/d'], /exactly one of --analyze/],
    [
      'api-load-tester',
      ['ftp://localhost/x', '--concurrency', '50'],
      /no URL that can be load tested/,
    ],
  ];
  for (const [program, args, says] of calls) {
    const { exit, err } = await trivet(args, { program });
    assert.equal(exit, 2, program);
    assert.match(err, says);
  }
});

test('a Node that is too old is told so, in one sentence and a next step', () => {
  const pretend = "Object.defineProperty(process, 'versions', { value: { node: '20.20.2' } });";
  const preload = `data:text/javascript,${encodeURIComponent(pretend)}`;
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--import', preload, fileURLToPath(new URL('../../bin/trivet.js', import.meta.url)), '--help'],
    { encoding: 'utf8' },
  );
  assert.deepEqual([status, stdout], [2, '']);
  assert.match(
    stderr,
    /^error: trivet needs Node 24 or newer, and this is Node 20\.20\.2\.\n {2}next: .+\n$/,
  );
});

function saidOnStderr(child: ChildProcess, text: string): Promise<void> {
  let seen = '';
  return new Promise((resolve, reject) => {
    child.stderr?.on('data', (chunk: Buffer) => {
      seen += chunk.toString();
      if (seen.includes(text)) resolve();
    });
    child.on('close', () => reject(new Error(`ended without saying "${text}": ${seen}`)));
  });
}
