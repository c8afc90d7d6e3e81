import { testCheck } from '../../../../test/support/checks.ts';
import { foreignKeyWithoutIndex } from './check.ts';

const parent = `CREATE TABLE p (id int PRIMARY KEY, tenant int, UNIQUE (tenant, id));
  INSERT INTO p SELECT i, 1 FROM generate_series(1, 2000) i;`;
const child = `${parent} CREATE TABLE c (id int, tenant int, p_id int, note text,
    CONSTRAINT c_p FOREIGN KEY (p_id) REFERENCES p);
  INSERT INTO c SELECT i, 1, 1000 + i % 1000, repeat('x', 100) FROM generate_series(1, 10000) i;`;
const composite = child.replace(
  'FOREIGN KEY (p_id) REFERENCES p',
  'FOREIGN KEY (tenant, p_id) REFERENCES p (tenant, id)',
);
const remove = 'ANALYZE p, c; DELETE FROM p WHERE id <= 5;';
const many = 'ANALYZE p, c; DELETE FROM p WHERE id <= 900;';

testCheck(foreignKeyWithoutIndex, {
  fires: [
    {
      name: 'no index at all',
      sql: child + remove,
      expected:
        /info public\.c has no index on p_id, the columns of the foreign key c_p: each DELETE of a row of public\.p \(5 so far\) reads all 1\.\d+ MB of it/,
      subjects: ['foreign key c_p on public.c'],
    },
    {
      name: 'many deletes in a day',
      sql: child + many,
      expected: /^warning/,
      subjects: ['foreign key c_p on public.c'],
    },
    {
      name: 'the same in a month',
      sql: child + many,
      countedDays: 30,
      expected: /^info/,
      subjects: ['foreign key c_p on public.c'],
    },
    {
      name: 'only some rows are in the index',
      sql: `${child} CREATE INDEX x ON c (p_id) WHERE id > 0; ${remove}`,
      subjects: ['foreign key c_p on public.c'],
    },
    {
      name: 'not the first column',
      sql: `${child} CREATE INDEX x ON c (tenant, p_id); ${remove}`,
      subjects: ['foreign key c_p on public.c'],
    },
    {
      name: 'half of the columns',
      sql: `${composite} CREATE INDEX x ON c (tenant); ${remove}`,
      subjects: ['foreign key c_p on public.c'],
    },
    {
      name: 'partitions, said once',
      sql: `${parent} CREATE TABLE c (id int, p_id int, note text, CONSTRAINT c_p FOREIGN KEY (p_id) REFERENCES p) PARTITION BY RANGE (id);
        CREATE TABLE c1 PARTITION OF c FOR VALUES FROM (0) TO (5000); CREATE TABLE c2 PARTITION OF c FOR VALUES FROM (5000) TO (99999);
        INSERT INTO c SELECT i, 1000 + i % 1000, repeat('x', 100) FROM generate_series(1, 10000) i; ${remove}`,
      subjects: ['foreign key c_p on public.c'],
    },
  ],
  silent: [
    { name: 'nothing is ever deleted', sql: `${child} ANALYZE c` },
    {
      name: 'updates that leave the key alone',
      sql: `${child} ANALYZE p, c; UPDATE p SET tenant = 2 WHERE id < 50`,
    },
    { name: 'an index', sql: `${child} CREATE INDEX x ON c (p_id, id); ${remove}` },
    {
      name: 'an index of all values',
      sql: `${child} CREATE INDEX x ON c (p_id) WHERE p_id IS NOT NULL; ${remove}`,
    },
    { name: 'by hash', sql: `${child} CREATE INDEX x ON c USING hash (p_id); ${remove}` },
    {
      name: 'the columns in another order',
      sql: `${composite} CREATE INDEX x ON c (p_id, tenant, id); ${remove}`,
    },
    {
      name: 'a unique part of the columns',
      sql: `${composite.replace('1000 + i % 1000', 'i').replace('10000', '2000').replace("'x', 100", "'x', 900")}
        DELETE FROM c WHERE p_id <= 5; CREATE UNIQUE INDEX x ON c (p_id); ${remove}`,
    },
    { name: 'small', sql: child.replace('10000) i', '1000) i') + remove },
  ],
});
