import assert from 'node:assert/strict';
import { test } from 'node:test';
import { planNode } from '../../../../test/support/plans.ts';
import { workloadOf } from '../../../../test/support/workload.ts';
import type { PlanNode } from '../../../postgres/what-if/plan.ts';
import { planSteps } from '../explain/plan-steps.ts';
import { lossyScan } from './lossy-scan.ts';
import type { ReadPlan } from './plan-rule.ts';

const [statement] = workloadOf({ text: 'SELECT * FROM notes WHERE body LIKE $1' }).statements;
const notes = {
  id: 'public.notes',
  rows: 50_000_000,
  pages: 1_000_000,
  columns: new Map(),
  types: new Map(),
};

/** A bitmap scan that finds and keeps so many rows. */
function titles(found: number, kept: number, facts: Partial<PlanNode> = {}): readonly string[] {
  assert.ok(statement);
  const plan: ReadPlan = {
    statement,
    steps: planSteps(
      planNode(
        'Bitmap Heap Scan',
        {
          'Relation Name': 'notes',
          Schema: 'public',
          'Recheck Cond': "(notes.body ~~ '%secret%'::text)",
          'Plan Rows': kept,
          ...facts,
        },
        [planNode('Bitmap Index Scan', { 'Plan Rows': found })],
      ),
    ),
    tables: new Map([['public.notes', notes]]),
    indexes: [],
    memory: { sortBytes: 4 * 1024 ** 2, hashBytes: 8 * 1024 ** 2 },
    reader: { parse: () => undefined, bare: () => '' },
  };
  return lossyScan.read(plan).map(({ title, fix }) => `${title} ${fix}`);
}

test('a bitmap of more pages than work_mem has room for is lossy', () => {
  const [title = '', more] = titles(200_000, 200_000);
  assert.match(title, /on about 181,818 pages of public\.notes, more than work_mem has room/);
  assert.equal(more, undefined);
  assert.deepEqual(titles(50_000, 50_000), []);
});

test('an index that finds many times more than is kept is named, without the values', () => {
  const [title = ''] = titles(20_000, 100);
  assert.match(title, /finds about 20,000 rows .* keeps 100 Take .* \(notes\.body ~~ \?::text\)/);
  assert.deepEqual(titles(900, 1), [], 'few rows are looked at quickly');
});

test('pages that were lossy when it was run are told, whatever was expected', () => {
  assert.equal(titles(100, 100, { 'Lossy Heap Blocks': 700 }).length, 1);
});
