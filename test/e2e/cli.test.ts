import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { assertConforms } from '../support/published-schema.ts';
import { temporaryFolder, trivet } from '../support/trivet.ts';

const escape = '\u001b[';

test('these tests run on the Node that trivet asks for', () => {
  assert.ok(Number(process.versions.node.split('.')[0]) >= 24, process.version);
});

test('without arguments, and with --help, it says what there is', async () => {
  const [bare, help, short] = await Promise.all([trivet([]), trivet(['--help']), trivet(['-h'])]);
  assert.deepEqual([bare.exit, help.exit, short.exit], [0, 0, 0]);
  assert.equal(bare.out, help.out);
  assert.equal(short.out, help.out);
  for (const word of ['scaffold', 'explain', 'EXAMPLES', 'NOT IN THIS VERSION YET']) {
    assert.ok(help.out.includes(word), word);
  }
  assert.equal(help.err, '');
});

test('each command has help with examples, wherever --help stands', async () => {
  for (const command of ['scaffold', 'explain']) {
    const { exit, out } = await trivet([command, 'x', '--help']);
    assert.equal(exit, 0);
    assert.match(out, new RegExp(`USAGE\\n {2}trivet ${command} `));
    assert.match(out, new RegExp(`EXAMPLES\\n {2}# .+\\n {2}trivet ${command} `));
    for (const option of ['--json', '--quiet', '--verbose', '--no-color']) {
      assert.ok(out.includes(option), option);
    }
  }
});

test('--version prints the version of the package', async () => {
  const manifest = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  for (const option of ['--version', '-v']) {
    const { exit, out } = await trivet([option]);
    assert.equal(exit, 0);
    assert.ok(manifest.includes(`"version": "${out.trim()}"`), out);
  }
});

const usageErrors: readonly (readonly [line: string, says: RegExp])[] = [
  ['scafold api.yaml', /no command "scafold"; did you mean scaffold\?/],
  ['frobnicate', /no command "frobnicate"\./],
  ['scaffold api.yaml --framwork koa', /no option --framwork; did you mean --framework\?/],
  ['scaffold api.yaml --nope', /no option --nope\./],
  ['scaffold api.yaml -x', /no option -x\./],
  [
    'scaffold api.yaml --framework expres',
    /takes one of .*, not "expres"; did you mean "express"\?/,
  ],
  ['scaffold api.yaml --framework', /--framework needs a value/],
  ['scaffold api.yaml other.yaml', /"other.yaml" is one argument too many/],
  ['scaffold api.yaml --output=', /"--output=" is neither/],
  ['scaffold --output a --output b', /--output can be given once only/],
  ['scaffold', /No specification was named/],
  ['--frobnicate', /no option --frobnicate before a command/],
  ['--constructor', /no option --constructor/],
  ['constructor', /no command "constructor"/],
  ['scaffold --constructor', /no option --constructor/],
  ['scaffold --__proto__', /"--__proto__" cannot be SPEC/],
  ['explain dangling-reff', /did you mean "dangling-ref"\?/],
  ['explain ../../package', /no finding or error/],
  ['db analyze', /No database was named/],
  ['db suggest-indexes', /No database was named/],
  ['db lnt a.sql', /no command "lnt"; did you mean lint\?/],
  ['db frobnicate', /no command "frobnicate"\./],
  ['db --connection postgres://x lint', /no option --connection before a command/],
  ['db lint a.sql --nope', /no option --nope\./],
  ['audit http://localhost', /does not have "trivet audit"/],
  ['audit .', /does not have "trivet audit"/],
  ['tune', /does not have "trivet tune"/],
  ['demo', /does not have "trivet demo"/],
  ['scaffold --from-db postgres://x --output src/routes', /"trivet scaffold --from-db"/],
  ['scaffold src/routes --generate-spec -o api.yaml', /"trivet scaffold --generate-spec"/],
];

for (const [line, says] of usageErrors) {
  test(`exit 2, with a next step: trivet ${line}`, async () => {
    const { exit, out, err } = await trivet(line.split(' '));
    assert.equal(exit, 2);
    assert.equal(out, '');
    assert.match(err, says);
    assert.match(err, /^error: .* \[[A-Z_]+\]\n {2}next: .+\n$/);
  });
}

test('with --json a failure is one document on standard output', async () => {
  for (const line of [
    'scaffold --nope --json',
    '--json frobnicate',
    'explain nothing --json',
    'db analyze --json',
    'db --json analyze',
  ]) {
    const { exit, out } = await trivet(line.split(' '));
    assert.equal(exit, 2, line);
    const document: unknown = JSON.parse(out);
    assertConforms(document);
  }
});

test('no secret of the command line comes back', async () => {
  for (const option of ['--quiet', '--verbose', '--json']) {
    const url = 'https://me:hunter2@example.com/openapi.yaml?access_token=hunter2';
    const { out, err } = await trivet(['scaffold', url, url, option]);
    assert.ok(!(out + err).includes('hunter2'), out + err);
    assert.ok((out + err).includes('https://me:***@example.com'), out + err);
  }
});

test('a stack is shown with --verbose only', async () => {
  const plain = await trivet(['explain', 'nothing']);
  const verbose = await trivet(['explain', 'nothing', '--verbose']);
  assert.doesNotMatch(plain.err, /\n\s+at /);
  assert.match(verbose.err, /\n\s+at .*runExplain /);
});

/** Whether standard output and standard error hold escape codes. */
async function colored(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<readonly boolean[]> {
  const { out, err } = await trivet(args, { env });
  return [out.includes(escape), err.includes(escape)];
}

test('colours: none in a pipe, forced by FORCE_COLOR, never with --no-color', async () => {
  assert.deepEqual(await colored(['--help'], {}), [false, false]);
  assert.deepEqual(await colored(['--help'], { FORCE_COLOR: '1' }), [true, false]);
  assert.deepEqual(await colored(['nope'], { FORCE_COLOR: '1' }), [false, true]);
  assert.deepEqual(await colored(['nope'], { NO_COLOR: '1' }), [false, false]);
  assert.deepEqual(await colored(['nope', '--no-color'], { FORCE_COLOR: '1' }), [false, false]);
});

test('explain prints pages of findings and errors, and lists them', async () => {
  const list = await trivet(['explain']);
  const ids = list.out.trim().split('\n');
  assert.ok(ids.includes('SPEC_INVALID'));
  const finding = ids.find((id) => /^[a-z-]+$/.test(id)) ?? '';
  const page = await trivet(['explain', finding]);
  assert.equal(page.exit, 0);
  assert.match(page.out, /^# /);
  const code = await trivet(['explain', 'spec_invalid']);
  assert.match(code.out, /^# SPEC_INVALID\n/);
  for (const args of [
    ['explain', '--json'],
    ['--json', 'explain', finding],
    ['explain', 'USAGE', '--json'],
  ]) {
    const { exit, out, err } = await trivet(args);
    assert.deepEqual([exit, err], [0, '']);
    assertConforms(JSON.parse(out));
  }
});

test('a configuration with a mistake is refused with its name', async (t) => {
  const cwd = temporaryFolder(t);
  writeFileSync(
    join(cwd, 'trivet.config.ts'),
    "export default { scaffold: { framwork: 'koa' } };\n",
  );
  const { exit, err } = await trivet(['scaffold', 'api.yaml'], { cwd });
  assert.equal(exit, 2);
  assert.match(
    err,
    /unknown setting "framwork"; did you mean "framework"\? \[CONFIG_INVALID\]|CONFIG_INVALID/,
  );
});
