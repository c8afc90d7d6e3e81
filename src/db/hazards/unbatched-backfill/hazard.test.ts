import { testHazard, sized } from '../../../../test/support/hazards.ts';

testHazard('unbatched-backfill', {
  fires: [
    ['UPDATE t SET c = 1', 'warning UPDATE goes through all of t in one statement'],
    ['UPDATE t SET c = 1 WHERE c IS NULL AND d IS NOT NULL', 'UPDATE goes through all of t'],
    ['UPDATE t SET c = u.c FROM u WHERE u.id = t.id', 'UPDATE goes through all of t'],
    [
      'DELETE FROM t WHERE NOT EXISTS (SELECT FROM u WHERE u.id = t.u_id)',
      'DELETE goes through all of t',
    ],
    ['DELETE FROM t WHERE c IS NULL', 'DELETE goes through all of t'],
    ['UPDATE t SET c = 1', 'info UPDATE', { sizeOf: sized({ t: [10, 8192] }) }],
  ],
  silent: [
    'UPDATE t SET c = 1 WHERE id = 7',
    'UPDATE t SET c = 1 WHERE id = $1',
    'UPDATE t SET c = u.c FROM u WHERE u.id = t.id AND t.id < 1000',
    'UPDATE t SET c = 1 WHERE c IS NULL AND id < 1000',
    'CREATE TABLE t (c int); UPDATE t SET c = 1',
  ],
  fixed: ['UPDATE t SET c = 1 WHERE id IN (SELECT id FROM t WHERE c IS NULL LIMIT 5000)'],
});
