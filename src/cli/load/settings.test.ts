import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LoadFlags } from '../commands/load-flags.ts';
import type { CliContext } from '../context.ts';
import { loadSettingNames, withSettings } from './settings.ts';

const nothing: LoadFlags = Object.create(null);
// Our parsers look at the text alone.
const context: CliContext = Object.create(null);

test('settings are read by the parsers of the command line', async () => {
  const settings = {
    concurrency: 50,
    duration: '30s',
    header: ['Accept: text/plain', 'X-A: b'],
    arrivals: 'poisson',
    http2: true,
    threshold: 'p99<200ms',
  };
  const flags = await withSettings(nothing, settings, context);
  assert.equal(flags.concurrency, 50);
  assert.equal(flags.duration, 30_000);
  assert.deepEqual(flags.header, [
    ['Accept', 'text/plain'],
    ['X-A', 'b'],
  ]);
  assert.equal(flags.arrivals, 'poisson');
  assert.equal(flags.http2, true);
  assert.deepEqual(flags.threshold, ['p99<200ms']);
});

test('the command line wins', async () => {
  const flags = await withSettings({ ...nothing, concurrency: 5 }, { concurrency: 50 }, context);
  assert.equal(flags.concurrency, 5);
});

const mistakes: readonly (readonly [settings: Record<string, unknown>, says: RegExp])[] = [
  [{ concurency: 5 }, /unknown setting "concurency"; did you mean "concurrency"\?/],
  [{ concurrency: 'many' }, /"load.concurrency" cannot be "many": write a whole number/],
  [{ concurrency: [1, 2] }, /"load.concurrency" takes one value/],
  [{ insecure: 'yes' }, /"load.insecure" must be true or false/],
  [{ arrivals: 'never' }, /"load.arrivals" must be one of constant, poisson/],
  [{ duration: {} }, /"load.duration" must be written as on the command line/],
];

for (const [settings, says] of mistakes) {
  test(`${JSON.stringify(settings)} is a mistake`, async () => {
    await assert.rejects(withSettings(nothing, settings, context), {
      code: 'CONFIG_INVALID',
      message: says,
    });
  });
}

test('what decides about the output is not for the file', () => {
  assert.equal(loadSettingNames.includes('json'), false);
  assert.equal(loadSettingNames.includes('concurrency'), true);
});
