import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import {
  alongNines,
  alongTime,
  alongValues,
  upCounts,
  upFromZero,
  upLatency,
  type Axis,
} from './axis.ts';
import { chart } from './chart.ts';
import { areaPath, linePath } from './path.ts';
import { plotBox } from './plot-box.ts';

const x = alongTime(10_000);
const y = upFromZero([0, 100], 'ms');

test('a chart has a name, a description, a legend, units and labels', () => {
  const { markup } = chart({
    title: 'Latency & more',
    description: 'It rises.',
    x,
    y,
    layers: [
      {
        kind: 'line',
        name: 'p50',
        tone: 'a',
        points: [
          [0, 1],
          [10_000, 90],
        ],
      },
      { kind: 'line', name: '', tone: 'b', points: [[0, 2]] },
    ],
  });
  assert.match(markup, /<title>Latency &amp; more<\/title>\s*<desc>It rises\.<\/desc>/);
  assert.equal(markup.match(/class="key /g)?.length, 1);
  assert.match(markup, /class="key line a"\s*>p50</);
  for (const label of ['0', '100', 'ms', '10s', 'time since start']) {
    assert.ok(markup.includes(`>${label}</text>`), label);
  }
});

test('a line is interrupted where nothing was measured; a point alone is a dot', () => {
  const { left, right, bottom } = plotBox;
  const path = linePath(
    [
      [0, 0],
      [2000, undefined],
      [4000, undefined],
      [10_000, 0],
    ],
    x,
    y,
  );
  assert.equal(path, `M${left} ${bottom}h0M${right} ${bottom}h0`);
  const area = areaPath(
    [
      [0, 10],
      [5000, undefined],
      [10_000, 10],
    ],
    [
      [0, 0],
      [5000, 0],
    ],
    x,
    y,
  );
  assert.equal(area.match(/M/g)?.length, 1);
});

test('axes fit their values: latency becomes logarithmic where one value rules, counts have no fractions', () => {
  assert.equal(upLatency([10, 12, 30]).label, 'ms');
  assert.equal(upLatency([1, 12, 3000]).label, 'ms, logarithmic');
  assert.deepEqual(labels(upCounts([1], 'requests')), ['0', '1', '2', '3', '4', '5']);
  assert.deepEqual(labels(alongNines(15_000)), ['p50', 'p90', 'p99', 'p99.9', 'p99.99']);
  assert.match(alongValues(1, 100, 'ms').label, /logarithmic/);
  const nines = alongNines(1_000_000);
  const step = nines.place(0.99) - nines.place(0.9);
  assert.ok(
    Math.abs(nines.place(0.999) - nines.place(0.99) - step) < 1e-6,
    'nines are evenly apart',
  );
});

test('nothing is ever placed outside, and order is kept', () => {
  const values = fc.array(fc.double({ min: 0, max: 1e7, noNaN: true }), { minLength: 2 });
  fc.assert(
    fc.property(values, (all) => {
      for (const axis of [upFromZero(all, ''), upLatency(all)]) {
        const places = all.toSorted((a, b) => a - b).map((value) => axis.place(value));
        for (const [index, place] of places.entries()) {
          assert.ok(place >= plotBox.top - 1e-6 && place <= plotBox.bottom + 1e-6, `${place}`);
          assert.ok(index === 0 || place <= (places[index - 1] ?? 0) + 1e-6);
        }
      }
    }),
  );
});

function labels({ ticks }: Axis): readonly string[] {
  return ticks.map(({ label }) => label);
}
