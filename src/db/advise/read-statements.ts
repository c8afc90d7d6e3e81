import type { Statistics } from '../../postgres/statistics/statistics.ts';
import { type Candidate, candidateSql } from '../../postgres/what-if/candidate.ts';
import type { PlanNode } from '../../postgres/what-if/plan.ts';
import type { GenericPlan, WhatIf } from '../../postgres/what-if/what-if.ts';
import type { WorkloadStatement } from '../workload/workload.ts';
import { constantPredicates } from './candidates/constant.ts';
import { candidatesFor } from './candidates/index.ts';
import { conditionsOf, type Predicate } from './conditions.ts';
import type { ExpressionReader } from './expression.ts';
import { type Instance, instancesOf } from './instances.ts';
import { type RelationUse, type TableKnowledge, usesOf } from './relation-use.ts';
import { sampleInstances } from './sample-instances.ts';
import { readsOnlyCatalogs, repairedStatement } from './statement-text.ts';

export interface UnplannedStatement {
  readonly statement: WorkloadStatement;
  /** The server's own words. */
  readonly reason: string;
}

export interface PlannedStatement {
  readonly statement: WorkloadStatement;
  readonly instances: readonly Instance[];
  readonly tables: ReadonlySet<string>;
}

/** A workload as far as the planner understands it. */
export interface ReadStatements {
  readonly planned: readonly PlannedStatement[];
  readonly unplanned: readonly UnplannedStatement[];
  readonly candidates: readonly Candidate[];
  /** Rows written, by table. */
  readonly writes: ReadonlyMap<string, number>;
}

export interface Means {
  readonly whatIf: WhatIf;
  readonly statistics: Statistics;
  readonly tables: ReadonlyMap<string, TableKnowledge>;
  readonly reader: ExpressionReader;
}

/** Fewer calls may have a constant in common by chance. */
const CONSTANT_CALLS_MIN = 10;

/** Plans each statement, for values that it had or might have had, and thinks of indexes for what its plan asks for. */
export async function readStatements(
  statements: readonly WorkloadStatement[],
  { whatIf, statistics, tables, reader }: Means,
): Promise<ReadStatements> {
  const planned: PlannedStatement[] = [];
  const unplanned: UnplannedStatement[] = [];
  const candidates = new Map<string, Candidate>();
  const writes = new Map<string, number>();
  const idOf = idsOf(tables);
  for (const statement of statements) {
    try {
      const text = await repairedStatement(statement.text);
      if (await readsOnlyCatalogs(text)) continue;
      const generic = await planOf(text, whatIf);
      const conditions = conditionsOf(generic.plan, reader, idOf);
      if (conditions.tables.size === 0) continue;
      const written = writtenTable(generic.plan, idOf);
      if (written !== undefined) {
        writes.set(written, (writes.get(written) ?? 0) + writtenRows(statement));
      }
      const { columns } = statistics;
      const rowsPerCall = rowsOfCall(statement);
      const known = {
        text: generic.text,
        rowsPerCall,
        generic,
        conditions,
        columns,
        tables,
        whatIf,
      };
      const samples = await sampleInstances(statement.samples ?? [], whatIf);
      const areReal = samples.instances.length > 0;
      const instances = areReal ? samples.instances : await instancesOf(known);
      planned.push({ statement, instances, tables: new Set(conditions.tables.values()) });
      const seen = samples.plans.map((plan) => conditionsOf(plan, reader, idOf));
      const areSure = statement.calls >= CONSTANT_CALLS_MIN;
      const constants = areSure ? constantPredicates(seen, tables, reader) : [];
      const predicates = distinctPredicates([...conditions.predicates, ...constants]);
      const uses = usesOf({ ...conditions, predicates }, tables);
      const filled = await usesWhenFilled(instances, { whatIf, statistics, tables, reader }, idOf);
      for (const use of [...uses, ...filled]) {
        for (const each of candidatesFor(use)) candidates.set(candidateSql(each), each);
      }
    } catch (error) {
      unplanned.push({ statement, reason: error instanceof Error ? error.message : String(error) });
    }
  }
  return { planned, unplanned, candidates: [...candidates.values()], writes };
}

/**
 * With values in the place of parameters: what is written `to_tsvector($1, title)` can only be in an index as
 * `to_tsvector('english', title)`.
 */
async function usesWhenFilled(
  [first]: readonly Instance[],
  { whatIf, tables, reader }: Means,
  idOf: (schema: string, table: string) => string | undefined,
): Promise<readonly RelationUse[]> {
  if (first === undefined) return [];
  return usesOf(conditionsOf(await whatIf.plan(first.sql), reader, idOf), tables);
}

/** A constant that stands for itself in a list of results is taken for a text, where it may have been a number. */
async function planOf(
  text: string,
  whatIf: WhatIf,
): Promise<GenericPlan & { readonly text: string }> {
  try {
    return { ...(await whatIf.planGeneric(text)), text };
  } catch (error) {
    const numbered = text.replaceAll(
      /(\$\d+)(?= (?!and\b|or\b|from\b|then\b|else\b|end\b)[a-z_]\w*(?: from|,))/gi,
      '$1::int',
    );
    if (numbered === text) throw error;
    return { ...(await whatIf.planGeneric(numbered)), text: numbered };
  }
}

/** Tables and partitions by the names that plans have for them. */
function idsOf(
  tables: ReadonlyMap<string, TableKnowledge>,
): (schema: string, table: string) => string | undefined {
  const ids = new Map([...tables].map(([name, { id }]) => [name.replaceAll('"', ''), id]));
  return (schema, table) => ids.get(`${schema}.${table}`);
}

/** What an INSERT, UPDATE or DELETE writes to. */
function writtenTable(
  { Operation: operation, Schema: schema, 'Relation Name': table }: PlanNode,
  idOf: (schema: string, table: string) => string | undefined,
): string | undefined {
  if (operation === undefined || schema === undefined || table === undefined) return undefined;
  return idOf(schema, table);
}

/** Where nobody counted rows, one for each call, which is the least. */
function writtenRows({ rows, calls, areRowsKnown }: WorkloadStatement): number {
  return areRowsKnown === false ? calls : rows;
}

function rowsOfCall({ rows, calls, areRowsKnown }: WorkloadStatement): number | undefined {
  return areRowsKnown === false ? undefined : rows / calls;
}

function distinctPredicates(predicates: readonly Predicate[]): readonly Predicate[] {
  return [...new Map(predicates.map((each) => [`${each.alias} ${each.sql}`, each])).values()];
}
