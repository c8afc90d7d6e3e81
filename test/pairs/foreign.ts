import type { Pair } from './pair.ts';

export const foreign: readonly Pair[] = [
  {
    name: 'foreign made',
    new: `
      CREATE FOREIGN DATA WRAPPER fdw_made VALIDATOR postgresql_fdw_validator;
      CREATE SERVER server_made TYPE 't' VERSION '1.0' FOREIGN DATA WRAPPER fdw_made OPTIONS (host 'it''s', dbname 'a=b');
      CREATE USER MAPPING FOR PUBLIC SERVER server_made OPTIONS (user 'u', password 'secret');
      CREATE USER MAPPING FOR reader SERVER server_made;
      CREATE FOREIGN TABLE t (a int OPTIONS (column_name 'A'), b text NOT NULL DEFAULT 'x') SERVER server_made;
      COMMENT ON FOREIGN DATA WRAPPER fdw_made IS 'f'; COMMENT ON SERVER server_made IS 's'; COMMENT ON FOREIGN TABLE t IS 't';
      ALTER SERVER server_made OWNER TO reader; GRANT USAGE ON FOREIGN DATA WRAPPER fdw_made TO writer; GRANT USAGE ON FOREIGN SERVER server_made TO writer;
      CREATE VIEW v AS SELECT a FROM t;`.replace("a int OPTIONS (column_name 'A')", 'a int'),
  },
  {
    name: 'foreign changed',
    both: `CREATE FUNCTION validator(text[], oid) RETURNS bool LANGUAGE sql AS 'SELECT true';`,
    old: `
      CREATE FOREIGN DATA WRAPPER fdw_changed VALIDATOR validator OPTIONS (a '1', b '2');
      CREATE SERVER server_changed VERSION '1' FOREIGN DATA WRAPPER fdw_changed OPTIONS (host 'one', port '1');
      CREATE USER MAPPING FOR reader SERVER server_changed OPTIONS (password 'one'); CREATE USER MAPPING FOR writer SERVER server_changed;
      CREATE FOREIGN TABLE t (a int OPTIONS (x '1'), b text) SERVER server_changed OPTIONS (name 'one');`,
    new: `
      CREATE FOREIGN DATA WRAPPER fdw_changed OPTIONS (b '3', "C" '4');
      CREATE SERVER server_changed FOREIGN DATA WRAPPER fdw_changed OPTIONS (host 'two', "Other" '3');
      CREATE USER MAPPING FOR reader SERVER server_changed OPTIONS (password 'two', extra 'x');
      CREATE FOREIGN TABLE t (a int OPTIONS (x '2', y '3'), b text, c date) SERVER server_changed OPTIONS (name 'two', more '1');`,
    never: /DROP (FOREIGN|SERVER)|DROP USER MAPPING FOR reader/,
  },
  {
    name: 'foreign server made again',
    both: `CREATE FOREIGN DATA WRAPPER fdw_again; CREATE FOREIGN DATA WRAPPER fdw_other;`,
    old: `CREATE SERVER server_again TYPE 'a' FOREIGN DATA WRAPPER fdw_again; CREATE USER MAPPING FOR reader SERVER server_again OPTIONS (a 'b');
      CREATE FOREIGN TABLE t (a int) SERVER server_again; GRANT SELECT ON t TO reader; CREATE VIEW v AS SELECT * FROM t; GRANT USAGE ON FOREIGN SERVER server_again TO writer;`,
    new: `CREATE SERVER server_again TYPE 'b' FOREIGN DATA WRAPPER fdw_other; CREATE USER MAPPING FOR reader SERVER server_again OPTIONS (a 'b');
      CREATE FOREIGN TABLE t (a int) SERVER server_again; GRANT SELECT ON t TO reader; CREATE VIEW v AS SELECT * FROM t; GRANT USAGE ON FOREIGN SERVER server_again TO writer;`,
  },
];
