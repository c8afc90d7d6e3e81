import type { Node } from 'libpg-query';
import type { ColumnStatistics } from '../../postgres/statistics/statistics.ts';
import type { WhatIf } from '../../postgres/what-if/what-if.ts';
import { arrayText, elementsOf } from './array-text.ts';
import type { Comparison, PlanConditions } from './conditions.ts';
import { parametersOf } from './expression.ts';
import type { TableKnowledge } from './relation-use.ts';

/** Where a parameter's values come from. */
export interface ValueRequest {
  readonly conditions: PlanConditions;
  readonly columns: readonly ColumnStatistics[];
  readonly tables: ReadonlyMap<string, TableKnowledge>;
  readonly whatIf: WhatIf;
}

/** Values that a parameter might have: of the column that it is compared with, or of its type. */
export async function valuesFor(
  number: number,
  type: string,
  request: ValueRequest,
): Promise<readonly string[]> {
  const { conditions } = request;
  for (const comparison of conditions.comparisons) {
    const position = termPosition(comparison, number);
    const term = comparison.terms[position];
    const table = conditions.tables.get(comparison.alias);
    if (term === undefined || table === undefined) continue;
    // In `created_at < $1 + $2` only one of the two is a time.
    const columnType = request.tables.get(table)?.types.get(term.column ?? '');
    if (!isAlone(comparison.value) && columnType !== type) continue;
    const sample = await sampleOf(term.sql, term.column, table, request);
    if (sample === undefined) continue;
    const values = valuesBy(comparison, sample, request.conditions, type);
    if (values.length > 0) return values;
  }
  return [defaultValue(type)];
}

/** Which term a parameter is compared with; rows are compared part by part. */
function termPosition({ terms, value }: Comparison, number: number): number {
  if (terms.length === 1 || !('RowExpr' in value)) {
    return parametersOf(value).includes(number) ? 0 : -1;
  }
  return (value.RowExpr.args ?? []).findIndex((each) => parametersOf(each).includes(number));
}

/** A parameter and nothing else, but for what type it is. */
function isAlone(value: Node): boolean {
  if ('TypeCast' in value) return value.TypeCast.arg !== undefined && isAlone(value.TypeCast.arg);
  return 'ParamRef' in value || 'RowExpr' in value;
}

interface Sample {
  readonly common: readonly string[];
  /** In ascending order, each standing for as many rows. */
  readonly others: readonly string[];
  readonly elements: readonly string[];
}

async function sampleOf(
  sql: string,
  column: string | undefined,
  table: string,
  { columns, whatIf }: ValueRequest,
): Promise<Sample | undefined> {
  const known = columns.filter(({ relation, inherited }) => relation === table && !inherited);
  const exact = known.find((each) => each.column === column);
  if (exact !== undefined) return rawSample(exact);
  // An expression: of the values of the column that it names.
  for (const each of known.filter((one) => sql.includes(one.column))) {
    const mapped = await mappedSample(sql, each, table, whatIf);
    if (mapped !== undefined) return mapped;
  }
  return undefined;
}

function rawSample(known: ColumnStatistics): Sample {
  return {
    common: elementsOf(known.commonValues),
    others: elementsOf(known.histogram),
    elements: elementsOf(known.commonElements),
  };
}

async function mappedSample(
  sql: string,
  known: ColumnStatistics,
  table: string,
  whatIf: WhatIf,
): Promise<Sample | undefined> {
  const raw = rawSample(known);
  const name = `"${known.column.replaceAll('"', '""')}"`;
  const typeOf = `SELECT format_type(atttypid, atttypmod) AS type FROM pg_attribute WHERE attrelid = to_regclass($1) AND attname = $2`;
  const [found] = await whatIf.compute<{ type: string }>(typeOf, [table, known.column]);
  const map = `SELECT (${sql})::text AS value FROM unnest($1::text[]) AS v(t), LATERAL (SELECT t::${found?.type ?? 'text'} AS ${name}) AS r`;
  const mapped = async (values: readonly string[]): Promise<readonly string[]> => {
    const rows = await whatIf.compute<{ value: string | null }>(map, [values]);
    return rows.flatMap(({ value }) => (value === null ? [] : [value]));
  };
  try {
    return { common: await mapped(raw.common), others: await mapped(raw.others), elements: [] };
  } catch {
    return undefined;
  }
}

