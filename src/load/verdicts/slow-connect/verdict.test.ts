import assert from 'node:assert/strict';
import { test } from 'node:test';
import { measurement, times } from '../../../../test/support/measurements.ts';
import { figure, findingOf, staysSilent } from '../../../../test/support/verdicts.ts';
import type { Measurement } from '../verdict.ts';
import { slowConnect } from './verdict.ts';

function connecting(fast: number, fastMs: number, slow: number, slowMs: number): Measurement {
  const connect = times(fast, fastMs);
  connect.add(times(slow, slowMs));
  const { phases, ...result } = measurement({ seconds: 1 });
  return { ...result, phases: { ...phases, connect } };
}

test('a second attempt at TCP shows by its second', () => {
  const finding = findingOf(slowConnect, connecting(480, 0.4, 20, 1004));
  assert.equal(
    finding.title,
    '20 of 500 connections (4.0%) took a second or longer to open: their first packet was lost.',
  );
  assert.equal(figure(finding, 'slow'), 20);
  assert.match(finding.fix ?? '', /somaxconn/);
});

test('slow is not lost: a handshake that took 0.9 s, a distant server, an accident', () => {
  staysSilent(slowConnect, connecting(480, 0.4, 20, 900));
  staysSilent(slowConnect, connecting(480, 400, 20, 1400));
  staysSilent(slowConnect, connecting(480, 0.4, 2, 1004));
  staysSilent(slowConnect, connecting(480, 0.4, 4, 1004));
  staysSilent(slowConnect, connecting(100, 0.4, 2, 1004));
  staysSilent(slowConnect, connecting(0, 1, 0, 1));
});
