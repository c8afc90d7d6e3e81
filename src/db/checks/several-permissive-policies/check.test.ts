import { testCheck } from '../../../../test/support/checks.ts';
import { severalPermissivePolicies } from './check.ts';

const roles = ['member', 'admin'];
const table = `
  CREATE TABLE t (a int); ALTER TABLE t ENABLE ROW LEVEL SECURITY;
  UPDATE pg_class SET reltuples = 2e6 WHERE oid = 't'::regclass;`;

testCheck(severalPermissivePolicies, {
  fires: [
    {
      name: 'two for the same statement and role',
      roles,
      sql: `${table} CREATE POLICY own ON t FOR SELECT TO member USING (a = 1); CREATE POLICY shared ON t FOR SELECT TO member USING (a = 2)`,
      expected:
        /^warning public\.t has 2 permissive policies for SELECT by member \(own, shared\): each of 2,000,000 rows/m,
      subjects: ['public.t'],
    },
    {
      name: 'one for all statements, and one for everybody',
      roles,
      sql: `${table} CREATE POLICY own ON t TO member USING (a = 1); CREATE POLICY shared ON t FOR SELECT USING (a = 2); UPDATE pg_class SET reltuples = 2000 WHERE oid = 't'::regclass`,
      expected: /^info public\.t has 2 permissive policies for SELECT by member/m,
      subjects: ['public.t'],
    },
  ],
  silent: [
    {
      name: 'for different roles',
      roles,
      sql: `${table} CREATE POLICY own ON t TO member USING (a = 1); CREATE POLICY all_of_it ON t TO admin USING (a > 0)`,
    },
    {
      name: 'for different statements',
      sql: `${table} CREATE POLICY r ON t FOR SELECT USING (a = 1); CREATE POLICY w ON t FOR UPDATE USING (a = 2); CREATE POLICY i ON t FOR INSERT WITH CHECK (a > 0)`,
    },
    {
      name: 'a restriction beside it',
      sql: `${table} CREATE POLICY own ON t USING (a = 1); CREATE POLICY limits ON t AS RESTRICTIVE USING (a > 0)`,
    },
    {
      name: 'a small table',
      sql: `${table} CREATE POLICY x ON t USING (a = 1); CREATE POLICY y ON t USING (a = 2); UPDATE pg_class SET reltuples = 20 WHERE oid = 't'::regclass`,
    },
  ],
});
