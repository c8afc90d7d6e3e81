import { testCheck } from '../../../../test/support/checks.ts';
import { withServerSettings } from '../../../../test/support/server-settings.ts';
import { noTimeouts } from './check.ts';

const both = ['idle_in_transaction_session_timeout', 'statement_timeout'];
const here = (setting: string): string =>
  `DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET ${setting}', current_database()); END $$`;

testCheck(noTimeouts, {
  fires: [
    {
      name: 'neither is set',
      sql: 'SELECT 1',
      expected: /^info statement_timeout is set for no role and no database: /m,
      subjects: both,
    },
    {
      name: 'one is',
      sql: 'SELECT 1',
      meanwhile: withServerSettings("statement_timeout = '30s'"),
      subjects: ['idle_in_transaction_session_timeout'],
    },
    { name: 'only this session has set them', sql: "SET statement_timeout = '5s'", subjects: both },
    {
      name: 'switched off for the database',
      sql: here('statement_timeout = 0'),
      subjects: both,
    },
  ],
  silent: [
    {
      name: 'set for the server',
      sql: 'SELECT 1',
      meanwhile: withServerSettings(
        "statement_timeout = '30s'",
        "idle_in_transaction_session_timeout = '1min'",
      ),
    },
    {
      name: 'set for the database',
      sql: `${here("statement_timeout = ''30s''")}; ${here("idle_in_transaction_session_timeout = ''1min''")}`,
    },
    {
      name: 'set for transactions as a whole',
      sinceMajor: 17,
      sql: here("transaction_timeout = ''1min''"),
    },
  ],
});

testCheck(noTimeouts, {
  fires: [],
  silent: [
    {
      name: 'set for a role',
      roles: ['shop'],
      sql: "ALTER ROLE shop SET statement_timeout = '30s'; ALTER ROLE shop SET idle_in_transaction_session_timeout = '1min'",
    },
  ],
});
