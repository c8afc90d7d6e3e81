import type { Pair } from './pair.ts';

export const operators: readonly Pair[] = [
  {
    name: 'operator made',
    both: `
      CREATE TYPE c AS (a int);
      CREATE FUNCTION lt(c, c) RETURNS bool LANGUAGE sql IMMUTABLE AS 'SELECT $1.a < $2.a';
      CREATE FUNCTION gt(c, c) RETURNS bool LANGUAGE sql IMMUTABLE AS 'SELECT $1.a > $2.a';
      CREATE FUNCTION ge(c, c) RETURNS bool LANGUAGE sql IMMUTABLE AS 'SELECT $1.a >= $2.a';
      CREATE FUNCTION eq(c, c) RETURNS bool LANGUAGE sql IMMUTABLE AS 'SELECT $1.a = $2.a';
      CREATE FUNCTION neg(c) RETURNS c LANGUAGE sql IMMUTABLE AS 'SELECT $1';`,
    new: `
      CREATE OPERATOR <<< (LEFTARG = c, RIGHTARG = c, FUNCTION = lt, COMMUTATOR = >>>, NEGATOR = >>>=, RESTRICT = scalarltsel, JOIN = scalarltjoinsel);
      CREATE OPERATOR >>> (LEFTARG = c, RIGHTARG = c, FUNCTION = gt, COMMUTATOR = <<<);
      CREATE OPERATOR >>>= (LEFTARG = c, RIGHTARG = c, FUNCTION = ge, NEGATOR = <<<);
      CREATE OPERATOR === (LEFTARG = c, RIGHTARG = c, FUNCTION = eq, COMMUTATOR = ===, HASHES, MERGES);
      CREATE OPERATOR ~~~ (RIGHTARG = c, FUNCTION = neg);
      COMMENT ON OPERATOR ~~~ (NONE, c) IS 'o'; ALTER OPERATOR === (c, c) OWNER TO reader;
      CREATE TABLE t (x c, y c, CHECK (x <<< y)); CREATE VIEW v AS SELECT x === y AS same, ~~~ x AS neg FROM t;`,
  },
  {
    name: 'operator altered',
    both: `CREATE FUNCTION f(int, int) RETURNS bool LANGUAGE sql IMMUTABLE AS 'SELECT true';`,
    old: `CREATE OPERATOR <<< (LEFTARG = int, RIGHTARG = int, FUNCTION = f, RESTRICT = eqsel); CREATE VIEW v AS SELECT 1 OPERATOR("operator altered".<<<) 2 AS x;`,
    new: `CREATE OPERATOR <<< (LEFTARG = int, RIGHTARG = int, FUNCTION = f, JOIN = eqjoinsel); CREATE VIEW v AS SELECT 1 OPERATOR("operator altered".<<<) 2 AS x;`,
    never: /DROP/,
  },
  {
    name: 'operator partners',
    both: `
      CREATE FUNCTION f(int, bigint) RETURNS bool LANGUAGE sql IMMUTABLE AS 'SELECT true';
      CREATE FUNCTION g(bigint, int) RETURNS bool LANGUAGE sql IMMUTABLE AS 'SELECT true';
      CREATE FUNCTION h(int, bigint) RETURNS bool LANGUAGE sql IMMUTABLE AS 'SELECT false';`,
    old: `CREATE OPERATOR <<< (LEFTARG = int, RIGHTARG = bigint, FUNCTION = f); CREATE VIEW v AS SELECT 1 OPERATOR("operator partners".<<<) 2::bigint AS x;`,
    new: `
      CREATE OPERATOR <<< (LEFTARG = int, RIGHTARG = bigint, FUNCTION = f, COMMUTATOR = >>>, NEGATOR = !<<<);
      CREATE OPERATOR >>> (LEFTARG = bigint, RIGHTARG = int, FUNCTION = g, COMMUTATOR = <<<);
      CREATE OPERATOR !<<< (LEFTARG = int, RIGHTARG = bigint, FUNCTION = h, NEGATOR = <<<);
      CREATE VIEW v AS SELECT 1 OPERATOR("operator partners".<<<) 2::bigint AS x;`,
    never: /DROP (VIEW|OPERATOR "operator partners"\.<<<)/,
  },
  {
    name: 'operator replaced',
    both: `
      CREATE FUNCTION f(int, int) RETURNS bool LANGUAGE sql IMMUTABLE AS 'SELECT true';
      CREATE FUNCTION g(int, int) RETURNS bool LANGUAGE sql IMMUTABLE AS 'SELECT false';`,
    old: `CREATE OPERATOR <<< (LEFTARG = int, RIGHTARG = int, FUNCTION = f, COMMUTATOR = >>>); CREATE OPERATOR >>> (LEFTARG = int, RIGHTARG = int, FUNCTION = g, COMMUTATOR = <<<);
      CREATE TABLE t (a int); CREATE VIEW v AS SELECT a OPERATOR("operator replaced".<<<) 2 AS x FROM t;`,
    new: `CREATE OPERATOR <<< (LEFTARG = int, RIGHTARG = int, FUNCTION = g, COMMUTATOR = >>>); CREATE OPERATOR >>> (LEFTARG = int, RIGHTARG = int, FUNCTION = g, COMMUTATOR = <<<);
      CREATE TABLE t (a int); CREATE VIEW v AS SELECT a OPERATOR("operator replaced".<<<) 2 AS x FROM t;`,
    never: /TABLE/,
  },
  {
    name: 'operator class',
    both: `
      CREATE TYPE c AS (a int);
      CREATE FUNCTION lt(c, c) RETURNS bool LANGUAGE sql IMMUTABLE AS 'SELECT $1.a < $2.a';
      CREATE FUNCTION le(c, c) RETURNS bool LANGUAGE sql IMMUTABLE AS 'SELECT $1.a <= $2.a';
      CREATE FUNCTION eq(c, c) RETURNS bool LANGUAGE sql IMMUTABLE AS 'SELECT $1.a = $2.a';
      CREATE FUNCTION ge(c, c) RETURNS bool LANGUAGE sql IMMUTABLE AS 'SELECT $1.a >= $2.a';
      CREATE FUNCTION gt(c, c) RETURNS bool LANGUAGE sql IMMUTABLE AS 'SELECT $1.a > $2.a';
      CREATE FUNCTION cmp(c, c) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT $1.a - $2.a';
      CREATE FUNCTION cmp2(c, c) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT $1.a - $2.a';
      CREATE FUNCTION eq_int(c, int) RETURNS bool LANGUAGE sql IMMUTABLE AS 'SELECT $1.a = $2';
      CREATE FUNCTION cmp_int(c, int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT $1.a - $2';
      CREATE OPERATOR <<< (LEFTARG = c, RIGHTARG = c, FUNCTION = lt); CREATE OPERATOR <<<= (LEFTARG = c, RIGHTARG = c, FUNCTION = le);
      CREATE OPERATOR === (LEFTARG = c, RIGHTARG = c, FUNCTION = eq); CREATE OPERATOR >>>= (LEFTARG = c, RIGHTARG = c, FUNCTION = ge);
      CREATE OPERATOR >>> (LEFTARG = c, RIGHTARG = c, FUNCTION = gt); CREATE OPERATOR === (LEFTARG = c, RIGHTARG = int, FUNCTION = eq_int);
      CREATE TABLE t (x c, k int);`,
    old: `
      CREATE OPERATOR CLASS changed FOR TYPE c USING btree AS OPERATOR 1 <<<, OPERATOR 2 <<<=, OPERATOR 3 ===, OPERATOR 4 >>>=, OPERATOR 5 >>>, FUNCTION 1 cmp(c, c);
      CREATE INDEX i ON t (x changed);`,
    new: `
      CREATE OPERATOR CLASS changed FOR TYPE c USING btree AS OPERATOR 1 <<<, OPERATOR 2 <<<=, OPERATOR 3 ===, OPERATOR 4 >>>=, OPERATOR 5 >>>, FUNCTION 1 cmp2(c, c);
      ALTER OPERATOR FAMILY changed USING btree ADD OPERATOR 3 === (c, int), FUNCTION 1 (c, int) cmp_int(c, int);
      CREATE INDEX i ON t (x changed);
      CREATE OPERATOR FAMILY lonely USING hash; COMMENT ON OPERATOR FAMILY lonely USING hash IS 'f'; ALTER OPERATOR FAMILY lonely USING hash OWNER TO reader;
      CREATE OPERATOR CLASS made DEFAULT FOR TYPE c USING gist FAMILY other AS OPERATOR 3 === (c, c), FUNCTION 1 consistent(internal, c, smallint, oid, internal), FUNCTION 2 unite(internal, internal),
        FUNCTION 5 penalty(internal, internal, internal), FUNCTION 6 picksplit(internal, internal), FUNCTION 7 same(c, c, internal), STORAGE c;
      COMMENT ON OPERATOR CLASS made USING gist IS 'm'; ALTER OPERATOR CLASS made USING gist OWNER TO reader;
      CREATE OPERATOR CLASS bare FOR TYPE int USING hash FAMILY lonely AS STORAGE int;`.replace(
      'CREATE OPERATOR CLASS made',
      `CREATE OPERATOR FAMILY other USING gist;
      CREATE FUNCTION consistent(internal, c, smallint, oid, internal) RETURNS bool LANGUAGE internal AS 'gist_box_consistent';
      CREATE FUNCTION unite(internal, internal) RETURNS c LANGUAGE internal AS 'gist_box_union';
      CREATE FUNCTION penalty(internal, internal, internal) RETURNS internal LANGUAGE internal AS 'gist_box_penalty';
      CREATE FUNCTION picksplit(internal, internal) RETURNS internal LANGUAGE internal AS 'gist_box_picksplit';
      CREATE FUNCTION same(c, c, internal) RETURNS internal LANGUAGE internal AS 'gist_box_same';
      CREATE OPERATOR CLASS made`,
    ),
    never: /DROP TABLE/,
  },
];
