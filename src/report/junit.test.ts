import assert from 'node:assert/strict';
import { test } from 'node:test';
import { junit } from './junit.ts';

test('suites hold cases, count them, and say why one failed or was skipped', () => {
  const xml = junit('trivet', [
    {
      name: 'thresholds',
      startedAt: '2026-11-25T10:00:00.000Z',
      durationMs: 30_000,
      cases: [
        { name: 'p99<200ms', group: 'load', outcome: 'failed', detail: 'p99 = 423 ms' },
        { name: 'errors<2%', group: 'load', outcome: 'passed', detail: 'errors = 1.0%' },
        { name: 'compared', group: 'load', outcome: 'skipped', detail: 'Undecided.' },
      ],
    },
  ]);
  assert.equal(
    xml,
    `<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="trivet" tests="3" failures="1" errors="0" skipped="1" time="30.000">
  <testsuite name="thresholds" tests="3" failures="1" errors="0" skipped="1" timestamp="2026-11-25T10:00:00.000Z" time="30.000">
    <testcase name="p99&lt;200ms" classname="load"><failure message="p99 = 423 ms">p99 = 423 ms</failure></testcase>
    <testcase name="errors&lt;2%" classname="load"><system-out>errors = 1.0%</system-out></testcase>
    <testcase name="compared" classname="load"><skipped message="Undecided."/></testcase>
  </testsuite>
</testsuites>
`,
  );
});

test('no name can break out, or make the file something that XML cannot be', () => {
  const hostile = '"/><testcase name="x">]]>&\u{0}\u{1b}\u{ffff}\u{d800}';
  const xml = junit(hostile, [
    {
      name: hostile,
      startedAt: hostile,
      durationMs: 0,
      cases: [{ name: hostile, group: hostile, outcome: 'failed', detail: hostile }],
    },
  ]);
  assert.equal(xml.match(/<testcase /g)?.length, 1);
  for (const out of ['\u{0}', '\u{1b}', '\u{ffff}', ']]>']) assert.ok(!xml.includes(out));
  assert.ok(xml.isWellFormed());
});
