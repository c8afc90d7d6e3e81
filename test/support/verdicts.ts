import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { Finding } from '../../src/base/finding.ts';
import type { LoadVerdict, Measurement } from '../../src/load/verdicts/verdict.ts';

/** What a verdict says, which it must: with evidence, all of it named on its page, and what to do next. */
export function findingOf(verdict: LoadVerdict, result: Measurement): Finding {
  const finding = verdict.judge(result);
  assert.ok(finding, `${verdict.id} says nothing`);
  const { id, fix = '', title, evidence = {} } = finding;
  assert.equal(id, verdict.id);
  assert.match(title, /^[^\n]+\.$/);
  assert.match(fix, /^[^\n]+\.$/);
  const page = readFileSync(
    new URL(`../../src/load/verdicts/${id}/verdict.md`, import.meta.url),
    'utf8',
  );
  // The page describes kinds of failures as a whole.
  const kinds = result.errors.map(([name]) => name.toLowerCase().replaceAll(/\W+/g, '_'));
  for (const key of Object.keys(evidence)) {
    assert.ok(kinds.includes(key) || page.includes(`\`${key}\``), `the page lacks ${key}`);
  }
  assert.ok(Object.keys(evidence).length > 1, 'there is evidence');
  return finding;
}

export function staysSilent(verdict: LoadVerdict, result: Measurement): void {
  assert.deepEqual(verdict.judge(result), undefined);
}

/** A figure of the evidence, which must be there. */
export function figure({ evidence }: Finding, key: string): number {
  const value = evidence?.[key];
  assert.ok(typeof value === 'number', `${key} is ${value}`);
  return value;
}

export function assertNear(actual: number, expected: number, share = 0.05): void {
  const off = Math.abs(actual - expected);
  assert.ok(off <= Math.abs(expected) * share, `${actual} is not about ${expected}`);
}