function valuesBy(
  comparison: Comparison,
  sample: Sample,
  conditions: PlanConditions,
  type: string,
): readonly string[] {
  const { operator, isAny } = comparison;
  const { common, others, elements } = sample;
  if (isAny && type.endsWith('[]'))
    return equalValues(sample).map((value) => arrayText([value, ...others.slice(0, 2)]));
  if (operator === '=') return equalValues(sample);
  if (/^[<>]=?$/.test(operator)) return rangeValues(comparison, sample, conditions);
  if (/^!?~~\*?$/.test(operator)) return patterns([...others, ...common]);
  if (operator === '@>' && type === 'jsonb') return partsOfJson([...common, ...others]);
  if (elements.length > 0) return pick(elements).map((element) => arrayText([element]));
  return pick([...common, ...others]);
}

/** The most frequent, one of the middle, and the rarest that is known. */
function equalValues({ common, others }: Sample): readonly string[] {
  const [first] = common;
  const middle = others[others.length >> 1] ?? common[common.length >> 1];
  const rare = others.length === 0 ? common.at(-1) : others.at(others.length >> 2);
  return [first, middle, rare].filter((value) => value !== undefined);
}

/**
 * Where a range has two ends, a hundredth of the rows lies between them; where it has one, the last twentieth, for it is
 * mostly what is recent that is asked for, and the middle.
 */
function rangeValues(
  { alias, terms, operator }: Comparison,
  { common, others }: Sample,
  { comparisons }: PlanConditions,
): readonly string[] {
  const values = others.length > 0 ? others : common.toSorted();
  const isLower = operator.startsWith('>');
  const opposite = comparisons.some(
    (each) =>
      each.alias === alias &&
      each.terms[0]?.sql === terms[0]?.sql &&
      /^[<>]=?$/.test(each.operator) &&
      each.operator.startsWith('>') !== isLower,
  );
  const at = (share: number): string | undefined => values[Math.floor(share * (values.length - 1))];
  const step = 1 / Math.max(1, values.length - 1);
  const shares = opposite ? [0.5, 0.9, 0.1] : isLower ? [0.95, 0.5] : [0.05, 0.5, 0.9];
  const shift = opposite && !isLower ? step : 0;
  return shares.map((share) => at(Math.min(1, share + shift))).filter((each) => each !== undefined);
}

/** The text does not say whether a pattern begins with a text or with `%`, nor how rare it is: all of that is likely. */
function patterns(values: readonly string[]): readonly string[] {
  const long = values.filter(({ length }) => length >= 8);
  const [first = 'abcdefgh', second = first] = [long[0], long[long.length >> 1]];
  const middle = first.length >> 1;
  return [
    `${first.slice(0, 4)}%`,
    `%${first.slice(middle - 2, middle + 2)}%`,
    `%${second.slice(-4)}%`,
    `${second.slice(0, 8)}%`,
    `%${second.slice((second.length >> 1) - 4, (second.length >> 1) + 4)}%`,
  ];
}

/** Documents with one member each, of documents that are there. */
function partsOfJson(documents: readonly string[]): readonly string[] {
  for (const text of documents) {
    const members = membersOf(text);
    if (members.length > 0) {
      return members.slice(0, 3).map(([name, value]) => JSON.stringify({ [name]: value }));
    }
  }
  return [];
}

function membersOf(text: string): readonly (readonly [string, unknown])[] {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
    return Object.entries(value).filter(([, each]) => typeof each !== 'object');
  } catch {
    return [];
  }
}

function pick(values: readonly string[]): readonly string[] {
  const [first] = values;
  return [first, values[values.length >> 1]].filter((value) => value !== undefined);
}

/** Of a parameter that is compared with no column. */
function defaultValue(type: string): string {
  if (type.endsWith('[]')) return '{}';
  if (/^(small|big)?int|^numeric|^real|^double/.test(type)) return '10';
  if (/^timestamp|^date/.test(type)) return 'now';
  if (type === 'interval') return '1 hour';
  if (type === 'boolean') return 'true';
  // As most texts in databases are, and most who search in them say.
  if (type === 'regconfig') return 'english';
  if (type.startsWith('json')) return '{}';
  if (type === 'uuid') return '00000000-0000-4000-8000-000000000000';
  return type.startsWith('time') ? '12:00' : '1';
}
