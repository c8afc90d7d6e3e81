import { type CatalogKind, userSchema } from '../catalog-kind.ts';

/** Extended statistics. */
export const statistics: CatalogKind = {
  kind: 'statistics',
  sql: () => `
    SELECT 'pg_statistic_ext'::regclass::oid AS class, s.oid, 0 AS sub,
      format('%I.%I', n.nspname, s.stxname) AS identity,
      json_build_object(
        'name', format('%I.%I', n.nspname, s.stxname),
        -- The server names columns in the order of their table, which is nobody's choice.
        'definition', replace(pg_get_statisticsobjdef(s.oid),
          format(' ON %s FROM ', pg_get_statisticsobjdef_columns(s.oid)),
          format(' ON %s FROM ', array_to_string(
            ARRAY(SELECT quote_ident(a.attname) FROM pg_attribute a
              WHERE a.attrelid = s.stxrelid AND a.attnum = ANY (s.stxkeys) ORDER BY a.attname)
            || pg_get_statisticsobjdef_expressions(s.oid), ', '))),
        -- Unset is -1 up to version 16 and NULL since.
        'target', nullif(s.stxstattarget, -1)
      ) AS facts,
      json_build_array(format('table %I.%I', cn.nspname, c.relname), format('materialized view %I.%I', cn.nspname, c.relname)) AS parts
    FROM pg_statistic_ext s
    JOIN pg_namespace n ON n.oid = s.stxnamespace
    JOIN pg_class c ON c.oid = s.stxrelid
    JOIN pg_namespace cn ON cn.oid = c.relnamespace
    WHERE ${userSchema('n')}
    ORDER BY n.nspname, s.stxname`,
};
