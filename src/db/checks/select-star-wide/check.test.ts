import { testCheck } from '../../../../test/support/checks.ts';
import { workloadOf } from '../../../../test/support/workload.ts';
import { selectStarWide } from './check.ts';

const table = (
  length: number,
): string => `CREATE TABLE docs (id int PRIMARY KEY, title text, body text);
  ALTER TABLE docs ALTER body SET STORAGE EXTERNAL;
  INSERT INTO docs SELECT i, 'x', repeat('x', ${length}) FROM generate_series(1, 100) i; ANALYZE docs;`;
const of = (
  text: string,
  rows = 1_000_000,
  length = 10_000,
): { sql: string; workload: ReturnType<typeof workloadOf> } => ({
  sql: table(length),
  workload: workloadOf({ text, rows }),
});

testCheck(selectStarWide, {
  fires: [
    {
      name: 'long texts',
      ...of('SELECT * FROM docs WHERE title = $1'),
      expected:
        /info SELECT \* FROM docs WHERE title = \$1 fetches all columns of public\.docs, which has 1\d\.\d kB of long values in each row: 1\d\.\d GB a day/,
      subjects: ['statement 1'],
    },
    {
      name: 'of one of two tables',
      ...of('SELECT d.* FROM docs d JOIN other o ON o.id = d.id'),
      subjects: ['statement 1'],
    },
  ],
  silent: [
    { name: 'columns by name', ...of('SELECT id, title FROM docs WHERE title = $1') },
    { name: 'counted', ...of('SELECT count(*) FROM docs') },
    { name: 'short texts', ...of('SELECT * FROM docs', 1_000_000, 500) },
    { name: 'few rows', ...of('SELECT * FROM docs WHERE id = $1', 1000) },
  ],
});
