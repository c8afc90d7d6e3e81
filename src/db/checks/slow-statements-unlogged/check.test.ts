import { testCheck } from '../../../../test/support/checks.ts';
import { withServerSettings } from '../../../../test/support/server-settings.ts';
import { slowStatementsUnlogged } from './check.ts';

testCheck(slowStatementsUnlogged, {
  fires: [
    {
      name: 'the default',
      sql: 'SELECT 1',
      expected: /^info log_min_duration_statement is -1/m,
      subjects: ['log_min_duration_statement'],
    },
  ],
  silent: [
    {
      name: 'logged from a second on',
      sql: 'SELECT 1',
      meanwhile: withServerSettings("log_min_duration_statement = '1s'"),
    },
    {
      name: 'some of them are logged',
      sql: 'SELECT 1',
      meanwhile: withServerSettings("log_min_duration_sample = '100ms'"),
    },
  ],
});
