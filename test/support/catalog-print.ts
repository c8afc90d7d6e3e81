import type { Session } from '../../src/postgres/session.ts';

/**
 * All that the system catalogs say of what users made, as lines that are the same in two databases with the same schema:
 * every column of every row, with names in the place of numbers. It shares nothing with the code that reads catalogs, and
 * notices what that forgets.
 */
export async function printCatalogs(session: Session): Promise<readonly string[]> {
  const columns = await session.query<Column>(columnsSql);
  const references = await session.query<Reference>(referencesSql);
  const lines: string[] = [];
  for (const catalog of catalogs) {
    const own = columns.filter((column) => column.catalog === catalog && isStable(column));
    const fields = own.map((column) => `'${column.name}', ${expression(column, references)}`);
    const rows = await session.query<{ line: string }>(
      `SELECT json_build_object(${fields.join(', ')})::text AS line FROM ${catalog} x WHERE ${filters[catalog] ?? `x.oid >= 16384`}`,
    );
    lines.push(...rows.map(({ line }) => `${catalog} ${line}`));
  }
  return lines.toSorted();
}

interface Column {
  readonly catalog: string;
  readonly name: string;
  readonly type: string;
}

/** `relation`: the column that says which relation an array of columns is of. */
interface Reference extends Column {
  readonly to: string;
  readonly isArray: boolean;
  readonly relation: string | null;
}

const columnsSql = `
  SELECT c.relname::text AS catalog, a.attname::text AS name, format_type(a.atttypid, NULL) AS type
  FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
  WHERE c.relnamespace = 'pg_catalog'::regnamespace AND a.attnum > 0
  ORDER BY c.relname, a.attnum`;

const referencesSql = `
  SELECT fktable::text AS catalog, fkcols[cardinality(fkcols)] AS name, '' AS type, pktable::text AS "to", is_array AS "isArray",
    CASE WHEN cardinality(fkcols) = 2 THEN fkcols[1] END AS relation
  FROM pg_get_catalog_foreign_keys()`;

/** A condition where the rows have no number of their own, or where some of them belong to others. */
const filters: Readonly<Record<string, string>> = {
  pg_attribute: `x.attrelid >= 16384 AND x.attnum > 0 AND NOT x.attisdropped AND x.attrelid IN (SELECT oid FROM pg_class WHERE relnamespace <> 99)`,
  pg_class: `x.oid >= 16384 AND x.relnamespace <> 99`,
  pg_type: `x.oid >= 16384 AND x.typnamespace <> 99`,
  pg_index: `x.indexrelid >= 16384 AND x.indrelid IN (SELECT oid FROM pg_class WHERE relnamespace <> 99)`,
  // What partitions have of a foreign key is named by chance.
  pg_constraint: `x.oid >= 16384 AND NOT (x.contype = 'f' AND x.conparentid <> 0)`,
  // Those of foreign keys have numbers in their names.
  pg_trigger: `x.oid >= 16384 AND NOT x.tgisinternal`,
  pg_inherits: 'true',
  pg_partitioned_table: 'true',
  pg_foreign_table: 'true',
  pg_range: 'x.rngtypid >= 16384',
  pg_aggregate: 'x.aggfnoid::oid >= 16384',
  pg_sequence: 'true',
  pg_ts_config_map: 'x.mapcfg >= 16384',
  // The server leaves those of subscriptions behind.
  pg_description: `x.objoid >= 16384 AND x.classoid <> 'pg_subscription'::regclass`,
  // Created by the server for others to be created later.
  pg_operator: 'x.oid >= 16384 AND x.oprcode <> 0',
};

const catalogs: readonly string[] = [
  ...Object.keys(filters),
  'pg_namespace',
  'pg_proc',
  'pg_attrdef',
  'pg_rewrite',
  'pg_policy',
  'pg_enum',
  'pg_statistic_ext',
  'pg_cast',
  'pg_conversion',
  'pg_collation',
  'pg_language',
  'pg_transform',
  'pg_am',
  'pg_amop',
  'pg_amproc',
  'pg_opclass',
  'pg_opfamily',
  'pg_ts_parser',
  'pg_ts_template',
  'pg_ts_dict',
  'pg_ts_config',
  'pg_foreign_data_wrapper',
  'pg_foreign_server',
  'pg_user_mapping',
  'pg_event_trigger',
  'pg_publication',
  'pg_publication_rel',
  'pg_default_acl',
  'pg_extension',
];

