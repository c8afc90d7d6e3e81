import { testCheck } from '../../../../test/support/checks.ts';
import type { Workload } from '../../workload/workload.ts';
import { evictedStatements } from './check.ts';

const workload: Workload = { source: 'pg_stat_statements', statements: [], notes: [] };
const extension = 'CREATE EXTENSION pg_stat_statements;';
const statements = (count: number): string =>
  Array.from({ length: count }, (_, index) => `LISTEN channel_${index};`).join(' ');

testCheck(evictedStatements, {
  settings: ['shared_preload_libraries=pg_stat_statements', 'pg_stat_statements.max=100'],
  silent: [
    {
      name: 'few statements',
      sql: `${extension} SELECT pg_stat_statements_reset(); ${statements(20)}`,
      workload,
    },
    { name: 'the extension is not in this database', sql: statements(20) },
    {
      name: 'an old version of the extension, which does not count it',
      sql: `CREATE EXTENSION pg_stat_statements VERSION '1.8'; ${statements(2000)}`,
      workload,
    },
  ],
  fires: [
    {
      name: 'many different ones',
      sql: `${extension} ${statements(2000)}`,
      workload,
      expected:
        /^warning pg_stat_statements has made room [\d,]+ times in 0\.0 days: of its 100 statements the rarest are lost/m,
      subjects: ['pg_stat_statements.max'],
    },
  ],
});

testCheck(evictedStatements, {
  fires: [],
  silent: [{ name: 'an extension that was not loaded', sql: extension }],
});
