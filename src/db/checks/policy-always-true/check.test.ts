import { testCheck } from '../../../../test/support/checks.ts';
import { policyAlwaysTrue } from './check.ts';

const roles = ['authenticated', 'auditor'];
const table = 'CREATE TABLE t (a int); ALTER TABLE t ENABLE ROW LEVEL SECURITY;';

testCheck(policyAlwaysTrue, {
  fires: [
    {
      name: 'for all statements and everybody',
      sql: `${table} CREATE POLICY p ON t USING (true)`,
      expected:
        /^error policy p on public\.t is true for every row: PUBLIC can DELETE, INSERT, UPDATE without a limit$/m,
      subjects: ['policy p on public.t'],
    },
    {
      name: 'rows of any user are added',
      roles,
      sql: `${table} CREATE POLICY p ON t FOR INSERT TO authenticated WITH CHECK (true)`,
      expected: /^warning .* authenticated can INSERT without a limit$/m,
      subjects: ['policy p on public.t'],
    },
    {
      name: 'rows are read by their owners only, but deleted by all',
      roles,
      sql: `${table} CREATE POLICY r ON t FOR SELECT USING (a > 0); CREATE POLICY d ON t FOR DELETE TO authenticated USING (true)`,
      subjects: ['policy d on public.t'],
    },
    {
      name: 'a restriction of another statement',
      roles,
      sql: `${table} CREATE POLICY d ON t FOR DELETE TO authenticated USING (true); CREATE POLICY x ON t AS RESTRICTIVE FOR UPDATE USING (a > 0)`,
      subjects: ['policy d on public.t'],
    },
  ],
  silent: [
    { name: 'everybody reads', sql: `${table} CREATE POLICY p ON t FOR SELECT USING (true)` },
    { name: 'a condition', sql: `${table} CREATE POLICY p ON t USING (a > 0)` },
    {
      name: 'one condition for both sides of an UPDATE',
      sql: `${table} CREATE POLICY p ON t FOR UPDATE USING (a > 0)`,
    },
    {
      name: 'a restriction beside it',
      roles,
      sql: `${table} CREATE POLICY d ON t FOR DELETE TO authenticated USING (true); CREATE POLICY x ON t AS RESTRICTIVE USING (a > 0)`,
    },
    {
      name: 'who sees all rows anyhow',
      roles,
      sql: `${table} ALTER ROLE auditor BYPASSRLS; CREATE POLICY p ON t TO auditor USING (true)`,
    },
    {
      name: 'not in force',
      sql: 'CREATE TABLE t (a int); CREATE POLICY p ON t USING (true)',
    },
  ],
});
