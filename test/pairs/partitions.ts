import type { Pair } from './pair.ts';

export const partitions: readonly Pair[] = [
  {
    name: 'partitions made',
    new: `
      CREATE TABLE p (id int, at date NOT NULL, region text, PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
      CREATE TABLE p1 PARTITION OF p FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
      CREATE TABLE p2 PARTITION OF p FOR VALUES FROM ('2021-01-01') TO (MAXVALUE) PARTITION BY HASH (id);
      CREATE TABLE p2a PARTITION OF p2 FOR VALUES WITH (MODULUS 3, REMAINDER 1) WITH (fillfactor = 70); CREATE TABLE l (a text, b int) PARTITION BY LIST (lower(a)); CREATE TABLE l1 PARTITION OF l FOR VALUES IN ('a', NULL); CREATE TABLE ld PARTITION OF l DEFAULT;
      CREATE INDEX pi ON p (region); CREATE INDEX own ON p1 (id); CREATE TABLE h (a int) PARTITION BY HASH (a); CREATE TABLE h0 PARTITION OF h FOR VALUES WITH (MODULUS 2, REMAINDER 0);
      CREATE TABLE refers (id int, at date, FOREIGN KEY (id, at) REFERENCES p); COMMENT ON TABLE p1 IS 'p1'; ALTER TABLE p1 ALTER region SET DEFAULT 'x'; GRANT SELECT ON p2a TO reader;`,
  },
  {
    name: 'partitions changed',
    old: `
      CREATE TABLE p (id int, at date NOT NULL, x int) PARTITION BY RANGE (at); CREATE TABLE p1 PARTITION OF p FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
      CREATE TABLE p2 PARTITION OF p FOR VALUES FROM ('2021-01-01') TO ('2022-01-01'); CREATE TABLE loose (id int, at date NOT NULL, x int); CREATE INDEX pi ON p (id);`,
    new: `
      CREATE TABLE p (id bigint, at date NOT NULL, x int DEFAULT 3, y text) PARTITION BY RANGE (at); CREATE TABLE p1 PARTITION OF p FOR VALUES FROM ('2019-01-01') TO ('2021-01-01');
      CREATE TABLE p2 (id int, at date NOT NULL, x int); CREATE TABLE loose PARTITION OF p FOR VALUES FROM ('2022-01-01') TO ('2023-01-01'); CREATE INDEX pi ON p (id, at); CREATE UNIQUE INDEX pu ON p (at, id);
      ALTER TABLE p ADD CHECK (id > 0);`,
    rows: `INSERT INTO p VALUES (1, '2020-05-05', 2)`,
    select: `SELECT id::text, at, x FROM p1`,
    never: /^(DROP|CREATE) TABLE/,
  },
  {
    name: 'partition key over other columns',
    old: `CREATE TABLE p (a int, b int) PARTITION BY LIST (a); CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1); CREATE INDEX ON p (b);`,
    new: `CREATE TABLE p (a int, b int) PARTITION BY LIST (b); CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1); CREATE INDEX ON p (b);`,
  },
  {
    name: 'partitions in circles',
    new: `
      CREATE TABLE p (a int PRIMARY KEY, up int REFERENCES p) PARTITION BY RANGE (a); CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) TO (9); CREATE TABLE p2 PARTITION OF p FOR VALUES FROM (9) TO (99) PARTITION BY RANGE (a);
      CREATE TABLE p2a PARTITION OF p2 DEFAULT; CREATE TABLE q (a int PRIMARY KEY, p int REFERENCES p) PARTITION BY LIST (a); CREATE TABLE q1 PARTITION OF q FOR VALUES IN (1); ALTER TABLE p ADD FOREIGN KEY (a) REFERENCES q;`,
  },
  {
    name: 'partitioned constraints',
    old: `CREATE TABLE o (id int PRIMARY KEY); CREATE TABLE p (a int, b int) PARTITION BY LIST (a); CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1);`,
    new: `CREATE TABLE o (id int PRIMARY KEY); CREATE TABLE p (a int NOT NULL, b int REFERENCES o, PRIMARY KEY (a), CHECK (b > 0)) PARTITION BY LIST (a); CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1);
      CREATE FUNCTION tf() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'; CREATE TRIGGER tg BEFORE INSERT ON p FOR EACH ROW EXECUTE FUNCTION tf(); ALTER TABLE p1 DISABLE TRIGGER tg;`,
    rows: `INSERT INTO p VALUES (1, NULL)`,
    select: `SELECT * FROM p`,
    never: /^(DROP|CREATE) TABLE/,
  },
];
