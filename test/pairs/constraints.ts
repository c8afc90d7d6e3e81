import type { Pair } from './pair.ts';

export const constraints: readonly Pair[] = [
  {
    name: 'constraints made',
    new: `
      CREATE TABLE a (id int PRIMARY KEY, x int, y int, r int4range, UNIQUE (x, y) INCLUDE (id), EXCLUDE USING gist (r WITH &&) WHERE (x > 0) DEFERRABLE INITIALLY DEFERRED);
      CREATE TABLE b (id int, a int CONSTRAINT "To a" REFERENCES a ON DELETE CASCADE ON UPDATE SET NULL DEFERRABLE, x int, y int, CHECK (id > 0) NO INHERIT,
        FOREIGN KEY (x, y) REFERENCES a (x, y) MATCH FULL, UNIQUE (id) DEFERRABLE, PRIMARY KEY (id) WITH (fillfactor = 80));
      ALTER TABLE b ADD CONSTRAINT later CHECK (x < 100) NOT VALID, ADD CONSTRAINT later_too FOREIGN KEY (x) REFERENCES a (id) NOT VALID;
      COMMENT ON CONSTRAINT "To a" ON b IS 'fk';`,
  },
  {
    name: 'constraints changed',
    both: `CREATE TABLE other (id int PRIMARY KEY, u int UNIQUE);`,
    old: `CREATE TABLE t (id int PRIMARY KEY, a int, b int, CONSTRAINT k CHECK (a > 0), CONSTRAINT f FOREIGN KEY (a) REFERENCES other, CONSTRAINT u UNIQUE (a), CONSTRAINT d FOREIGN KEY (b) REFERENCES other);
      ALTER TABLE t ADD CONSTRAINT nv CHECK (b > 0) NOT VALID; COMMENT ON CONSTRAINT k ON t IS 'k';`,
    new: `CREATE TABLE t (id int, a int, b int, PRIMARY KEY (id, b), CONSTRAINT k CHECK (a > 1), CONSTRAINT f FOREIGN KEY (a) REFERENCES other ON DELETE CASCADE, CONSTRAINT u UNIQUE (a, b), CONSTRAINT d FOREIGN KEY (b) REFERENCES other DEFERRABLE INITIALLY DEFERRED, CONSTRAINT nv CHECK (b > 0));
      COMMENT ON CONSTRAINT k ON t IS 'k';`,
    rows: `INSERT INTO other VALUES (5, 5); INSERT INTO t VALUES (1, 5, 5)`,
    select: `SELECT * FROM t`,
    says: /VALIDATE CONSTRAINT/,
    never: /^(DROP|CREATE) TABLE|COLUMN [a-z]+ (ADD|TYPE)/,
  },
  {
    name: 'key that others refer to',
    old: `CREATE TABLE p (id int PRIMARY KEY, other int NOT NULL UNIQUE); CREATE TABLE c (p int REFERENCES p, o int REFERENCES p (other));`,
    new: `CREATE TABLE p (id bigint, other int NOT NULL UNIQUE, CONSTRAINT renamed PRIMARY KEY (id)); CREATE TABLE c (p bigint REFERENCES p, o int REFERENCES p (other));`,
    rows: `INSERT INTO p VALUES (1, 2); INSERT INTO c VALUES (1, 2)`,
    select: `SELECT p::text, o FROM c`,
    never: /^(DROP|CREATE) TABLE|(ADD|DROP) COLUMN/,
  },
  {
    name: 'nulls not distinct',
    since: 15,
    old: `CREATE TABLE t (a int UNIQUE, b int, CONSTRAINT f FOREIGN KEY (a) REFERENCES t (a));`,
    new: `CREATE TABLE t (a int UNIQUE NULLS NOT DISTINCT, b int, CONSTRAINT f FOREIGN KEY (a) REFERENCES t (a) ON DELETE SET NULL (a));`,
  },
  {
    name: 'not enforced',
    since: 18,
    both: `CREATE TABLE o (id int PRIMARY KEY);`,
    old: `CREATE TABLE t (a int, CONSTRAINT c CHECK (a > 0) NOT ENFORCED, CONSTRAINT f FOREIGN KEY (a) REFERENCES o);`,
    new: `CREATE TABLE t (a int, CONSTRAINT c CHECK (a > 0), CONSTRAINT f FOREIGN KEY (a) REFERENCES o NOT ENFORCED, CONSTRAINT d CHECK (a < 9) NOT ENFORCED);`,
  },
  {
    name: 'temporal',
    since: 18,
    old: `CREATE TABLE p (id int4range, valid daterange); CREATE TABLE c (id int4range, valid daterange);`,
    new: `CREATE TABLE p (id int4range, valid daterange, PRIMARY KEY (id, valid WITHOUT OVERLAPS)); CREATE TABLE c (id int4range, valid daterange, FOREIGN KEY (id, PERIOD valid) REFERENCES p (id, PERIOD valid));`,
  },
  {
    name: 'indexes made',
    new: `
      CREATE TABLE t (a int, b text, c int[], d jsonb, e int);
      CREATE INDEX plain ON t (a DESC NULLS LAST, b text_pattern_ops) INCLUDE (e) WITH (fillfactor = 60) WHERE a > 0;
      CREATE UNIQUE INDEX "Uni q" ON t (lower(b), (a + 1)); CREATE INDEX h ON t USING hash (a); CREATE INDEX g ON t USING gin (c, d jsonb_path_ops); CREATE INDEX br ON t USING brin (a) WITH (pages_per_range = 4);
      CREATE INDEX coll ON t (b COLLATE "C"); COMMENT ON INDEX plain IS 'i'; ALTER INDEX "Uni q" ALTER COLUMN 2 SET STATISTICS 50; ALTER TABLE t CLUSTER ON coll;`,
  },
  {
    name: 'indexes changed',
    both: `CREATE TABLE t (a int, b text, c int);`,
    old: `CREATE INDEX i ON t (a); CREATE UNIQUE INDEX u ON t (b); CREATE INDEX goes ON t (c); CREATE INDEX o ON t (c) WITH (fillfactor = 50); COMMENT ON INDEX i IS 'i';`,
    new: `CREATE INDEX i ON t (a, c); CREATE UNIQUE INDEX u ON t (lower(b)); CREATE INDEX comes ON t (b); CREATE INDEX o ON t (c) WITH (fillfactor = 60); COMMENT ON INDEX i IS 'i';`,
    says: /CREATE INDEX CONCURRENTLY/,
  },
  {
    name: 'index nulls not distinct',
    since: 15,
    both: `CREATE TABLE t (a int, b text);`,
    old: `CREATE UNIQUE INDEX u ON t (a);`,
    new: `CREATE UNIQUE INDEX u ON t (a) NULLS NOT DISTINCT;`,
  },
];
