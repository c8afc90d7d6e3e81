/** Who owns what, by address. Indexes, constraints and the like have their table's owner and none of their own. */
export const ownersSql: string = `
  SELECT class::oid, oid, 0 AS sub, NULL AS "column", json_build_object('role', quote_ident(pg_get_userbyid(owner))) AS facts
  FROM (
${[
  ['pg_class', 'relowner'],
  ['pg_namespace', 'nspowner'],
  ['pg_proc', 'proowner'],
  ['pg_type', 'typowner'],
  ['pg_collation', 'collowner'],
  ['pg_conversion', 'conowner'],
  ['pg_operator', 'oprowner'],
  ['pg_opclass', 'opcowner'],
  ['pg_opfamily', 'opfowner'],
  ['pg_language', 'lanowner'],
  ['pg_foreign_data_wrapper', 'fdwowner'],
  ['pg_foreign_server', 'srvowner'],
  ['pg_event_trigger', 'evtowner'],
  ['pg_publication', 'pubowner'],
  ['pg_subscription', 'subowner'],
  ['pg_statistic_ext', 'stxowner'],
  ['pg_ts_config', 'cfgowner'],
  ['pg_ts_dict', 'dictowner'],
]
  .map(
    ([catalog, owner]) =>
      `    SELECT '${catalog}'::regclass AS class, oid, ${owner} AS owner FROM ${catalog}`,
  )
  .join('\n    UNION ALL\n')}
  ) x
  WHERE pg_get_userbyid(owner) <> current_user AND (oid >= 16384 OR class = 'pg_namespace'::regclass)`;
