import type { Pair } from './pair.ts';

export const replication: readonly Pair[] = [
  {
    name: 'publication made',
    both: `CREATE TABLE t (id int PRIMARY KEY, a int); CREATE TABLE u (id int PRIMARY KEY);`,
    new: `
      CREATE PUBLICATION pub_made FOR TABLE ONLY t, u WITH (publish = 'insert, update', publish_via_partition_root = true);
      CREATE PUBLICATION "Pub all" FOR ALL TABLES; CREATE PUBLICATION pub_empty;
      COMMENT ON PUBLICATION pub_made IS 'p'; ALTER PUBLICATION pub_made OWNER TO reader;`,
  },
  {
    name: 'publication parts',
    since: 15,
    both: `CREATE TABLE t (id int PRIMARY KEY, a int, b text); CREATE TABLE u (id int PRIMARY KEY); CREATE TABLE w (id int PRIMARY KEY, a int);
      CREATE SCHEMA published_schema; CREATE FUNCTION f(int) RETURNS bool LANGUAGE sql IMMUTABLE AS 'SELECT true';`,
    old: `CREATE PUBLICATION pub_parts FOR TABLE t (id, a), u, w WHERE (id > 3); CREATE PUBLICATION pub_schemas FOR TABLES IN SCHEMA published_schema;`,
    new: `CREATE PUBLICATION pub_parts FOR TABLE t (id, b), w WHERE (id > 4 AND a = 1) WITH (publish = 'insert');
      CREATE PUBLICATION pub_schemas FOR TABLES IN SCHEMA "publication parts";`,
    never: /(DROP|CREATE) PUBLICATION/,
  },
  {
    name: 'publication of what changes',
    old: `CREATE TABLE t (id int PRIMARY KEY, a int); CREATE PUBLICATION pub_moves FOR TABLE t;`,
    new: `CREATE TABLE t2 (id int PRIMARY KEY, a bigint); CREATE PUBLICATION pub_moves FOR TABLE t2;`,
  },
  {
    name: 'publication of columns that change',
    since: 15,
    old: `CREATE TABLE t (id int PRIMARY KEY, a int, b int); CREATE PUBLICATION pub_columns FOR TABLE t (id, a) WHERE (a > 1) WITH (publish = 'insert');`,
    new: `CREATE TABLE t (id int PRIMARY KEY, a bigint); CREATE PUBLICATION pub_columns FOR TABLE t (id, a) WHERE (a > 1) WITH (publish = 'insert');`,
    rows: `INSERT INTO t VALUES (1, 2, 3)`,
    select: `SELECT id, a::text FROM t`,
    never: /^(DROP|CREATE) TABLE|(ADD|DROP) COLUMN a/,
  },
  {
    name: 'publication of all',
    both: `CREATE TABLE t (id int PRIMARY KEY);`,
    old: `CREATE PUBLICATION pub_all; COMMENT ON PUBLICATION pub_all IS 'kept';`,
    new: `CREATE PUBLICATION pub_all FOR ALL TABLES; COMMENT ON PUBLICATION pub_all IS 'kept';`,
  },
  {
    name: 'publication of generated columns',
    since: 18,
    both: `CREATE TABLE t (id int PRIMARY KEY, g int GENERATED ALWAYS AS (id * 2) STORED);`,
    old: `CREATE PUBLICATION pub_generated FOR TABLE t;`,
    new: `CREATE PUBLICATION pub_generated FOR TABLE t WITH (publish_generated_columns = stored);`,
    never: /DROP/,
  },
  {
    name: 'subscription',
    old: `CREATE SUBSCRIPTION sub_changed CONNECTION 'host=one dbname=d password=secret' PUBLICATION a, b WITH (connect = false, slot_name = 'slot_old');`,
    new: `CREATE SUBSCRIPTION sub_changed CONNECTION 'host=two dbname=d' PUBLICATION a, c WITH (connect = false, slot_name = NONE, binary = true, synchronous_commit = 'on');
      CREATE SUBSCRIPTION "Sub made" CONNECTION 'host=''x y''' PUBLICATION "P p" WITH (connect = false, slot_name = NONE); COMMENT ON SUBSCRIPTION "Sub made" IS 's';`,
    never: /DROP SUBSCRIPTION sub_changed/,
  },
  {
    name: 'subscription options',
    since: 16,
    old: `CREATE SUBSCRIPTION sub_options CONNECTION 'host=x' PUBLICATION a WITH (connect = false, slot_name = NONE);`,
    new: `CREATE SUBSCRIPTION sub_options CONNECTION 'host=x' PUBLICATION a WITH (connect = false, slot_name = NONE, streaming = parallel, disable_on_error = true, origin = none, run_as_owner = true, password_required = false, two_phase = true);`,
  },
];
