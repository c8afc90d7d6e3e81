import assert from 'node:assert/strict';
import { test } from 'node:test';
import { forestAxis, forestRow, forestScale } from './forest.ts';

const near = { low: 0.042, middle: 0.048, high: 0.053 };
const wild = { low: -0.9, middle: 0.02, high: Number.POSITIVE_INFINITY };

test('the scale shows the margin and 0, and a wild interval does not press the others together', () => {
  const scale = forestScale([near, wild], 0.02);
  assert.ok(scale.low < -0.02 && scale.high > 0.053);
  assert.ok(scale.high < 0.2 && scale.low > -0.2);
});

test('an interval that goes on beyond the drawing has arrows, others have none', () => {
  const scale = forestScale([near, wild], 0.02);
  const arrows = /<path\s+class="whisker bad"\s+d="M6 10L1 14L6 18M234 10L239 14L234 18"/;
  assert.match(forestRow(wild, scale, 'bad', 'wide').markup, arrows);
  assert.match(forestRow(near, scale, 'bad', 'near').markup, /<path\s+class="whisker bad"\s+d=""/);
  assert.match(forestRow(near, scale, 'bad', 'near').markup, /<title>near<\/title>/);
});

test('an unknown estimate has no dot', () => {
  const scale = forestScale([near], 0.02);
  const unknown = {
    low: Number.NEGATIVE_INFINITY,
    middle: Number.NaN,
    high: Number.POSITIVE_INFINITY,
  };
  assert.doesNotMatch(forestRow(unknown, scale, 'muted', '').markup, /circle|NaN/);
  assert.match(forestAxis(scale, String).markup, />0<\/text>/);
});
