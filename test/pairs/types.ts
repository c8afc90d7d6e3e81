import type { Pair } from './pair.ts';

export const types: readonly Pair[] = [
  {
    name: 'domain made',
    new: `
      CREATE DOMAIN plain AS int;
      CREATE DOMAIN "Full d" AS varchar(20)[] COLLATE "C" DEFAULT '{}' CONSTRAINT given NOT NULL CHECK (cardinality(value) < 9);
      COMMENT ON DOMAIN "Full d" IS 'It''s all';
      COMMENT ON CONSTRAINT "Full d_check" ON DOMAIN "Full d" IS 'short';
      ALTER DOMAIN plain OWNER TO reader;
      GRANT USAGE ON DOMAIN plain TO writer WITH GRANT OPTION;
      REVOKE USAGE ON DOMAIN "Full d" FROM PUBLIC;
      CREATE TABLE t (a plain, b "Full d"[]);`,
  },
  {
    name: 'domain altered',
    both: `CREATE TABLE base (a int);`,
    old: `
      CREATE DOMAIN d AS text DEFAULT 'a' NOT NULL CONSTRAINT keep CHECK (value <> '') CONSTRAINT goes CHECK (value <> 'x');
      CREATE TABLE t (a d); CREATE VIEW v AS SELECT a FROM t;
      COMMENT ON DOMAIN d IS 'old';`,
    new: `
      CREATE DOMAIN d AS text DEFAULT lower('B') CONSTRAINT keep CHECK (value <> '') CONSTRAINT comes CHECK (value <> 'y');
      ALTER DOMAIN d ADD CONSTRAINT late CHECK (value <> 'z') NOT VALID;
      CREATE TABLE t (a d); CREATE VIEW v AS SELECT a FROM t;
      COMMENT ON DOMAIN d IS 'new';`,
    rows: `INSERT INTO t VALUES ('one'), ('two')`,
    select: `SELECT a FROM t ORDER BY a`,
    never: /DROP DOMAIN|VIEW|TABLE/,
    says: /ADD CONSTRAINT comes CHECK .* NOT VALID/,
  },
  {
    name: 'domain not null named',
    since: 17,
    old: `CREATE DOMAIN d AS int CONSTRAINT one NOT NULL;`,
    new: `CREATE DOMAIN d AS int CONSTRAINT two NOT NULL; COMMENT ON CONSTRAINT two ON DOMAIN d IS 'must';`,
    never: /DROP DOMAIN/,
  },
  {
    name: 'domain constraint validated',
    old: `CREATE DOMAIN d AS int; ALTER DOMAIN d ADD CONSTRAINT c CHECK (value > 0) NOT VALID; CREATE TABLE t (a d);`,
    new: `CREATE DOMAIN d AS int CONSTRAINT c CHECK (value > 0); CREATE TABLE t (a d);`,
    says: /VALIDATE CONSTRAINT c/,
  },
  {
    name: 'domain checked within values',
    old: `CREATE DOMAIN d AS text; CREATE TYPE c AS (x d); CREATE TABLE t (a d[], b c, e d); CREATE VIEW v AS SELECT * FROM t; COMMENT ON DOMAIN d IS 'd';`,
    new: `CREATE DOMAIN d AS text CONSTRAINT filled CHECK (value <> ''); COMMENT ON CONSTRAINT filled ON DOMAIN d IS 'f';
      CREATE TYPE c AS (x d); CREATE TABLE t (a d[], b c, e d); CREATE VIEW v AS SELECT * FROM t; COMMENT ON DOMAIN d IS 'd';`,
    rows: `INSERT INTO t VALUES ('{a,b}', '(c)', 'd')`,
    select: `SELECT * FROM t`,
    never: /^(DROP|CREATE) TABLE|(ADD|DROP) COLUMN/,
  },
  {
    name: 'domain of another type',
    old: `
      CREATE DOMAIN d AS varchar(10) CHECK (value <> '');
      CREATE DOMAIN nested AS d CHECK (value <> 'n');
      CREATE TYPE pair AS (x d, y int);
      CREATE TABLE t (id int PRIMARY KEY, a d DEFAULT 'q', b d[], c nested, e pair);
      CREATE INDEX ON t (a);
      CREATE VIEW v AS SELECT a, c FROM t;
      COMMENT ON COLUMN t.a IS 'stays';`,
    new: `
      CREATE DOMAIN d AS text CHECK (value <> '');
      CREATE DOMAIN nested AS d CHECK (value <> 'n');
      CREATE TYPE pair AS (x d, y int);
      CREATE TABLE t (id int PRIMARY KEY, a d DEFAULT 'q', b d[], c nested, e pair);
      CREATE INDEX ON t (a);
      CREATE VIEW v AS SELECT a, c FROM t;
      COMMENT ON COLUMN t.a IS 'stays';`,
    rows: `INSERT INTO t VALUES (1, 'a', '{b}', 'c', '(e,5)')`,
    select: `SELECT * FROM t`,
    never: /(DROP|CREATE) TABLE|(ADD|DROP) COLUMN/,
  },
  {
    name: 'composite type made',
    new: `
      CREATE TYPE empty AS ();
      CREATE TYPE c AS (a int, "B b" text COLLATE "C", n numeric(10,2)[]);
      COMMENT ON TYPE c IS 'c'; COMMENT ON COLUMN c."B b" IS 'b';
      ALTER TYPE c OWNER TO reader; GRANT USAGE ON TYPE c TO writer;
      CREATE TYPE outer_c AS (inner_c c, more c[]);
      CREATE TABLE t (x outer_c);
      CREATE FUNCTION f(c) RETURNS c LANGUAGE sql AS 'SELECT $1';`,
  },
  {
    name: 'composite attributes',
    old: `
      CREATE TYPE c AS (a int, b text, gone int); COMMENT ON COLUMN c.gone IS 'x'; COMMENT ON COLUMN c.a IS 'a';
      CREATE TABLE t (x c, k int); CREATE VIEW v AS SELECT (x).a FROM t; CREATE INDEX i ON t (((x).b));`,
    new: `
      CREATE TYPE c AS (a int, b text, d date, e int[]); COMMENT ON COLUMN c.d IS 'd'; COMMENT ON COLUMN c.a IS 'a';
      CREATE TABLE t (x c, k int); CREATE VIEW v AS SELECT (x).a FROM t; CREATE INDEX i ON t (((x).b));`,
    rows: `INSERT INTO t VALUES (ROW(1, 'b', 3), 4)`,
    select: `SELECT (x).a, (x).b, k FROM t`,
    never: /(DROP|CREATE) (TYPE|TABLE)/,
  },
  {
    name: 'composite attribute retyped',
    old: `CREATE TYPE c AS (a int, b text); CREATE FUNCTION f() RETURNS c LANGUAGE sql AS 'SELECT 1, ''b''::text';`,
    new: `CREATE TYPE c AS (a int, b varchar(20)); CREATE FUNCTION f() RETURNS c LANGUAGE sql AS 'SELECT 1, ''b''::varchar';`,
    never: /DROP TYPE/,
  },
  {
    name: 'composite in use retyped',
    old: `CREATE TYPE c AS (a int, b text); CREATE TABLE t (x c, y c[]); CREATE VIEW v AS SELECT x FROM t; GRANT USAGE ON TYPE c TO reader;`,
    new: `CREATE TYPE c AS (b text, a bigint); CREATE TABLE t (x c, y c[]); CREATE VIEW v AS SELECT x FROM t; GRANT USAGE ON TYPE c TO reader;`,
    never: /(DROP|CREATE) TABLE|(ADD|DROP) COLUMN/,
  },
  {
    name: 'typed table',
    old: `CREATE TYPE c AS (a int, b text); CREATE TABLE t OF c (PRIMARY KEY (a)); CREATE TABLE u OF c; CREATE TABLE w (a int, b text);`,
    new: `CREATE TYPE c AS (a int, b text, d date); CREATE TABLE t OF c (PRIMARY KEY (a)); CREATE TABLE u (a int, b text); CREATE TABLE w OF c;`,
    rows: `INSERT INTO t VALUES (1, 'x')`,
    select: `SELECT a, b FROM t`,
    never: /(DROP|CREATE) (TYPE|TABLE)/,
  },
  {
    name: 'enum made',
    new: `
      CREATE TYPE empty AS ENUM (); CREATE TYPE "E e" AS ENUM ('a', 'it''s', 'B');
      COMMENT ON TYPE "E e" IS 'e'; ALTER TYPE "E e" OWNER TO reader; GRANT USAGE ON TYPE "E e" TO writer;
      CREATE TABLE t (x "E e" DEFAULT 'B', y "E e"[] CHECK ('a' = ANY (y)));`,
  },
  {
    name: 'enum values added',
    old: `CREATE TYPE e AS ENUM ('b', 'd'); CREATE TABLE t (x e DEFAULT 'b'); CREATE VIEW v AS SELECT * FROM t WHERE x = 'd';`,
    new: `CREATE TYPE e AS ENUM ('a', 'b', 'c', 'd', 'e'); CREATE TABLE t (x e DEFAULT 'b'); CREATE VIEW v AS SELECT * FROM t WHERE x = 'd';`,
    rows: `INSERT INTO t VALUES ('b'), ('d')`,
    select: `SELECT * FROM t ORDER BY x`,
    says: /ADD VALUE 'c' BEFORE 'd'/,
  },
  {
    name: 'enum replaced',
    old: `
      CREATE TYPE e AS ENUM ('a', 'b', 'c');
      CREATE TABLE t (x e DEFAULT 'a', y e[]) ; CREATE INDEX i ON t (x) WHERE x > 'a';
      CREATE FUNCTION f(e) RETURNS e LANGUAGE sql AS 'SELECT $1'; CREATE VIEW v AS SELECT f(x) FROM t;
      CREATE TABLE p (k int, x e) PARTITION BY LIST (k); CREATE TABLE p1 PARTITION OF p DEFAULT;
      COMMENT ON TYPE e IS 'kept';`,
    new: `
      CREATE TYPE e AS ENUM ('b', 'a');
      CREATE TABLE t (x e DEFAULT 'a', y e[]) ; CREATE INDEX i ON t (x) WHERE x > 'a';
      CREATE FUNCTION f(e) RETURNS e LANGUAGE sql AS 'SELECT $1'; CREATE VIEW v AS SELECT f(x) FROM t;
      CREATE TABLE p (k int, x e) PARTITION BY LIST (k); CREATE TABLE p1 PARTITION OF p DEFAULT;
      COMMENT ON TYPE e IS 'kept';`,
    rows: `INSERT INTO t VALUES ('a', '{b,a}'), ('b', NULL)`,
    select: `SELECT x::text, y::text FROM t ORDER BY 1`,
    never: /^(DROP|CREATE) TABLE|DROP COLUMN/,
  },
  {
    name: 'enum within types',
    old: `
      CREATE TYPE e AS ENUM ('a', 'b', 'c'); CREATE DOMAIN d AS e CHECK (value <> 'b'); CREATE TYPE c AS (x e, y d);
      CREATE TABLE t (x d, y c[], z d[]); COMMENT ON DOMAIN d IS 'd';`,
    new: `
      CREATE TYPE e AS ENUM ('c', 'b', 'a'); CREATE DOMAIN d AS e CHECK (value <> 'b'); CREATE TYPE c AS (x e, y d);
      CREATE TABLE t (x d, y c[], z d[]); COMMENT ON DOMAIN d IS 'd';`,
    rows: `INSERT INTO t VALUES ('a', '{"(a,c)"}', '{c}')`,
    select: `SELECT x::text, y::text, z::text FROM t`,
    never: /DROP TABLE|DROP COLUMN/,
  },
  {
    name: 'range type made',
    new: `
      CREATE FUNCTION gap(a float8, b float8) RETURNS float8 LANGUAGE sql IMMUTABLE AS 'SELECT a - b';
      CREATE TYPE fr AS RANGE (subtype = float8, subtype_diff = gap, multirange_type_name = "Many frs");
      CREATE TYPE tr AS RANGE (subtype = text, collation = "C", subtype_opclass = text_pattern_ops);
      COMMENT ON TYPE fr IS 'fr'; ALTER TYPE fr OWNER TO reader; GRANT USAGE ON TYPE tr TO writer;
      CREATE TABLE t (a fr, b "Many frs", c tr[]); CREATE INDEX ON t USING gist (a);
      CREATE VIEW v AS SELECT fr(1, 2) AS x, "Many frs"(a) AS y FROM t;`,
  },
  {
    name: 'range type changed',
    both: `CREATE FUNCTION gap(a float8, b float8) RETURNS float8 LANGUAGE sql IMMUTABLE AS 'SELECT a - b';`,
    old: `
      CREATE TYPE fr AS RANGE (subtype = float8); CREATE TABLE t (a fr DEFAULT '[1,2)', b fr_multirange, c fr[]); CREATE INDEX ON t USING gist (a);
      CREATE VIEW v AS SELECT fr(1, 2), a FROM t; COMMENT ON TYPE fr IS 'kept';`,
    new: `
      CREATE TYPE fr AS RANGE (subtype = float8, subtype_diff = gap); CREATE TABLE t (a fr DEFAULT '[1,2)', b fr_multirange, c fr[]); CREATE INDEX ON t USING gist (a);
      CREATE VIEW v AS SELECT fr(1, 2), a FROM t; COMMENT ON TYPE fr IS 'kept';`,
    rows: `INSERT INTO t VALUES ('[1,2)', '{[3,4)}', '{"[5,6)"}')`,
    select: `SELECT a::text, b::text, c::text FROM t`,
    never: /(DROP|CREATE) TABLE|(ADD|DROP) COLUMN/,
  },
  {
    name: 'range type canonical',
    old: `CREATE TABLE t (a int);`,
    new: `
      CREATE TYPE cr; CREATE FUNCTION canonical(cr) RETURNS cr LANGUAGE internal STRICT IMMUTABLE AS 'int4range_canonical';
      CREATE TYPE cr AS RANGE (subtype = int4, canonical = canonical); CREATE TABLE t (a int, r cr);
      COMMENT ON FUNCTION canonical(cr) IS 'f';`,
  },
  {
    name: 'base type made',
    new: `
      CREATE TYPE lonely;
      CREATE TYPE b;
      CREATE FUNCTION b_in(cstring) RETURNS b LANGUAGE internal STRICT IMMUTABLE AS 'int4in';
      CREATE FUNCTION b_out(b) RETURNS cstring LANGUAGE internal STRICT IMMUTABLE AS 'int4out';
      CREATE FUNCTION b_send(b) RETURNS bytea LANGUAGE internal STRICT IMMUTABLE AS 'int4send';
      CREATE TYPE b (INPUT = b_in, OUTPUT = b_out, SEND = b_send, INTERNALLENGTH = 4, PASSEDBYVALUE, ALIGNMENT = int4,
        CATEGORY = 'N', PREFERRED = true, DEFAULT = '7', DELIMITER = ';');
      COMMENT ON TYPE b IS 'b'; ALTER TYPE b OWNER TO reader; GRANT EXECUTE ON FUNCTION b_in(cstring) TO writer;
      CREATE TABLE t (x b, y b[]);
      CREATE FUNCTION uses(b) RETURNS b LANGUAGE sql AS 'SELECT $1'; CREATE VIEW v AS SELECT uses(x) FROM t;`,
  },
  {
    name: 'base type altered',
    both: `
      CREATE TYPE b;
      CREATE FUNCTION b_in(cstring) RETURNS b LANGUAGE internal STRICT IMMUTABLE AS 'textin';
      CREATE FUNCTION b_out(b) RETURNS cstring LANGUAGE internal STRICT IMMUTABLE AS 'textout';
      CREATE FUNCTION b_recv(internal) RETURNS b LANGUAGE internal STRICT STABLE AS 'textrecv';`,
    old: `CREATE TYPE b (INPUT = b_in, OUTPUT = b_out); CREATE TABLE t (x b);`,
    new: `CREATE TYPE b (INPUT = b_in, OUTPUT = b_out, RECEIVE = b_recv); CREATE TABLE t (x b);`,
    rows: `INSERT INTO t VALUES ('v')`,
    select: `SELECT x::text FROM t`,
    never: /(DROP|CREATE) (TYPE|TABLE)/,
  },
  {
    name: 'base type replaced',
    both: `
      CREATE TYPE b;
      CREATE FUNCTION b_in(cstring) RETURNS b LANGUAGE internal STRICT IMMUTABLE AS 'textin';
      CREATE FUNCTION b_out(b) RETURNS cstring LANGUAGE internal STRICT IMMUTABLE AS 'textout';`,
    old: `CREATE TYPE b (INPUT = b_in, OUTPUT = b_out); CREATE FUNCTION f(b) RETURNS b LANGUAGE sql AS 'SELECT $1';`,
    new: `CREATE TYPE b (INPUT = b_in, OUTPUT = b_out, DELIMITER = ';'); CREATE FUNCTION f(b) RETURNS b LANGUAGE sql AS 'SELECT $1';`,
  },
  {
    name: 'collation made',
    new: `
      CREATE COLLATION c (provider = libc, locale = 'C');
      CREATE COLLATION two (provider = libc, lc_collate = 'C', lc_ctype = 'POSIX');
      CREATE COLLATION "De" (provider = icu, locale = 'de-u-co-phonebk', deterministic = false);
      COMMENT ON COLLATION c IS 'c'; ALTER COLLATION c OWNER TO reader;
      CREATE TABLE t (a text COLLATE c, b text); CREATE INDEX ON t (b COLLATE "De");`,
  },
  {
    name: 'collation rules',
    since: 16,
    new: `CREATE COLLATION r (provider = icu, locale = 'und', rules = '&a < g');`,
  },
  {
    name: 'collation builtin',
    since: 17,
    new: `CREATE COLLATION b (provider = builtin, locale = 'C.UTF-8');`,
  },
  {
    name: 'collation changed',
    old: `
      CREATE COLLATION c (provider = icu, locale = 'de'); CREATE DOMAIN d AS text COLLATE c;
      CREATE TABLE t (a text COLLATE c, b text, e varchar(9) COLLATE c, f d); CREATE INDEX i ON t (b COLLATE c); CREATE VIEW v AS SELECT a FROM t;
      COMMENT ON COLLATION c IS 'kept';`,
    new: `
      CREATE COLLATION c (provider = icu, locale = 'sv'); CREATE DOMAIN d AS text COLLATE c;
      CREATE TABLE t (a text COLLATE c, b text, e varchar(9) COLLATE c, f d); CREATE INDEX i ON t (b COLLATE c); CREATE VIEW v AS SELECT a FROM t;
      COMMENT ON COLLATION c IS 'kept';`,
    rows: `INSERT INTO t VALUES ('ä', 'b', 'e', 'f')`,
    select: `SELECT * FROM t`,
    never: /(DROP|CREATE) TABLE|(ADD|DROP) COLUMN/,
  },
];