/**
 * Numbers, places in files and counters; hints that stay set; who granted what, which has facts of its own; and whether a
 * constraint was there before its table became a partition, which makes no difference.
 */
const unstable: readonly RegExp[] = [
  /^con(islocal|inhcount|noinherit)$/,
  /^(oid|objoid|classoid|attnum|attcacheoff|attmissingval|atthasmissing|ctid|enumsortorder)$/,
  /^rel(filenode|pages|tuples|allvisible|allfrozen|frozenxid|minmxid|hasindex|hasrules|hastriggers|hassubclass|natts|toastrelid|ispopulated)$/,
  /^(indcheckxmin|tgattr|attoptions|collversion|typarray|oprcom|oprnegate|amopmethod|objsubid)$/,
];

function isStable({ name, type }: Column): boolean {
  return type !== 'aclitem[]' && !unstable.some((pattern) => pattern.test(name));
}

function expression({ catalog, name, type }: Column, references: readonly Reference[]): string {
  const reference = references.find((each) => each.catalog === catalog && each.name === name);
  if (type === 'pg_node_tree') return tree(catalog, name);
  // One after the other, but a parent that has gone leaves a gap.
  if (name === 'inhseqno')
    return '(SELECT count(*) FROM pg_inherits y WHERE y.inhrelid = x.inhrelid AND y.inhseqno <= x.inhseqno)';
  // Those are sets.
  if (name.endsWith('options') && type === 'text[]') {
    return `(SELECT array_agg(o ORDER BY o) FROM unnest(x.${name}) o)`;
  }
  if (reference === undefined) return type === '"char"' ? `x.${name}` : `x.${name}::text`;
  if (reference.relation !== null) {
    // Those of statistics are in the order of the table's columns.
    return `(SELECT array_agg(a.attname ORDER BY ${name === 'stxkeys' ? 'a.attname' : 'u.place'}) FROM unnest(${reference.isArray ? `x.${name}` : `ARRAY[x.${name}]`}) WITH ORDINALITY u(num, place)
      JOIN pg_attribute a ON a.attrelid = x.${reference.relation} AND a.attnum = u.num)`;
  }
  const describe = (value: string): string =>
    `CASE WHEN ${value} <> 0 THEN pg_describe_object('${reference.to}'::regclass, ${value}, 0) END`;
  return reference.isArray
    ? `(SELECT array_agg(${describe('u')}) FROM unnest(x.${name}) u)`
    : describe(`x.${name}::oid`);
}

/** Trees have numbers in them, too; PostgreSQL turns most of them into text. */
function tree(catalog: string, name: string): string {
  const relations: Readonly<Record<string, string>> = {
    adbin: 'x.adrelid',
    conbin: 'x.conrelid',
    indexprs: 'x.indrelid',
    indpred: 'x.indrelid',
    polqual: 'x.polrelid',
    polwithcheck: 'x.polrelid',
    partexprs: 'x.partrelid',
    prqual: 'x.prrelid',
    relpartbound: 'x.oid',
    stxexprs: 'x.stxrelid',
    typdefaultbin: '0',
  };
  if (name === 'ev_action') return 'pg_get_ruledef(x.oid)';
  if (name === 'prosqlbody') return 'pg_get_function_sqlbody(x.oid)';
  if (name === 'tgqual') return 'pg_get_triggerdef(x.oid)';
  const relation = relations[name];
  if (relation !== undefined) return `pg_get_expr(x.${name}, ${relation})`;
  // The defaults of arguments; an event's condition is part of its rule.
  return catalog === 'pg_proc' ? 'pg_get_function_arguments(x.oid)' : `x.${name} IS NULL`;
}
