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
    name: 'column of a parent becomes a childs own',
    both: `CREATE TABLE parent (b text); CREATE TABLE child (a int PRIMARY KEY) INHERITS (parent);`,
    old: `ALTER TABLE parent ADD c text;`,
    new: `ALTER TABLE child ADD c text;`,
    rows: `INSERT INTO child VALUES ('b', 1, '5')`,
    select: `SELECT b, a, c::text FROM child`,
  },
];
