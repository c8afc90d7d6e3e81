import type { Pair } from './pair.ts';

export const routines: readonly Pair[] = [
  {
    name: 'aggregate made',
    new: `
      CREATE AGGREGATE total (int) (SFUNC = int4pl, STYPE = int, INITCOND = '0', COMBINEFUNC = int4pl, PARALLEL = safe,
        MSFUNC = int4pl, MINVFUNC = int4mi, MSTYPE = int, MINITCOND = '0');
      CREATE AGGREGATE average (int) (SFUNC = int8_avg_accum_i4, STYPE = internal, SSPACE = 48, FINALFUNC = av_final,
        FINALFUNC_MODIFY = read_write, PARALLEL = restricted);
      CREATE AGGREGATE number (*) (SFUNC = int8inc, STYPE = int8, INITCOND = '0');
      CREATE AGGREGATE largest (text) (SFUNC = text_larger, STYPE = text, SORTOP = >);
      CREATE AGGREGATE quantile (float8 ORDER BY float8) (SFUNC = ordered_set_transition, STYPE = internal, FINALFUNC = percentile_cont_float8_final);
      CREATE AGGREGATE place (VARIADIC "any" ORDER BY VARIADIC "any") (SFUNC = ordered_set_transition_multi, STYPE = internal,
        FINALFUNC = rank_final, FINALFUNC_EXTRA, HYPOTHETICAL);
      COMMENT ON AGGREGATE number (*) IS 'n'; ALTER AGGREGATE quantile (float8 ORDER BY float8) OWNER TO reader;
      GRANT EXECUTE ON FUNCTION number() TO writer; REVOKE EXECUTE ON FUNCTION place("any") FROM PUBLIC;
      CREATE TABLE t (a int); CREATE VIEW v AS SELECT total(a), number(*) FROM t;`,
    both: `
      CREATE FUNCTION int8_avg_accum_i4(internal, int) RETURNS internal LANGUAGE internal AS 'int4_avg_accum';
      CREATE FUNCTION av_final(internal) RETURNS int LANGUAGE internal AS 'int8_avg';`,
  },
  {
    name: 'aggregate changed',
    both: `CREATE TABLE t (a int);`,
    old: `CREATE AGGREGATE s (int) (SFUNC = int4pl, STYPE = int, INITCOND = '0'); COMMENT ON AGGREGATE s (int) IS 's'; CREATE VIEW v AS SELECT s(a) FROM t;`,
    new: `CREATE AGGREGATE s (int) (SFUNC = int4larger, STYPE = int, PARALLEL = safe); COMMENT ON AGGREGATE s (int) IS 's'; CREATE VIEW v AS SELECT s(a) FROM t;`,
    never: /DROP/,
  },
  {
    name: 'aggregate of another result',
    both: `CREATE TABLE t (a int);`,
    old: `CREATE AGGREGATE s (int) (SFUNC = int4pl, STYPE = int); CREATE VIEW v AS SELECT s(a) FROM t; GRANT EXECUTE ON FUNCTION s(int) TO reader;`,
    new: `CREATE FUNCTION f(bigint, int) RETURNS bigint LANGUAGE sql AS 'SELECT 1::bigint';
      CREATE AGGREGATE s (int) (SFUNC = f, STYPE = bigint); CREATE VIEW v AS SELECT s(a) FROM t; GRANT EXECUTE ON FUNCTION s(int) TO reader;`,
  },
  {
    name: 'event trigger made',
    new: `
      CREATE FUNCTION seen() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';
      CREATE EVENT TRIGGER made_on_start ON ddl_command_start WHEN TAG IN ('CREATE TABLE', 'DROP TABLE') EXECUTE FUNCTION seen();
      CREATE EVENT TRIGGER made_on_end ON ddl_command_end EXECUTE FUNCTION seen(); ALTER EVENT TRIGGER made_on_end DISABLE;
      COMMENT ON EVENT TRIGGER made_on_end IS 'e'; CREATE TABLE t (a int);`,
  },
  {
    name: 'event trigger changed',
    both: `
      CREATE FUNCTION seen() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';
      CREATE FUNCTION other() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';`,
    old: `
      CREATE EVENT TRIGGER changed_one ON sql_drop EXECUTE FUNCTION seen();
      CREATE EVENT TRIGGER changed_two ON sql_drop EXECUTE FUNCTION seen(); ALTER EVENT TRIGGER changed_two ENABLE ALWAYS; COMMENT ON EVENT TRIGGER changed_two IS 'e';`,
    new: `
      CREATE EVENT TRIGGER changed_one ON sql_drop EXECUTE FUNCTION seen(); ALTER EVENT TRIGGER changed_one ENABLE REPLICA;
      CREATE EVENT TRIGGER changed_two ON ddl_command_end WHEN TAG IN ('COMMENT') EXECUTE FUNCTION other(); ALTER EVENT TRIGGER changed_two ENABLE ALWAYS; COMMENT ON EVENT TRIGGER changed_two IS 'e';`,
    never: /DROP EVENT TRIGGER changed_one/,
  },
  {
    name: 'language',
    old: `CREATE LANGUAGE lang_changed HANDLER plpgsql_call_handler;
      CREATE FUNCTION f() RETURNS int LANGUAGE lang_changed AS 'BEGIN RETURN 1; END';`,
    new: `CREATE TRUSTED LANGUAGE lang_changed HANDLER plpgsql_call_handler INLINE plpgsql_inline_handler VALIDATOR plpgsql_validator;
      CREATE FUNCTION f() RETURNS int LANGUAGE lang_changed AS 'BEGIN RETURN 1; END';
      CREATE LANGUAGE lang_made HANDLER plpgsql_call_handler; COMMENT ON LANGUAGE lang_made IS 'l'; ALTER LANGUAGE lang_made OWNER TO reader;
      CREATE TRUSTED LANGUAGE lang_trusted HANDLER plpgsql_call_handler; REVOKE USAGE ON LANGUAGE lang_trusted FROM PUBLIC; GRANT USAGE ON LANGUAGE lang_trusted TO writer;`,
    never: /DROP LANGUAGE lang_changed|DROP FUNCTION/,
  },
  {
    name: 'transform',
    both: `
      CREATE LANGUAGE lang_transform HANDLER plpgsql_call_handler; CREATE DOMAIN d AS int; CREATE TYPE c AS (a int);
      CREATE FUNCTION from_sql(internal) RETURNS internal LANGUAGE internal IMMUTABLE AS 'int4in';
      CREATE FUNCTION to_sql(internal) RETURNS c LANGUAGE internal IMMUTABLE AS 'int4in';`,
    old: `CREATE TRANSFORM FOR c LANGUAGE lang_transform (FROM SQL WITH FUNCTION from_sql(internal));`,
    new: `CREATE TRANSFORM FOR c LANGUAGE lang_transform (FROM SQL WITH FUNCTION from_sql(internal), TO SQL WITH FUNCTION to_sql(internal));
      CREATE TRANSFORM FOR int LANGUAGE lang_transform (FROM SQL WITH FUNCTION from_sql(internal)); COMMENT ON TRANSFORM FOR int LANGUAGE lang_transform IS 't';`,
    never: /DROP TRANSFORM FOR "transform"/,
  },
  {
    name: 'cast',
    both: `
      CREATE TYPE c AS (a int); CREATE TYPE e AS ENUM ('a');
      CREATE FUNCTION to_int(c) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT $1.a';
      CREATE FUNCTION of_int(int) RETURNS c LANGUAGE sql IMMUTABLE AS 'SELECT ROW($1)';`,
    old: `CREATE CAST (c AS int) WITH FUNCTION to_int(c); COMMENT ON CAST (c AS int) IS 'old';
      CREATE TABLE t (x c); CREATE VIEW v AS SELECT x::int FROM t;`,
    new: `CREATE CAST (c AS int) WITH FUNCTION to_int(c) AS IMPLICIT; COMMENT ON CAST (c AS int) IS 'new';
      CREATE CAST (int AS c) WITH FUNCTION of_int(int) AS ASSIGNMENT; CREATE CAST (text AS e) WITH INOUT AS ASSIGNMENT;
      CREATE TABLE t (x c); CREATE VIEW v AS SELECT x::int FROM t;`,
  },
  {
    name: 'conversion',
    old: `CREATE CONVERSION one FOR 'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8;`,
    new: `CREATE DEFAULT CONVERSION one FOR 'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8; COMMENT ON CONVERSION one IS 'c';
      CREATE CONVERSION two FOR 'LATIN2' TO 'UTF8' FROM iso8859_to_utf8; ALTER CONVERSION two OWNER TO reader;`,
  },
  {
    name: 'access method',
    old: `CREATE ACCESS METHOD am_changed TYPE INDEX HANDLER bthandler;`,
    new: `CREATE ACCESS METHOD am_changed TYPE TABLE HANDLER heap_tableam_handler; COMMENT ON ACCESS METHOD am_changed IS 'a';
      CREATE TABLE t (a int) USING am_changed; CREATE ACCESS METHOD am_made TYPE INDEX HANDLER hashhandler;`,
  },
];
