import { testCheck } from '../../../../test/support/checks.ts';
import { securityDefinerSearchPath } from './check.ts';

const roles = ['plain', 'caller'];
const definer = 'CREATE FUNCTION f(a int, b text) RETURNS int SECURITY DEFINER LANGUAGE sql';

testCheck(securityDefinerSearchPath, {
  fires: [
    {
      name: 'of a superuser, for anybody',
      sql: `${definer} AS 'SELECT 1'`,
      expected:
        /^error function public\.f\(a integer, b text\) runs as postgres, a superuser, with the search_path of its caller, who may be anybody$/m,
      subjects: ['function public.f(a integer, b text)'],
    },
    {
      name: 'of a plain role, for another',
      roles,
      sql: `${definer} AS 'SELECT 1'; ALTER FUNCTION f OWNER TO plain; REVOKE ALL ON FUNCTION f FROM PUBLIC; GRANT EXECUTE ON FUNCTION f TO caller`,
      expected: /^warning .* runs as plain with .* who is another role$/m,
      subjects: ['function public.f(a integer, b text)'],
    },
    {
      name: 'other settings',
      sql: `${definer} SET work_mem = '1MB' AS 'SELECT 1'`,
      subjects: ['function public.f(a integer, b text)'],
    },
    {
      name: 'a procedure',
      sql: "CREATE PROCEDURE f() SECURITY DEFINER LANGUAGE plpgsql AS 'BEGIN END'",
      subjects: ['procedure public.f()'],
    },
  ],
  silent: [
    { name: 'a fixed path', sql: `${definer} SET search_path = public, pg_temp AS 'SELECT 1'` },
    { name: 'an empty path', sql: `${definer} SET search_path = '' AS 'SELECT 1'` },
    {
      name: "with the caller's rights",
      sql: "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    },
    {
      name: 'only its owner may call it',
      sql: `${definer} AS 'SELECT 1'; REVOKE ALL ON FUNCTION f FROM PUBLIC`,
    },
    { name: 'a body that was parsed before', sql: `${definer} RETURN 1` },
  ],
});
