import { testHazard } from '../../../../test/support/hazards.ts';

testHazard('required-column', {
  fires: [
    [
      'ALTER TABLE t ADD c int NOT NULL',
      'error Column c is NOT NULL without a default: adding it fails where t has rows',
    ],
    ['ALTER TABLE t ADD COLUMN IF NOT EXISTS id uuid PRIMARY KEY', 'error Column id'],
  ],
  silent: [
    'ALTER TABLE t ADD c int',
    'ALTER TABLE t ADD c int NOT NULL GENERATED ALWAYS AS IDENTITY',
    'ALTER TABLE t ADD c serial NOT NULL',
    'ALTER TABLE t ADD c int NOT NULL GENERATED ALWAYS AS (1) STORED',
    'CREATE TABLE t (a int); ALTER TABLE t ADD c int NOT NULL',
    'CREATE TABLE t (c int NOT NULL)',
  ],
  fixed: ['ALTER TABLE t ADD c int NOT NULL DEFAULT 0; ALTER TABLE t ALTER c DROP DEFAULT'],
});
