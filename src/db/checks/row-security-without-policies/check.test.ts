import { testCheck } from '../../../../test/support/checks.ts';
import { rowSecurityWithoutPolicies } from './check.ts';

const roles = ['reader', 'auditor'];
const table = 'CREATE TABLE t (a int); ALTER TABLE t ENABLE ROW LEVEL SECURITY;';

testCheck(rowSecurityWithoutPolicies, {
  fires: [
    {
      name: 'rights that lead to no rows',
      roles,
      sql: `${table} GRANT SELECT ON t TO reader`,
      expected:
        /^info public\.t has row security and no policy: reader may ask it, and get no rows$/m,
      subjects: ['public.t'],
    },
    {
      name: 'rights of everybody',
      sql: `${table} GRANT INSERT ON t TO PUBLIC`,
      expected: /PUBLIC may ask it/,
      subjects: ['public.t'],
    },
  ],
  silent: [
    { name: 'closed on purpose: nobody has rights', sql: table },
    {
      name: 'a policy',
      roles,
      sql: `${table} GRANT SELECT ON t TO reader; CREATE POLICY p ON t USING (a > 0)`,
    },
    {
      name: 'only who sees all rows',
      roles,
      sql: `${table} ALTER ROLE auditor BYPASSRLS; GRANT SELECT ON t TO auditor`,
    },
    { name: 'no row security', roles, sql: 'CREATE TABLE t (a int); GRANT SELECT ON t TO reader' },
  ],
});
