import type { Pair } from './pair.ts';

export const statistics: readonly Pair[] = [
  {
    name: 'statistics',
    old: `
      CREATE TABLE t (a int, b int, c text); CREATE STATISTICS same (ndistinct) ON a, b FROM t; COMMENT ON STATISTICS same IS 's';
      CREATE STATISTICS other ON a, b FROM t; CREATE STATISTICS goes ON b, c FROM t;`,
    new: `
      CREATE TABLE t (a int, b bigint, c text); CREATE STATISTICS same (ndistinct) ON a, b FROM t; COMMENT ON STATISTICS same IS 's'; ALTER STATISTICS same SET STATISTICS 0;
      CREATE STATISTICS other (mcv, dependencies) ON a, b, (lower(c)) FROM t;
      CREATE STATISTICS "Expr s" ON (a + 1) FROM t; ALTER STATISTICS "Expr s" OWNER TO reader; ALTER STATISTICS "Expr s" SET STATISTICS 100;`,
    never: /DROP STATISTICS statistics\.same|(DROP|CREATE) TABLE/,
  },
];
