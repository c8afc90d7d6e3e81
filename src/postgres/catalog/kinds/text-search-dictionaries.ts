import { type CatalogKind, userSchema } from '../catalog-kind.ts';

export const textSearchDictionaries: CatalogKind = {
  kind: 'text search dictionary',
  sql: () => `
    SELECT 'pg_ts_dict'::regclass::oid AS class, d.oid, 0 AS sub,
      format('%I.%I', n.nspname, d.dictname) AS identity,
      json_build_object(
        'name', format('%I.%I', n.nspname, d.dictname),
        'template', format('%I.%I', tn.nspname, t.tmplname),
        -- As they are written in a statement: a = 'b', c = 'd'.
        'options', d.dictinitoption
      ) AS facts
    FROM pg_ts_dict d
    JOIN pg_namespace n ON n.oid = d.dictnamespace
    JOIN pg_ts_template t ON t.oid = d.dicttemplate
    JOIN pg_namespace tn ON tn.oid = t.tmplnamespace
    WHERE ${userSchema('n')}
    ORDER BY n.nspname, d.dictname`,
};
