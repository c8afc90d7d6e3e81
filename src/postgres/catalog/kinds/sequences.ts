import { type CatalogKind, userSchema } from '../catalog-kind.ts';

/** Sequences, without those inside of identity columns. */
export const sequences: CatalogKind = {
  kind: 'sequence',
  sql: () => `
    SELECT 'pg_class'::regclass::oid AS class, c.oid, 0 AS sub,
      format('%I.%I', n.nspname, c.relname) AS identity,
      json_build_object(
        'schema', quote_ident(n.nspname),
        'name', quote_ident(c.relname),
        'persistence', c.relpersistence,
        'type', format_type(s.seqtypid, NULL),
        'start', s.seqstart::text, 'increment', s.seqincrement::text, 'min', s.seqmin::text, 'max', s.seqmax::text,
        'cache', s.seqcache::text, 'cycle', s.seqcycle
      ) AS facts
    FROM pg_sequence s
    JOIN pg_class c ON c.oid = s.seqrelid
    JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE ${userSchema('n')}
      AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'i')
    ORDER BY n.nspname, c.relname`,
};
