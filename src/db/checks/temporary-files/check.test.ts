import { testCheck } from '../../../../test/support/checks.ts';
import { workloadOf } from '../../../../test/support/workload.ts';
import { temporaryFiles } from './check.ts';

const text = 'SELECT * FROM orders ORDER BY note';

testCheck(temporaryFiles, {
  fires: [
    {
      name: 'a hundred calls of 20 MB',
      sql: '',
      workload: workloadOf({ text, calls: 100, temporaryBytes: 2e9 }),
      expected:
        /info SELECT \* FROM orders ORDER BY note wrote 2\.00 GB to temporary files, 20\.0 MB in each of 100 calls/,
      subjects: ['statement 1'],
    },
    {
      name: 'much',
      sql: '',
      workload: workloadOf({ text, calls: 100, temporaryBytes: 2e11 }),
      expected: /^warning/,
      subjects: ['statement 1'],
    },
  ],
  silent: [
    { name: 'none', sql: '', workload: workloadOf({ text, temporaryBytes: 0 }) },
    { name: 'nobody counted', sql: '', workload: workloadOf({ text }) },
    {
      name: 'the same in a month',
      sql: '',
      workload: { ...workloadOf({ text, temporaryBytes: 2e9 }), countedDays: 30 },
    },
    { name: 'no statements are counted', sql: '' },
  ],
});
