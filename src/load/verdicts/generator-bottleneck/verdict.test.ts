import assert from 'node:assert/strict';
import { test } from 'node:test';
import { measurement } from '../../../../test/support/measurements.ts';
import { findingOf, staysSilent } from '../../../../test/support/verdicts.ts';
import type { Measurement } from '../verdict.ts';
import { generatorBottleneck } from './verdict.ts';

function overloaded(busyShare: number, rate?: number): Measurement {
  const { generator, ...result } = measurement({ config: { rate, workers: 2 } });
  const reasons = ['It was late.', 'It was busy.'];
  return { ...result, generator: { ...generator, valid: false, busyShare, reasons } };
}

test('an invalid measurement is an error, with its reasons', () => {
  const finding = findingOf(generatorBottleneck, overloaded(0.98));
  assert.equal(finding.severity, 'error');
  assert.equal(finding.evidence?.['reasons'], 'It was late. It was busy.');
  assert.equal(finding.evidence?.['busy_share'], 0.98);
});

test('where its own work fills its time, it needs more of it or less work', () => {
  assert.match(
    findingOf(generatorBottleneck, overloaded(0.98)).fix ?? '',
    /^Use more workers than 2 .* fewer connections/,
  );
  assert.match(findingOf(generatorBottleneck, overloaded(0.98, 900)).fix ?? '', /a lower rate/);
});

test('where others took the processor, more workers would not help', () => {
  const { fix = '' } = findingOf(generatorBottleneck, overloaded(0.4));
  assert.match(fix, /^Stop what else keeps this machine busy/);
  assert.doesNotMatch(fix, /--workers/);
});

test('a busy generator that kept up is none', () => {
  const { generator, ...result } = measurement();
  staysSilent(generatorBottleneck, { ...result, generator: { ...generator, busyShare: 0.94 } });
});
