import { testHazard } from '../../../../test/support/hazards.ts';

testHazard('full-scan-under-lock', {
  fires: [
    ['ALTER TABLE t ALTER c SET NOT NULL', 'error SET NOT NULL reads all of t for a NULL in c'],
    ['ALTER TABLE t ADD CONSTRAINT n NOT NULL c', 'SET NOT NULL reads all of t', { major: 18 }],
    [
      'ALTER TABLE t ADD CONSTRAINT p CHECK (c > 0)',
      'error Adding p checks all rows of t, while nobody can read it.',
    ],
    ['ALTER TABLE t ADD CHECK (c > 0)', 'Adding the check constraint checks'],
    ['ALTER TABLE t ADD c int CHECK (c > 0)', 'checks all rows of t'],
    [
      'ALTER TABLE t ADD CONSTRAINT f FOREIGN KEY (u_id) REFERENCES u',
      'error Adding f checks all rows of t, while nobody can write to it or to u.',
    ],
    ['ALTER TABLE t ADD c int DEFAULT 1 REFERENCES u', 'checks all rows of t'],
    [
      'ALTER TABLE t ATTACH PARTITION p FOR VALUES IN (1)',
      'warning ATTACH PARTITION checks all rows of p',
    ],
    ['ALTER DOMAIN d ADD CONSTRAINT c CHECK (value > 0)', 'error A new constraint on the domain d'],
    ['ALTER DOMAIN d SET NOT NULL', 'error A new constraint on the domain d'],
    // Not the proof that it needs: another column, not valid yet, dropped again.
    [
      'ALTER TABLE t ALTER c SET NOT NULL',
      'SET NOT NULL reads',
      { given: 'ALTER TABLE t ADD CONSTRAINT k CHECK (d IS NOT NULL)' },
    ],
    [
      'ALTER TABLE t ALTER c SET NOT NULL',
      'SET NOT NULL reads',
      { given: 'ALTER TABLE t ADD CONSTRAINT k CHECK (c IS NOT NULL) NOT VALID' },
    ],
    [
      'ALTER TABLE t ALTER c SET NOT NULL',
      'SET NOT NULL reads',
      {
        given:
          'CREATE TABLE t (c int, CONSTRAINT k CHECK (c IS NOT NULL)); ALTER TABLE t DROP CONSTRAINT k',
      },
    ],
  ],
  silent: [
    'CREATE TABLE t (c int); ALTER TABLE t ALTER c SET NOT NULL, ADD CHECK (c > 0)',
    'CREATE TABLE t (u_id int); ALTER TABLE t ADD FOREIGN KEY (u_id) REFERENCES u',
    'CREATE TABLE p (a int); ALTER TABLE t ATTACH PARTITION p FOR VALUES IN (1)',
    // NULL everywhere satisfies it, so nothing is looked at.
    'ALTER TABLE t ADD c int REFERENCES u',
    'ALTER TABLE t ALTER c DROP NOT NULL',
    'ALTER TABLE t ADD CONSTRAINT p CHECK (c > 0) NOT ENFORCED',
    'ALTER DOMAIN d DROP NOT NULL',
    'CREATE DOMAIN d AS int; ALTER DOMAIN d ADD CHECK (value > 0)',
  ],
  fixed: [
    'ALTER TABLE t ADD CONSTRAINT k CHECK (c IS NOT NULL) NOT VALID; ALTER TABLE t VALIDATE CONSTRAINT k; ALTER TABLE t ALTER c SET NOT NULL',
    [
      'ALTER TABLE t ALTER c SET NOT NULL',
      {
        given:
          'ALTER TABLE public.t ADD CONSTRAINT k CHECK (c IS NOT NULL) NOT VALID; ALTER TABLE public.t VALIDATE CONSTRAINT k',
      },
    ],
    [
      'ALTER TABLE t ADD CONSTRAINT n NOT NULL c NOT VALID; ALTER TABLE t VALIDATE CONSTRAINT n',
      { major: 18 },
    ],
    'ALTER TABLE t ADD CONSTRAINT f FOREIGN KEY (u_id) REFERENCES u NOT VALID; ALTER TABLE t VALIDATE CONSTRAINT f',
    'ALTER DOMAIN d ADD CONSTRAINT c CHECK (value > 0) NOT VALID; ALTER DOMAIN d VALIDATE CONSTRAINT c',
  ],
});
