import { testCheck } from '../../../../test/support/checks.ts';
import { workloadOf } from '../../../../test/support/workload.ts';
import { correlatedColumns } from './check.ts';

/** Each of 100 cities lies in one of 10 countries; 100 rows for each city. Colours are independent of both. */
const table = `CREATE TABLE places (id int PRIMARY KEY, city text, country text, "Colour" int);
  INSERT INTO places SELECT i, 'city ' || i % 100, 'country ' || i % 10, i / 100 % 10 FROM generate_series(1, 20000) i;
  ANALYZE places;`;
const text = 'SELECT id FROM places WHERE country = $1 AND city = $2';
const of = (
  statement: string,
  rowsPerCall: number,
  more = '',
): { sql: string; workload: ReturnType<typeof workloadOf> } => ({
  sql: table + more,
  workload: workloadOf({ text: statement, rows: rowsPerCall * 10_000 }),
});

testCheck(correlatedColumns, {
  fires: [
    {
      name: 'a city and its country',
      ...of(text, 200),
      expected:
        /warning city, country of public\.places go together: statements that ask for all of them find 200 rows, and at most 2\d if they were independent/,
      subjects: ['columns city, country of public.places'],
    },
    {
      name: 'with one more condition',
      ...of(`${text} AND id > $3`, 150),
      subjects: ['columns city, country of public.places'],
    },
    {
      name: 'said once',
      sql: table,
      workload: workloadOf(
        { text, rows: 2_000_000 },
        { text: text.replace('id', '*'), rows: 2_000_000 },
      ),
      subjects: ['columns city, country of public.places'],
    },
  ],
  silent: [
    {
      name: 'independent columns',
      ...of('SELECT id FROM places WHERE country = $1 AND "Colour" = $2', 200),
    },
    {
      name: 'the server knows',
      ...of(text, 200, 'CREATE STATISTICS known ON city, country FROM places;'),
    },
    { name: 'few rows', ...of(text, 2) },
    {
      name: 'one or the other',
      ...of('SELECT id FROM places WHERE country = $1 OR city = $2', 2000),
    },
    {
      name: 'rows of a join',
      ...of(
        'SELECT p.id FROM places p JOIN places q ON q.city = p.city WHERE p.country = $1 AND p.city = $2',
        40_000,
      ),
    },
    {
      name: 'rows that a function makes',
      ...of('SELECT generate_series(1, $3) FROM places WHERE country = $1 AND city = $2', 20_000),
    },
    { name: 'a list of values', ...of(text.replace('= $2', 'IN ($2, $3)'), 400) },
    { name: 'nobody has analysed', ...of(text, 200, 'DELETE FROM pg_statistic;') },
  ],
});
