import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import {
  allResults,
  comparisonResult,
  emptyResult,
  hostileResult,
  limitResult,
  plainResult,
  ratedResult,
} from '../../../test/support/load-results.ts';
import { Histogram } from '../../http/histogram.ts';
import { latencyBuckets } from './latency-buckets.ts';
import { loadOtlp } from './otlp.ts';
import { loadPrometheus } from './prometheus.ts';

const target = 'target="https://api.example.com/users"';

test('counters, gauges and a histogram say what the run was', () => {
  const text = loadPrometheus(plainResult());
  for (const line of [
    '# TYPE trivet_load_requests_total counter',
    `trivet_load_requests_total{${target},outcome="failed"} 145`,
    `trivet_load_responses_total{${target},status="503"} 56`,
    `trivet_load_errors_total{${target},error="connection timeout"} 89`,
    `trivet_load_io_bytes_total{${target},direction="received"} 48912004`,
    '# TYPE trivet_load_request_duration_seconds histogram',
    `trivet_load_request_duration_seconds_bucket{${target},le="+Inf"} 15247`,
    `trivet_load_request_duration_seconds_count{${target}} 15247`,
    `trivet_load_latency_seconds{${target},quantile="0.99"} 0.42304`,
    `trivet_load_throughput_per_second{${target}} 508.2`,
    `trivet_load_generator_busy_ratio{${target}} 0.12`,
    `trivet_load_valid{${target}} 1`,
  ]) {
    assert.ok(text.includes(`${line}\n`), line);
  }
  assert.doesNotMatch(text, /corrected|comparison|limit/);
});

test('what a run has more is there as well', () => {
  assert.match(loadPrometheus(ratedResult()), /_duration_corrected_seconds_count\{.*\} 30000\n/);
  assert.match(
    loadPrometheus(ratedResult()),
    /^trivet_load_check\{.*,kind="threshold",check="p99<200ms"\} 0$/m,
  );
  assert.match(loadPrometheus(limitResult()), /^trivet_load_limit_per_second\{.*\} 800$/m);
  assert.match(
    loadPrometheus(comparisonResult()),
    /^trivet_load_comparison_ratio\{.*,figure="p50"\} 1\.047/m,
  );
});

test('every line is a comment or a sample, whatever names are like', () => {
  const line =
    /^(?:# (?:HELP|TYPE) \w+ .+|\w+(?:\{(?:\w+="(?:[^"\\\n]|\\["\\n])*",?)*\})? (?:[\d.e+-]+|\+Inf))$/;
  for (const [name, make] of allResults) {
    const lines = loadPrometheus(make()).trimEnd().split('\n');
    for (const one of lines) assert.match(one, line, name);
    const samples = lines
      .filter((one) => !one.startsWith('#'))
      .map((one) => one.replace(/ \S+$/, ''));
    if (name !== 'hostile') assert.equal(new Set(samples).size, samples.length, `${name}: twice`);
  }
});

test('without requests there are no distributions', () => {
  assert.doesNotMatch(loadPrometheus(emptyResult()), /latency|request_duration/);
});

test('each value is in one bucket, cumulative counts never fall', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 10 ** 9 })), (values) => {
      const histogram = new Histogram();
      for (const value of values) histogram.record(value);
      const { bounds, counts } = latencyBuckets(histogram);
      assert.equal(counts.length, bounds.length + 1);
      let seen = 0;
      for (const [index, bound] of bounds.entries()) {
        seen += counts[index] ?? 0;
        // The histogram itself is exact to 0.1 % only.
        const upTo = (factor: number): number =>
          values.filter((value) => value <= bound * 1e6 * factor).length;
        assert.ok(upTo(0.999) <= seen && seen <= upTo(1.001));
      }
      assert.equal(seen + (counts.at(-1) ?? 0), values.length);
    }),
  );
});

test('OTLP has resource, scope, sums, gauges and histograms with times', () => {
  const document = loadOtlp(plainResult(), { version: '1.2.3' });
  const times = {
    startTimeUnixNano: '1795600800000000000',
    timeUnixNano: '1795600830001000000',
  };
  assert.partialDeepStrictEqual(document, {
    resourceMetrics: [
      {
        resource: {
          attributes: [
            { key: 'service.name', value: { stringValue: 'trivet' } },
            {
              key: 'trivet.load.target',
              value: { stringValue: 'https://api.example.com/users' },
            },
          ],
        },
        scopeMetrics: [
          {
            scope: { name: 'trivet/load', version: '1.2.3' },
            metrics: [
              {
                name: 'trivet.load.requests',
                unit: '{request}',
                sum: {
                  aggregationTemporality: 2,
                  isMonotonic: true,
                  dataPoints: [
                    {
                      attributes: [{ key: 'outcome', value: { stringValue: 'ok' } }],
                      ...times,
                      asInt: '15102',
                    },
                  ],
                },
              },
              {
                name: 'trivet.load.request.duration',
                unit: 's',
                histogram: {
                  aggregationTemporality: 2,
                  dataPoints: [{ ...times, count: '15247', min: 0.012, max: 1.247 }],
                },
              },
              { name: 'trivet.load.throughput', gauge: { dataPoints: [{ asDouble: 508.2 }] } },
            ],
          },
        ],
      },
    ],
  });
  assert.doesNotThrow(() => JSON.stringify(loadOtlp(hostileResult(), { version: '1' })));
});
