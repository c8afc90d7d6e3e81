import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { readOptions } from '../../test/support/openapi-files.ts';
import { readOpenApi } from './index.ts';

const corpus = fileURLToPath(new URL('../../../shared/corpus/openapi/', import.meta.url));
const missing = existsSync(corpus) ? false : 'the corpus of published documents is not here';

test(
  'every published document of the corpus is read without a finding',
  { skip: missing },
  async () => {
    const [, ...rows] = readFileSync(`${corpus}MANIFEST.tsv`, 'utf8').trim().split('\n');
    const refused: string[] = [];
    for (const row of rows) {
      const [file = ''] = row.split('\t');
      const { findings } = await readOpenApi(corpus + file, readOptions('/'));
      refused.push(...findings.map(({ id, title }) => `${file}: ${id} ${title}`));
    }
    assert.deepEqual(refused, []);
    assert.ok(rows.length >= 100);
  },
);

test(
  'seven megabytes of JSON cost a few times what parsing alone costs',
  { skip: missing },
  async () => {
    const file = `${corpus}github/api.github.com.json`;
    const parsing: number[] = [];
    const reading: number[] = [];
    for (let run = 0; run < 4; run += 1) {
      const start = performance.now();
      JSON.parse(readFileSync(file, 'utf8'));
      const parsed = performance.now();
      const { document } = await readOpenApi(file, readOptions('/'));
      reading.push(performance.now() - parsed);
      parsing.push(parsed - start);
      assert.ok(Object.keys(document['paths'] ?? {}).length > 500);
    }
    // Measured 3 to 7 times: 240 ms against 60.
    const ratio = Math.min(...reading) / Math.min(...parsing);
    assert.ok(ratio < 15, `${ratio.toFixed(1)} times`);
  },
);
