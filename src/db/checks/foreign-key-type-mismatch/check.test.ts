import { testCheck } from '../../../../test/support/checks.ts';
import { foreignKeyTypeMismatch } from './check.ts';

const parent = 'CREATE TABLE p (id bigserial PRIMARY KEY);';

testCheck(foreignKeyTypeMismatch, {
  fires: [
    {
      name: 'an integer for a bigint',
      sql: `${parent} CREATE TABLE c (p_id int REFERENCES p)`,
      expected: /^info public\.c\.p_id is integer, and references public\.p\.id, which is bigint$/m,
      subjects: ['public.c.p_id'],
    },
    {
      name: 'nearly used up',
      sql: `${parent} CREATE TABLE c (p_id int REFERENCES p); SELECT setval('p_id_seq', 2000000000)`,
      expected: /^error .*: 93\.1% of the numbers that fit are used$/m,
      subjects: ['public.c.p_id'],
    },
    {
      name: 'past the end',
      sql: `${parent} CREATE TABLE c (p_id smallint REFERENCES p); SELECT setval('p_id_seq', 40000)`,
      expected: /^error .*: new keys do not fit any more$/m,
      subjects: ['public.c.p_id'],
    },
    {
      name: 'one of two columns',
      sql: 'CREATE TABLE p (a int, b bigint, PRIMARY KEY (a, b)); CREATE TABLE c (a int, b int, FOREIGN KEY (a, b) REFERENCES p)',
      subjects: ['public.c.b'],
    },
    {
      name: 'a shorter text',
      sql: 'CREATE TABLE p (code varchar(20) PRIMARY KEY); CREATE TABLE c (code varchar(10) REFERENCES p)',
      expected:
        /public\.c\.code is character varying\(10\), and references public\.p\.code, which is character varying\(20\)/,
      subjects: ['public.c.code'],
    },
    {
      name: 'a partitioned table, once',
      sql: `${parent} CREATE TABLE c (p_id int REFERENCES p) PARTITION BY RANGE (p_id); CREATE TABLE c1 PARTITION OF c DEFAULT`,
      subjects: ['public.c.p_id'],
    },
  ],
  silent: [
    { name: 'the same', sql: `${parent} CREATE TABLE c (p_id bigint REFERENCES p)` },
    {
      name: 'a wider one',
      sql: 'CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE c (p_id bigint REFERENCES p)',
    },
    {
      name: 'text for varchar',
      sql: 'CREATE TABLE p (code varchar(20) PRIMARY KEY); CREATE TABLE c (code text REFERENCES p)',
    },
    {
      name: 'a longer text',
      sql: 'CREATE TABLE p (code varchar(20) PRIMARY KEY); CREATE TABLE c (code varchar(30) REFERENCES p)',
    },
    { name: 'no foreign key', sql: `${parent} CREATE TABLE c (p_id int)` },
    {
      name: 'a key without a limit, and text without one',
      sql: 'CREATE TABLE p (code text PRIMARY KEY); CREATE TABLE c (code varchar REFERENCES p)',
    },
  ],
});
