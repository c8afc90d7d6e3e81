import { testHazard } from '../../../../test/support/hazards.ts';

testHazard('unqualified-name', {
  fires: [
    ['CREATE TABLE t (a bigint)', 'info Which schema t comes to be in'],
    ['CREATE VIEW v AS SELECT 1', 'info Which schema v'],
    ["CREATE TYPE mood AS ENUM ('ok')", 'info Which schema mood'],
  ],
  silent: [
    'CREATE TEMP TABLE t (a bigint)',
    'CREATE SCHEMA app',
    'ALTER TABLE t ADD c int',
    ['CREATE TABLE t (a bigint)', { pedantic: false }],
  ],
  fixed: ['CREATE TABLE public.t (a bigint)'],
});
