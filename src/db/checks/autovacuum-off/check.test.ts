import { testCheck } from '../../../../test/support/checks.ts';
import { withServerSettings } from '../../../../test/support/server-settings.ts';
import { autovacuumOff } from './check.ts';

testCheck(autovacuumOff, {
  // As after installing it.
  settings: ['autovacuum_naptime=1h'],
  fires: [
    {
      name: 'switched off',
      sql: 'CREATE TABLE t (a int); INSERT INTO t SELECT generate_series(1, 1234); DELETE FROM t',
      meanwhile: withServerSettings('autovacuum = off'),
      expected:
        /^error autovacuum is off: 1,234 dead rows lie in 1 tables, and statistics grow old$/m,
      subjects: ['autovacuum'],
    },
    {
      name: 'blind',
      sql: 'SELECT 1',
      meanwhile: withServerSettings('track_counts = off'),
      expected: /^error track_counts is off, so autovacuum does not know what to do/m,
      subjects: ['track_counts'],
    },
  ],
  silent: [
    { name: 'the defaults', sql: 'CREATE TABLE t (a int)' },
    {
      name: 'slow',
      sql: 'CREATE TABLE t (a int)',
      meanwhile: withServerSettings("autovacuum_vacuum_cost_delay = '20ms'"),
    },
    {
      name: 'off for a session',
      sql: 'SET track_counts = off',
    },
  ],
});
