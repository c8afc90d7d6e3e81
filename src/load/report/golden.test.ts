import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import {
  baselineResult,
  comparisonResult,
  emptyResult,
  invalidResult,
  limitResult,
  plainResult,
  rateLimitResult,
  ratedResult,
} from '../../../test/support/load-results.ts';
import { plainStyle } from '../../report/style.ts';
import type { LoadResult } from '../load-result.ts';
import { loadCsv } from './csv.ts';
import { loadGithub } from './github.ts';
import { loadHtml } from './html.ts';
import { loadDocument } from './json.ts';
import { loadJunit } from './junit.ts';
import { loadOtlp } from './otlp.ts';
import { loadPrometheus } from './prometheus.ts';
import { loadText } from './text.ts';

/**
 * What reports look like, for reviewers to read (and the pages to open in a browser). `UPDATE_GOLDEN=1 node --test
 * src/load/report/golden.test.ts` writes them anew.
 */
const folder = join(import.meta.dirname, '../../../test/golden/load');
const version = '0.0.0';

const texts: readonly (readonly [name: string, make: () => LoadResult])[] = [
  ['plain', plainResult],
  ['rated', ratedResult],
  ['comparison', comparisonResult],
  ['baseline', baselineResult],
  ['rate-limit', rateLimitResult],
  ['limit', limitResult],
  ['invalid', invalidResult],
  ['empty', emptyResult],
];

for (const [name, make] of texts) {
  test(`the text of the ${name} result is the golden one`, () => {
    assertGolden(`${name}.txt`, loadText(make(), plainStyle));
  });
}

test('the pages are the golden ones', () => {
  assertGolden('rated.html', loadHtml(ratedResult(), { version }));
  assertGolden('comparison.html', loadHtml(comparisonResult(), { version }));
});

test('what programs read is the golden one', () => {
  const rated = ratedResult();
  // Compressed by zlib, whose next version may choose other bytes for the same.
  const readable = { ...loadDocument(rated), histogram: '…', histogram_corrected: '…' };
  assertGolden('rated.json', json(readable));
  assertGolden('rated.otlp.json', json(loadOtlp(rated, { version })));
  assertGolden('rated.prom', loadPrometheus(rated));
  assertGolden('rated.csv', loadCsv(rated));
  assertGolden('rated.junit.xml', loadJunit(rated));
  assertGolden('rated.github.txt', loadGithub(rated));
});

function assertGolden(name: string, text: string): void {
  const path = join(folder, name);
  if (process.env['UPDATE_GOLDEN'] === '1') {
    mkdirSync(folder, { recursive: true });
    writeFileSync(path, text);
  }
  assert.equal(text, readFileSync(path, 'utf8'), name);
}

function json(document: unknown): string {
  return `${JSON.stringify(document, null, 2)}\n`;
}
