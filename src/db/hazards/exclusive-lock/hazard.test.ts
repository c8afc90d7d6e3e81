import { testHazard } from '../../../../test/support/hazards.ts';

testHazard('exclusive-lock', {
  fires: [
    [
      'ALTER TABLE t ADD PRIMARY KEY (id)',
      'error ADD PRIMARY KEY builds its index while nobody can read t.',
    ],
    ['ALTER TABLE t ADD CONSTRAINT u UNIQUE (a, b)', 'ADD UNIQUE'],
    ['ALTER TABLE t ADD EXCLUDE USING gist (r WITH &&)', 'ADD EXCLUDE'],
    ['ALTER TABLE t ADD c int UNIQUE', 'ADD UNIQUE'],
    ['ALTER TABLE t ADD id bigint PRIMARY KEY', 'ADD PRIMARY KEY'],
    ['DROP INDEX public.i', 'warning DROP INDEX public.i waits'],
    ['ALTER TABLE t DETACH PARTITION p', 'warning DETACH PARTITION waits for all queries on t'],
    ['REFRESH MATERIALIZED VIEW m', 'warning REFRESH MATERIALIZED VIEW keeps readers from m'],
    ['LOCK TABLE t', 'warning LOCK TABLE keeps others from t'],
  ],
  silent: [
    'CREATE TABLE t (a int); ALTER TABLE t ADD PRIMARY KEY (a), ADD UNIQUE (a)',
    'CREATE TABLE t (a int); CREATE INDEX i ON t (a); DROP INDEX i',
    'CREATE MATERIALIZED VIEW m AS SELECT 1; REFRESH MATERIALIZED VIEW m',
    'REFRESH MATERIALIZED VIEW m WITH NO DATA',
    'LOCK TABLE t IN ROW EXCLUSIVE MODE',
    'ALTER TABLE t ADD c int',
    'ALTER TABLE t ADD CHECK (a > 0)',
  ],
  fixed: [
    'CREATE UNIQUE INDEX CONCURRENTLY u ON t (a)',
    'ALTER TABLE t ADD CONSTRAINT u UNIQUE USING INDEX u',
    'DROP INDEX CONCURRENTLY i',
    'ALTER TABLE t DETACH PARTITION p CONCURRENTLY',
    'REFRESH MATERIALIZED VIEW CONCURRENTLY m',
  ],
});
