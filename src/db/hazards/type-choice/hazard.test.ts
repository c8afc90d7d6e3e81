import { testHazard } from '../../../../test/support/hazards.ts';

testHazard('type-choice', {
  fires: [
    ['CREATE TABLE t (c char(3))', 'info t.c is char(3): values are padded'],
    ['CREATE TABLE t (c varchar(20))', 'info t.c is varchar(20)'],
    ['CREATE TABLE t (c int)', 'info t.c is integer: it runs out'],
    ['ALTER TABLE t ADD c smallint', 't.c is smallint'],
    ['ALTER TABLE t ALTER c TYPE timestamp', 't.c is timestamp'],
    ['CREATE TABLE t (id bigserial)', 't.id is bigserial'],
  ],
  silent: [
    'CREATE TABLE t (a text, b varchar, c bigint, d timestamptz, e numeric(10, 2), f date)',
    ['CREATE TABLE t (c int)', { pedantic: false }],
  ],
  fixed: [
    'CREATE TABLE t (id bigint GENERATED ALWAYS AS IDENTITY, c text CHECK (length(c) <= 20))',
  ],
});
