import { testCheck } from '../../../../test/support/checks.ts';
import { policiesWithoutRowSecurity } from './check.ts';

const policy = 'CREATE TABLE t (a int); CREATE POLICY own ON t USING (a > 0);';

testCheck(policiesWithoutRowSecurity, {
  fires: [
    {
      name: 'never enabled',
      sql: policy,
      expected: /^warning public\.t has policies \(own\), but row security is off/m,
      subjects: ['public.t'],
    },
    {
      name: 'on a table of which others have rights',
      roles: ['reader'],
      sql: `${policy} GRANT SELECT ON t TO reader`,
      expected: /^error/m,
      subjects: ['public.t'],
    },
  ],
  silent: [
    { name: 'enabled', sql: `${policy} ALTER TABLE t ENABLE ROW LEVEL SECURITY` },
    { name: 'no policies', sql: 'CREATE TABLE t (a int)' },
  ],
});
