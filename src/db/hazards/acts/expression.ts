import type { FuncCall, Node } from 'libpg-query';
import { quoted, stringsOf } from './names.ts';

/** All calls of functions in a tree, however deep. */
export function callsIn(tree: unknown): readonly FuncCall[] {
  const found: FuncCall[] = [];
  visit(tree, (node) => {
    if ('FuncCall' in node) found.push(node.FuncCall);
  });
  return found;
}

/** All texts that are constants in a tree. */
export function textsIn(tree: unknown): ReadonlySet<string> {
  const found = new Set<string>();
  visit(tree, (node) => {
    if ('A_Const' in node && node.A_Const.sval !== undefined) {
      found.add(node.A_Const.sval.sval ?? '');
    }
  });
  return found;
}

/** Whether there is a constant in it, or a parameter that stands for one. */
export function hasConstant(tree: unknown): boolean {
  let found = false;
  visit(tree, (node) => {
    found ||= 'A_Const' in node || 'ParamRef' in node;
  });
  return found;
}

/** The column, where a condition is `column IS NOT NULL`. */
export function notNullColumn(condition: Node | undefined): string | undefined {
  if (condition === undefined || !('NullTest' in condition)) return undefined;
  const { arg, nulltesttype } = condition.NullTest;
  return nulltesttype === 'IS_NOT_NULL' ? columnName(arg) : undefined;
}

export function columnName(node: Node | undefined): string | undefined {
  return node !== undefined && 'ColumnRef' in node
    ? stringsOf(node.ColumnRef.fields).at(-1)
    : undefined;
}

/** What decides when a default is computed: once for all old rows, or for each of them. */
export type Volatility = 'constant' | 'volatile' | 'unknown';

/** Of what stands after `DEFAULT`. Of the user's own functions `own` knows some. */
export function volatilityOf(expression: Node, own: ReadonlyMap<string, Volatility>): Volatility {
  const kinds = callsIn(expression).map(({ funcname }): Volatility => {
    const name = stringsOf(funcname).at(-1) ?? '';
    if (volatile.test(name)) return 'volatile';
    return settled.has(name) ? 'constant' : (own.get(quoted(name)) ?? 'unknown');
  });
  return (
    kinds.find((kind) => kind === 'volatile') ??
    kinds.find((kind) => kind === 'unknown') ??
    'constant'
  );
}

/** What is computed anew at each call, by `pg_proc.provolatile` and, for extensions, by what everybody uses. */
const volatile =
  /^(?:random|random_normal|gen_random_uuid|uuidv4|uuidv7|uuid_generate_v[14].*|gen_random_bytes|gen_salt|clock_timestamp|timeofday|nextval|setval|lastval|currval)$/;

/** The stable and immutable functions that stand in defaults. */
const settled: ReadonlySet<string> = new Set(
  `now transaction_timestamp statement_timestamp timezone date_trunc date_part extract make_date make_interval
  make_timestamp make_timestamptz to_timestamp to_date to_char to_number current_setting current_database
  current_schema pg_backend_pid txid_current pg_current_xact_id inet_client_addr concat concat_ws lower upper initcap
  trim btrim ltrim rtrim md5 sha256 encode decode replace repeat left right substring length lpad rpad format
  quote_ident quote_literal chr ascii abs ceil floor round trunc mod power sqrt json_build_object json_build_array
  jsonb_build_object jsonb_build_array to_json to_jsonb row_to_json json_object jsonb_object array_to_json
  array_fill string_to_array to_tsvector array_append array_cat int4range int8range numrange tsrange tstzrange
  daterange point box circle`.split(/\s+/),
);

const DEPTH_MAX = 200;

function visit(tree: unknown, see: (node: Node) => void, depth = 0): void {
  if (typeof tree !== 'object' || tree === null || depth > DEPTH_MAX) return;
  if (isNode(tree)) see(tree);
  for (const value of Object.values(tree)) visit(value, see, depth + 1);
}

function isNode(tree: object): tree is Node {
  return !Array.isArray(tree);
}
