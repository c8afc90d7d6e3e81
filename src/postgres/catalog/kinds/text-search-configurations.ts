import { type CatalogKind, userSchema } from '../catalog-kind.ts';

/** Configurations with their mappings: which dictionaries a type of token is looked up in. */
export const textSearchConfigurations: CatalogKind = {
  kind: 'text search configuration',
  sql: () => `
    SELECT 'pg_ts_config'::regclass::oid AS class, c.oid, 0 AS sub,
      format('%I.%I', n.nspname, c.cfgname) AS identity,
      json_build_object(
        'name', format('%I.%I', n.nspname, c.cfgname),
        'parser', format('%I.%I', pn.nspname, p.prsname),
        'mappings', (
          SELECT json_object_agg(m.token, m.dictionaries ORDER BY m.token)
          FROM (
            SELECT quote_ident(t.alias) AS token,
              json_agg(format('%I.%I', dn.nspname, d.dictname) ORDER BY m.mapseqno) AS dictionaries
            FROM pg_ts_config_map m
            JOIN ts_token_type(c.cfgparser) t ON t.tokid = m.maptokentype
            JOIN pg_ts_dict d ON d.oid = m.mapdict
            JOIN pg_namespace dn ON dn.oid = d.dictnamespace
            WHERE m.mapcfg = c.oid
            GROUP BY t.alias) m)
      ) AS facts
    FROM pg_ts_config c
    JOIN pg_namespace n ON n.oid = c.cfgnamespace
    JOIN pg_ts_parser p ON p.oid = c.cfgparser
    JOIN pg_namespace pn ON pn.oid = p.prsnamespace
    WHERE ${userSchema('n')}
    ORDER BY n.nspname, c.cfgname`,
};
