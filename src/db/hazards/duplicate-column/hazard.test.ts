import { testHazard } from '../../../../test/support/hazards.ts';

testHazard('duplicate-column', {
  fires: [
    ['UPDATE t SET a = 1, b = 2, a = 3 WHERE id = 1', 'error Column a is named twice'],
    ['INSERT INTO t (a, a) VALUES (1, 2)', 'error Column a'],
    ['CREATE TABLE t (a int, a text)', 'error Column a'],
  ],
  silent: [
    'UPDATE t SET a[1] = 1, a[2] = 2 WHERE id = 1',
    'UPDATE t SET p.x = 1, p.y = 2 WHERE id = 1',
    'UPDATE t SET a = 1, "A" = 2 WHERE id = 1',
  ],
  fixed: ['UPDATE t SET b = 2, a = 3 WHERE id = 1'],
});
