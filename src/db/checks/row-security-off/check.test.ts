import { testCheck } from '../../../../test/support/checks.ts';
import { rowSecurityOff } from './check.ts';

const roles = ['anon', 'authenticated', 'service', 'tenant'];
const guarded =
  'CREATE TABLE g (a int); ALTER TABLE g ENABLE ROW LEVEL SECURITY; CREATE POLICY p ON g TO tenant USING (a > 0);';
const open = 'GRANT USAGE ON SCHEMA public TO PUBLIC;';

testCheck(rowSecurityOff, {
  fires: [
    {
      name: 'a table that requests from outside change',
      roles,
      sql: 'CREATE TABLE t (a int); GRANT ALL ON t TO anon, authenticated',
      expected:
        /^error public\.t has no row security, and anon, authenticated can change all rows$/m,
      subjects: ['public.t'],
    },
    {
      name: 'a table that they read',
      roles,
      sql: 'CREATE TABLE t (a int); GRANT SELECT ON t TO anon',
      expected: /^warning .* anon can read all rows$/m,
      subjects: ['public.t'],
    },
    {
      name: 'a role that policies of another table speak of',
      roles,
      sql: `${guarded} CREATE TABLE t (a int); GRANT INSERT ON t TO tenant`,
      expected: /^error .* tenant can change/m,
      subjects: ['public.t'],
    },
    {
      name: 'partitions behind a table that is guarded, once',
      roles,
      sql: 'CREATE TABLE t (a int) PARTITION BY RANGE (a); CREATE TABLE t1 PARTITION OF t FOR VALUES FROM (0) TO (9); CREATE TABLE t2 PARTITION OF t DEFAULT; ALTER TABLE t ENABLE ROW LEVEL SECURITY; GRANT SELECT ON t, t1, t2 TO anon',
      expected:
        /^warning public\.t has row security, but 2 of its partitions have none, and anon can read them directly$/m,
      subjects: ['public.t'],
    },
    {
      name: 'partitions of a table that is not guarded: the table',
      roles,
      sql: 'CREATE TABLE t (a int) PARTITION BY RANGE (a); CREATE TABLE t1 PARTITION OF t DEFAULT; GRANT SELECT ON t, t1 TO anon',
      subjects: ['public.t'],
    },
  ],
  silent: [
    {
      name: 'row security',
      roles,
      sql: 'CREATE TABLE t (a int); ALTER TABLE t ENABLE ROW LEVEL SECURITY; GRANT ALL ON t TO anon',
    },
    { name: 'no rights', roles, sql: 'CREATE TABLE t (a int)' },
    {
      name: "the application's own role",
      roles,
      sql: 'CREATE TABLE t (a int); GRANT ALL ON t TO service',
    },
    {
      name: 'a schema that they cannot enter',
      roles,
      sql: 'CREATE SCHEMA s; CREATE TABLE s.t (a int); GRANT ALL ON s.t TO anon',
    },
    {
      name: 'partitions that only the table leads to',
      roles,
      sql: 'CREATE TABLE t (a int) PARTITION BY RANGE (a); CREATE TABLE t1 PARTITION OF t DEFAULT; ALTER TABLE t ENABLE ROW LEVEL SECURITY; GRANT SELECT ON t TO anon',
    },
  ],
});

// On a server without the roles that requests from outside run as.
testCheck(rowSecurityOff, {
  fires: [
    {
      name: 'everybody reads, where rows of other tables are guarded',
      sql: `${open} CREATE TABLE g (a int); CREATE POLICY p ON g USING (a > 0); CREATE TABLE t (a int); GRANT SELECT ON t TO PUBLIC`,
      expected: /^info public\.t has no row security, and PUBLIC can read all rows$/m,
      subjects: ['public.t'],
    },
    {
      name: 'everybody writes, where rows of other tables are guarded',
      sql: `${open} CREATE TABLE g (a int); CREATE POLICY p ON g USING (a > 0); CREATE TABLE t (a int); GRANT INSERT ON t TO PUBLIC`,
      expected: /^warning .* PUBLIC can change all rows$/m,
      subjects: ['public.t'],
    },
  ],
  silent: [
    {
      name: 'everybody reads, where row security is not in use',
      sql: `${open} CREATE TABLE t (a int); GRANT SELECT ON t TO PUBLIC`,
    },
    { name: 'tables of the owner alone', sql: 'CREATE TABLE t (a int)' },
  ],
});
