import { testCheck } from '../../../../test/support/checks.ts';
import { workloadOf } from '../../../../test/support/workload.ts';
import { blockRangeCandidate } from './check.ts';

const value = "timestamp '2026-01-01' + i * interval '1 second'";
const table = (at = value, index = 'CREATE INDEX x ON events (at);', rows = 500_000): string => `
  CREATE TABLE events (id int, at timestamp); INSERT INTO events SELECT i, ${at} FROM generate_series(1, ${rows}) i;
  ${index} ANALYZE events; SET enable_seqscan = off; SET enable_bitmapscan = off;`;
const day =
  "SELECT count(id) FROM events WHERE at > timestamp '2026-01-01 12:00' AND at < timestamp '2026-01-01 18:00';";
const range = { text: 'SELECT count(id) FROM events e WHERE e.at > $1 AND e.at < $2' };
const workload = workloadOf(range);

testCheck(blockRangeCandidate, {
  fires: [
    {
      name: 'ranges of what comes in order',
      sql: table() + day,
      workload,
      expected:
        /info public\.x on public\.events takes 11\.\d MB for ranges of 21,\d+ rows in the order in which they lie \(correlation 1\.00\): a BRIN index takes about 2\d\.\d kB/,
      subjects: ['index public.x'],
    },
  ],
  silent: [
    {
      name: 'in no order',
      sql:
        table("timestamp '2026-01-01' + (i::bigint * 7919 % 500009) * interval '1 second'") + day,
      workload,
    },
    {
      name: 'the newest ones first',
      sql: table() + day,
      workload: workloadOf(range, { text: 'SELECT id FROM events ORDER BY at DESC LIMIT $1' }),
    },
    {
      name: 'single values',
      sql: table() + day,
      workload: workloadOf(range, { text: 'SELECT id FROM events WHERE at = $1' }),
    },
    {
      name: 'a few rows in each scan',
      sql: `${table()} SELECT id FROM events WHERE at > timestamp '2026-01-01 12:00' AND at < timestamp '2026-01-01 12:01'`,
      workload,
    },
    { name: 'nothing reads it', sql: table(), workload },
    { name: 'small', sql: table(value, undefined, 200_000) + day, workload },
    {
      name: 'a BRIN index is there',
      sql:
        table(value, 'CREATE INDEX x ON events (at); CREATE INDEX y ON events USING brin (at);') +
        day,
      workload,
    },
  ],
});
