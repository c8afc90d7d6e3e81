import type { Pair } from './pair.ts';

/** What random schemas have found. */
export const found: readonly Pair[] = [
  {
    name: 'type of a column that a key includes',
    old: `CREATE TABLE t (id int, b text, CONSTRAINT key PRIMARY KEY (id) INCLUDE (b));
      CREATE TABLE p (id int) PARTITION BY RANGE (id); ALTER TABLE p ADD FOREIGN KEY (id) REFERENCES t;`,
    new: `CREATE TABLE t (id int, b varchar(5), CONSTRAINT key PRIMARY KEY (id) INCLUDE (b));
      CREATE TABLE p (id int) PARTITION BY RANGE (id); ALTER TABLE p ADD FOREIGN KEY (id) REFERENCES t;`,
    rows: `INSERT INTO t VALUES (1, 'x')`,
    select: `SELECT * FROM t`,
    never: /^(DROP|CREATE) TABLE|(ADD|DROP) COLUMN/,
  },
  {
    name: 'own column becomes the computed one of a parent',
    both: `CREATE TABLE parent (b text); CREATE TABLE child (a int PRIMARY KEY) INHERITS (parent);`,
    old: `ALTER TABLE child ADD c text;`,
    new: `ALTER TABLE parent ADD c text GENERATED ALWAYS AS (lower(b)) STORED;`,
  },
  {
    name: 'own column becomes one of another type of a parent',
    both: `CREATE TABLE parent (b text); CREATE TABLE child (a int PRIMARY KEY) INHERITS (parent);`,
    old: `ALTER TABLE child ADD c text;`,
    new: `ALTER TABLE parent ADD c int;`,
    rows: `INSERT INTO child VALUES ('b', 1, '5')`,
    select: `SELECT b, a, c::text FROM child`,
  },
  {
    name: 'partition detached and looser',
    both: `CREATE TABLE p (id int NOT NULL, a int NOT NULL) PARTITION BY RANGE (id);`,
    old: `CREATE TABLE q PARTITION OF p FOR VALUES FROM (0) TO (5);`,
    new: `CREATE TABLE q (id int NOT NULL, a int);`,
    rows: `INSERT INTO q VALUES (1, 2)`,
    select: `SELECT * FROM q`,
    never: /^(DROP|CREATE) TABLE/,
  },
  {
    name: 'enum with fewer labels and a composite type of it that goes',
    both: `CREATE DOMAIN d AS int;`,
    old: `CREATE TYPE e AS ENUM ('one', 'two'); CREATE TYPE c AS (x d, y e); CREATE TABLE t (a int);`,
    new: `CREATE TYPE e AS ENUM ('one', 'three'); CREATE TABLE t (a int, b e);`,
  },
  {
    name: 'indexed column of partitions replaced',
    both: `CREATE TABLE p (id int, a int) PARTITION BY RANGE (id); CREATE TABLE q PARTITION OF p FOR VALUES FROM (0) TO (9);`,
    old: `ALTER TABLE p ADD b text; CREATE INDEX i ON p (b text_pattern_ops);`,
    new: `ALTER TABLE p ADD c text; CREATE INDEX i ON p (c text_pattern_ops);`,
  },
  {
    name: 'partition moved to a parent with a check',
    old: `CREATE TABLE p (id int, a int) PARTITION BY LIST (a); CREATE TABLE q PARTITION OF p FOR VALUES IN (1, 2);`,
    new: `CREATE TABLE r (id int, a int) PARTITION BY LIST (a); CREATE TABLE q PARTITION OF r FOR VALUES IN (1, 2);
      ALTER TABLE r ADD c text DEFAULT 'x'; ALTER TABLE r ADD CHECK (c <> 'y');`,
    rows: `INSERT INTO q VALUES (1, 2)`,
    select: `SELECT id, a FROM q`,
    never: /(CREATE|DROP) TABLE .*\.q/,
  },
  {
    name: 'document becomes a list',
    old: `CREATE TABLE t (d text[]);`,
    new: `CREATE TABLE t (d jsonb);`,
    never: /TABLE t (DROP|ADD)/,
  },
  {
    name: 'column of a parent becomes a childs own',
    both: `CREATE TABLE parent (b text); CREATE TABLE child (a int PRIMARY KEY) INHERITS (parent);`,
    old: `ALTER TABLE parent ADD c text;`,
    new: `ALTER TABLE child ADD c text;`,
    rows: `INSERT INTO child VALUES ('b', 1, '5')`,
    select: `SELECT b, a, c::text FROM child`,
  },
  {
    name: 'key keeps its name on another table',
    old: `CREATE TABLE t (id int, CONSTRAINT key PRIMARY KEY (id));`,
    new: `CREATE TABLE u (id int, CONSTRAINT key PRIMARY KEY (id));`,
  },
  {
    name: 'identity becomes a column of another type',
    old: `CREATE TABLE t (id int GENERATED ALWAYS AS IDENTITY);`,
    new: `CREATE TABLE t (id text);`,
    rows: `INSERT INTO t DEFAULT VALUES`,
    select: `SELECT id::text FROM t`,
    never: /(CREATE|DROP) TABLE|(ADD|DROP) COLUMN/,
  },
  {
    name: 'type of a column of a foreign table',
    both: `CREATE FOREIGN DATA WRAPPER fdw_found; CREATE SERVER server_found FOREIGN DATA WRAPPER fdw_found;`,
    old: `CREATE FOREIGN TABLE t (a int) SERVER server_found;`,
    new: `CREATE FOREIGN TABLE t (a bigint) SERVER server_found;`,
    never: /(CREATE|DROP) FOREIGN TABLE/,
  },
  {
    name: 'type of a column of rows in a view',
    old: `CREATE TABLE t (a int, b varchar(9)); CREATE MATERIALIZED VIEW m AS SELECT t AS whole FROM t;`,
    new: `CREATE TABLE t (a int, b text); CREATE MATERIALIZED VIEW m AS SELECT t AS whole FROM t;`,
    never: /TABLE .*\.t \(|(ADD|DROP) COLUMN/,
  },
  {
    name: 'partitions move and keep the names of what is not null',
    old: `CREATE TABLE p (id int NOT NULL, a int) PARTITION BY LIST (a); CREATE TABLE q PARTITION OF p FOR VALUES IN (1);`,
    new: `CREATE TABLE r (id int NOT NULL, a int) PARTITION BY LIST (a); CREATE TABLE q PARTITION OF r FOR VALUES IN (1);`,
  },
  {
    name: 'partitioned in another way and not null',
    old: `CREATE TABLE p (id int NOT NULL, a int) PARTITION BY LIST (a); CREATE TABLE q PARTITION OF p FOR VALUES IN (1);`,
    new: `CREATE TABLE p (id int NOT NULL, a int) PARTITION BY RANGE (id);`,
  },
  {
    name: 'range type made before default rights',
    old: `ALTER DEFAULT PRIVILEGES IN SCHEMA "range type made before default rights" GRANT ALL ON TYPES TO writer;`,
    new: `CREATE TYPE r AS RANGE (SUBTYPE = date); ALTER DEFAULT PRIVILEGES IN SCHEMA "range type made before default rights" GRANT ALL ON TYPES TO writer;`,
  },
  {
    name: 'type that cannot be stored as the old one was',
    old: `CREATE TABLE t (d text[], e text); ALTER TABLE t ALTER d SET STORAGE EXTERNAL, ALTER e SET COMPRESSION pglz;`,
    new: `CREATE TABLE t (d boolean, e int);`,
    never: /TABLE t (DROP|ADD)/,
  },
  {
    name: 'domain whose check needs a function',
    new: `CREATE FUNCTION f(int) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT $1 > 0'; CREATE DOMAIN d AS int CHECK (f(value));
      CREATE TYPE c AS (x d); CREATE TABLE t (a int, b c);`,
  },
  {
    name: 'key over another column of a table that changes itself',
    old: `CREATE UNLOGGED TABLE t (id int, c int); ALTER TABLE t ADD CONSTRAINT key UNIQUE (c);
      CREATE TABLE u (id int); CREATE RULE r AS ON UPDATE TO t DO ALSO DELETE FROM u WHERE u.id = old.id;`,
    new: `CREATE TABLE t (id bigint, d int); ALTER TABLE t ADD CONSTRAINT key UNIQUE (d);
      CREATE TABLE u (id int); CREATE RULE r AS ON UPDATE TO t DO ALSO DELETE FROM u WHERE u.id = old.id;`,
  },
  {
    name: 'indexed column in the body of a function replaced',
    old: `CREATE TABLE t (id int, a int); CREATE INDEX i ON t (id, (id + a));
      CREATE FUNCTION g() RETURNS bigint LANGUAGE sql BEGIN ATOMIC SELECT count(a) FROM t; END;`,
    new: `CREATE TABLE t (id int, b int); CREATE INDEX i ON t (id, (id + b));
      CREATE FUNCTION g() RETURNS bigint LANGUAGE sql BEGIN ATOMIC SELECT count(b) FROM t; END;`,
  },
  {
    name: 'index keeps its name on another table under a view',
    old: `CREATE TABLE t (id int, a int); CREATE INDEX i ON t (a) WHERE id > 0; CREATE VIEW v AS SELECT id, a FROM t;`,
    new: `CREATE TABLE u (id int, a int); CREATE INDEX i ON u (a) WHERE id > 0; CREATE VIEW v AS SELECT id, a FROM u;`,
    never: /DROP VIEW/,
  },
  {
    name: 'serial takes another sequence',
    both: `CREATE SEQUENCE s; CREATE TABLE t (a int);`,
    old: `ALTER TABLE t ADD e bigserial;`,
    new: `ALTER TABLE t ADD e bigint DEFAULT nextval('s');`,
    never: /TABLE t (ADD|DROP) COLUMN/,
  },
  {
    name: 'serial becomes an identity',
    both: `CREATE TABLE t (a int);`,
    old: `ALTER TABLE t ADD e bigserial;`,
    new: `ALTER TABLE t ADD e bigint GENERATED ALWAYS AS IDENTITY;`,
    never: /TABLE t (ADD|DROP) COLUMN/,
  },
  {
    name: 'primary key becomes a mere one',
    old: `CREATE TABLE t (a int, CONSTRAINT key PRIMARY KEY (a));`,
    new: `CREATE TABLE t (a int, CONSTRAINT key UNIQUE (a));`,
  },
  {
    name: 'enum in what is computed loses a label',
    old: `CREATE TYPE e AS ENUM ('one', 'two', 'three'); CREATE TABLE t (a int, b e, c text GENERATED ALWAYS AS (CASE WHEN a > 1 AND b = 'one' THEN 'x' END) STORED);`,
    new: `CREATE TYPE e AS ENUM ('one', 'two'); CREATE TABLE t (a int, b e, c text GENERATED ALWAYS AS (CASE WHEN a > 1 AND b = 'one' THEN 'x' END) STORED);`,
    rows: `INSERT INTO t VALUES (2, 'one')`,
    select: `SELECT a, b::text, c FROM t`,
  },
  {
    name: 'partitioned table with a foreign key goes',
    both: `CREATE TABLE t (id int PRIMARY KEY);`,
    old: `CREATE TABLE p (id int, a int) PARTITION BY RANGE (id); CREATE TABLE q PARTITION OF p DEFAULT; ALTER TABLE p ADD FOREIGN KEY (a) REFERENCES t;`,
  },
  {
    name: 'table gets a parent and leaves a column to it',
    old: `CREATE TABLE p (id int, a bigint); CREATE TABLE t (id int PRIMARY KEY, a int, b text);`,
    new: `CREATE TABLE p (id int, a bigint); CREATE TABLE t (id int PRIMARY KEY, b text) INHERITS (p);`,
    rows: `INSERT INTO t VALUES (1, 2, 'x')`,
    select: `SELECT id, a::text, b FROM t`,
    never: /TABLE \S+\.[pt] \(/,
  },
  {
    name: 'table gets a parent and with it a column',
    old: `CREATE TABLE p (id int, "A a" bigint); CREATE TABLE "T" (id int, b text);`,
    new: `CREATE TABLE p (id int, "A a" bigint); CREATE TABLE "T" (id int, b text) INHERITS (p);`,
    rows: `INSERT INTO "T" VALUES (1, 'x')`,
    select: `SELECT id, b FROM "T"`,
    never: /TABLE \S+\.(p|"T") \(/,
  },
  {
    name: 'partition becomes partitioned where its parent goes',
    old: `CREATE TABLE p (id int, a int) PARTITION BY LIST (a); CREATE TABLE q PARTITION OF p FOR VALUES IN (1);`,
    new: `CREATE TABLE q (id int, a int) PARTITION BY RANGE (id);`,
  },
  {
    name: 'primary key of a parent and of a partition',
    both: `CREATE TABLE p (id int NOT NULL, b text) PARTITION BY RANGE (id);`,
    old: `CREATE TABLE q PARTITION OF p DEFAULT PARTITION BY RANGE (id); ALTER TABLE q ADD CONSTRAINT q_key PRIMARY KEY (id) INCLUDE (b);`,
    new: `CREATE TABLE q PARTITION OF p DEFAULT PARTITION BY RANGE (id); CREATE TABLE r PARTITION OF q DEFAULT; ALTER TABLE p ADD CONSTRAINT p_key PRIMARY KEY (id);`,
  },
  {
    name: 'check of a domain and a new list of that',
    both: `CREATE TABLE t (a int);`,
    old: `CREATE DOMAIN d AS int CONSTRAINT positive CHECK (value > -1);`,
    new: `CREATE DOMAIN d AS int CONSTRAINT positive CHECK (value > 0); ALTER TABLE t ADD b d[] DEFAULT '{1}';`,
  },
  {
    name: 'other type and check of a domain in a list',
    old: `CREATE DOMAIN d AS int CONSTRAINT positive CHECK (value > 0); CREATE TABLE t (a d[]);`,
    new: `CREATE DOMAIN d AS bigint CONSTRAINT positive CHECK (value > -1); CREATE TABLE t (a d[]);`,
    rows: `INSERT INTO t VALUES ('{1,2}')`,
    select: `SELECT a::text FROM t`,
    never: /TABLE \S+\.t (DROP|ADD)/,
  },
  {
    name: 'column with values in a table whose rows a view stores',
    old: `CREATE TABLE t (id int); CREATE MATERIALIZED VIEW m AS SELECT t AS whole FROM t;`,
    new: `CREATE TABLE t (id int, a int DEFAULT 5); CREATE MATERIALIZED VIEW m AS SELECT t AS whole FROM t;`,
  },
  {
    name: 'column without values in a table whose rows a view stores',
    old: `CREATE TABLE t (id int); CREATE MATERIALIZED VIEW m AS SELECT t AS whole FROM t;`,
    new: `CREATE TABLE t (id int, a int); CREATE MATERIALIZED VIEW m AS SELECT t AS whole FROM t;`,
    never: /MATERIALIZED/,
  },
  {
    name: 'child is not null with its parent',
    old: `CREATE TABLE p (id int); CREATE TABLE t (id int, a int) INHERITS (p);`,
    new: `CREATE TABLE p (id int NOT NULL); CREATE TABLE t (id int, a int) INHERITS (p);`,
    never: /NO INHERIT/,
  },
  {
    name: 'not null for the key of a partition only',
    old: `CREATE TABLE p (id int, a int NOT NULL) PARTITION BY RANGE (id); CREATE TABLE q PARTITION OF p DEFAULT; ALTER TABLE q ADD CONSTRAINT q_key PRIMARY KEY (a);`,
    new: `CREATE TABLE p (id int, a int) PARTITION BY RANGE (id);
      CREATE TABLE q PARTITION OF p (a CONSTRAINT p_a_not_null NOT NULL) DEFAULT; ALTER TABLE q ADD CONSTRAINT q_key PRIMARY KEY (a);`,
    rows: `INSERT INTO p VALUES (1, 2)`,
    select: `SELECT * FROM p`,
    never: /q_key/,
  },
  {
    name: 'partition that refers to its parent moves',
    both: `CREATE TABLE p (id int PRIMARY KEY, a int) PARTITION BY RANGE (id);`,
    old: `CREATE TABLE q PARTITION OF p FOR VALUES FROM (0) TO (10); ALTER TABLE q ADD FOREIGN KEY (a) REFERENCES p;`,
    new: `CREATE TABLE q PARTITION OF p FOR VALUES FROM (0) TO (5); ALTER TABLE q ADD FOREIGN KEY (a) REFERENCES p;`,
  },
  {
    name: 'type goes with a column of a table that is copied',
    old: `CREATE TYPE e AS ENUM ('one'); CREATE SEQUENCE s; CREATE TABLE t (id int DEFAULT nextval('s'), a e);`,
    new: `CREATE TABLE t (id int) PARTITION BY RANGE (id); CREATE TABLE u PARTITION OF t DEFAULT;`,
    rows: `INSERT INTO t VALUES (1, 'one')`,
    select: `SELECT id FROM t`,
  },
  {
    name: 'partitions of partitions no longer',
    old: `CREATE TABLE p (id int, a int) PARTITION BY LIST (a); CREATE TABLE q PARTITION OF p FOR VALUES IN (1) PARTITION BY RANGE (id);
      CREATE TABLE r PARTITION OF q DEFAULT;`,
    new: `CREATE TABLE p (id int, a int);`,
    rows: `INSERT INTO p VALUES (2, 1)`,
    select: `SELECT * FROM p`,
  },
  {
    name: 'statistics over columns in another order',
    old: `CREATE TABLE t (a int, b int); CREATE STATISTICS s ON a, b, (a + b) FROM t;`,
    new: `CREATE TABLE t (b int, c int, a int); CREATE STATISTICS s ON a, b, (a + b) FROM t;`,
    never: /STATISTICS/,
  },
  {
    name: 'column of partitions is computed no longer',
    both: `CREATE TABLE p (id int, a int) PARTITION BY RANGE (id);`,
    old: `CREATE TABLE q PARTITION OF p DEFAULT; ALTER TABLE p ADD b int GENERATED ALWAYS AS (a + 1) STORED;`,
    new: `CREATE TABLE q PARTITION OF p DEFAULT; ALTER TABLE p ADD b int;`,
  },
  {
    name: 'column of a parent becomes a childs own and loses its type',
    both: `CREATE TABLE parent (b text); CREATE TABLE child (a int PRIMARY KEY) INHERITS (parent);`,
    old: `CREATE DOMAIN d AS text; ALTER TABLE parent ADD c d;`,
    new: `ALTER TABLE child ADD c int;`,
    rows: `INSERT INTO child VALUES ('b', 1, '5')`,
    select: `SELECT b, a, c::text FROM child`,
  },
  {
    name: 'index of a partition that has partitions',
    both: `CREATE TABLE p (id int, a int) PARTITION BY RANGE (id); CREATE INDEX i ON p (a);`,
    new: `CREATE TABLE q PARTITION OF p DEFAULT PARTITION BY RANGE (id); CREATE TABLE r PARTITION OF q DEFAULT;`,
  },
  {
    name: 'partition with a share of a key becomes partitioned',
    both: `CREATE TABLE p (id int, a int) PARTITION BY LIST (a);`,
    old: `CREATE TABLE q PARTITION OF p FOR VALUES IN (0); ALTER TABLE p ADD CONSTRAINT p_key UNIQUE (a);`,
    new: `CREATE TABLE q PARTITION OF p FOR VALUES IN (0, 1) PARTITION BY RANGE (id);`,
  },
  {
    name: 'primary key of a parent becomes one of a partition',
    both: `CREATE TABLE p (id int, a int) PARTITION BY LIST (a); CREATE TABLE q PARTITION OF p (a CONSTRAINT p_a_not_null NOT NULL) FOR VALUES IN (1);`,
    old: `ALTER TABLE p ADD CONSTRAINT p_key PRIMARY KEY (a);`,
    new: `ALTER TABLE q ADD CONSTRAINT q_key PRIMARY KEY (a);`,
  },
  {
    name: 'partitions of tables that refer to each other',
    old: `CREATE TABLE p (a text, b text) PARTITION BY LIST (a); CREATE UNIQUE INDEX p_key ON p (a, b);
      CREATE TABLE q (a text, b text) PARTITION BY LIST (a); CREATE UNIQUE INDEX q_key ON q (a, b);
      ALTER TABLE p ADD CONSTRAINT p_q FOREIGN KEY (a, b) REFERENCES q (a, b);
      ALTER TABLE q ADD CONSTRAINT q_p FOREIGN KEY (a, b) REFERENCES p (a, b);`,
    new: `CREATE TABLE p (a text, b text) PARTITION BY LIST (a); CREATE TABLE p1 PARTITION OF p FOR VALUES IN ('1');
      CREATE UNIQUE INDEX p_key ON p (a, b);
      CREATE TABLE q (a text, b text) PARTITION BY LIST (a); CREATE TABLE q1 PARTITION OF q FOR VALUES IN ('1');
      CREATE UNIQUE INDEX q_key ON q (a, b);
      ALTER TABLE p ADD CONSTRAINT p_q FOREIGN KEY (a, b) REFERENCES q (a, b);
      ALTER TABLE q ADD CONSTRAINT q_p FOREIGN KEY (a, b) REFERENCES p (a, b);`,
  },
];
