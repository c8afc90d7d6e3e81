import { testCheck } from '../../../../test/support/checks.ts';
import { securityDefinerView } from './check.ts';

const roles = ['anon', 'reader', 'plain'];
const table = `
  CREATE TABLE t (a int); ALTER TABLE t ENABLE ROW LEVEL SECURITY; CREATE POLICY p ON t USING (a > 0);
  CREATE VIEW v AS SELECT a FROM t;`;

testCheck(securityDefinerView, {
  fires: [
    {
      name: 'a view that requests from outside ask',
      roles,
      sql: `${table} GRANT SELECT ON v TO anon`,
      expected: /^error view public\.v reads public\.t as postgres, past the row security there$/m,
      subjects: ['view public.v'],
    },
    {
      name: 'a view that another role asks',
      roles,
      sql: `${table} GRANT SELECT ON v TO reader`,
      expected: /^warning/m,
      subjects: ['view public.v'],
    },
    {
      name: 'a view of the owner of the table, who is held to nothing',
      roles,
      sql: `${table} ALTER TABLE t OWNER TO plain; ALTER VIEW v OWNER TO plain; GRANT SELECT ON v TO reader`,
      expected: /as plain/,
      subjects: ['view public.v'],
    },
    {
      name: 'the option is there, and off',
      roles,
      sinceMajor: 15,
      sql: `${table} ALTER VIEW v SET (security_invoker = false); GRANT SELECT ON v TO reader`,
      subjects: ['view public.v'],
    },
  ],
  silent: [
    {
      name: 'with the rights of who asks',
      roles,
      sinceMajor: 15,
      sql: `${table} ALTER VIEW v SET (security_invoker = on); GRANT SELECT ON v TO anon`,
    },
    { name: 'a view that nobody else asks', sql: table },
    {
      name: 'no row security',
      roles,
      sql: `${table} ALTER TABLE t DISABLE ROW LEVEL SECURITY; GRANT SELECT ON v TO anon`,
    },
    {
      name: 'an owner that policies hold for',
      roles,
      sql: `${table} ALTER VIEW v OWNER TO plain; GRANT SELECT ON t TO plain; GRANT SELECT ON v TO anon`,
    },
    {
      name: 'row security that is forced on the owner',
      roles,
      sql: `${table} ALTER TABLE t OWNER TO plain; ALTER TABLE t FORCE ROW LEVEL SECURITY; ALTER VIEW v OWNER TO plain; GRANT SELECT ON v TO anon`,
    },
  ],
});
