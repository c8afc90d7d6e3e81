import type { Catalog } from '../../postgres/catalog/catalog.ts';
import { readCatalog } from '../../postgres/catalog/read.ts';
import type { Session } from '../../postgres/session.ts';
import type { Shadow } from '../../postgres/shadow/shadow.ts';
import { PAGE_BYTES } from '../../postgres/shadow/relation-files.ts';
import { readStatistics } from '../../postgres/statistics/read-statistics.ts';
import type { Statistics } from '../../postgres/statistics/statistics.ts';
import type { HypotheticalIndex } from '../../postgres/what-if/what-if.ts';
import type { Workload, WorkloadStatement } from '../workload/workload.ts';
import { CostTable, type CostedStatement } from './cost-table.ts';
import { promising } from './promising.ts';
import { expressionReader } from './expression.ts';
import { isServed, readExistingIndexes } from './existing.ts';
import {
  type PlannedStatement,
  readStatements,
  type UnplannedStatement,
} from './read-statements.ts';
import { objectiveFor } from './objective.ts';
import { type ReplacedIndex, replacedIndexes } from './replaced.ts';
import { openWhatIf } from './open-what-if.ts';
import { schemaSubset } from './schema-subset.ts';
import { readScans, StatementTimes } from './statement-times.ts';
import { selectIndexes, type Selection } from './select.ts';
import { readTables, rowsPerPage } from './tables.ts';
import { upkeepMs } from './upkeep.ts';

export interface AdviceRequest {
  readonly session: Session;
  readonly shadow: Shadow;
  readonly workload: Workload;
  readonly budgetBytes?: number;
  readonly maxIndexes?: number;
}

/** What one statement would gain. */
export interface StatementGain {
  readonly statement: WorkloadStatement;
  readonly meanMsBefore: number;
  /** The mean, scaled by the planner's costs. */
  readonly meanMsAfter: number;
}

export interface AdvisedIndex {
  readonly index: HypotheticalIndex;
  /** What all calls would take longer without this one alone, where all others are there. */
  readonly gainMs: number;
  readonly statements: readonly StatementGain[];
}

export interface Advice {
  /** The schema that it is for. */
  readonly catalog: Catalog;
  /** Where the costs come from. */
  readonly origin: string;
  readonly indexes: readonly AdvisedIndex[];
  readonly statements: readonly StatementGain[];
  /** What is there and would no longer be needed. */
  readonly replaced: readonly ReplacedIndex[];
  readonly unplanned: readonly UnplannedStatement[];
  /** Statements that mostly ran before an index was made that they use now: what they took then does not count. */
  readonly outdated: readonly WorkloadStatement[];
  readonly considered: number;
  readonly plannings: number;
}

/** A hundredth more room must make the whole a hundredth faster. */
const ROOM_WORTH = 1;
const GAIN_MIN = 0.002;

/**
 * Looks for the indexes that make a workload faster. All costs are those of the server's own planner, which sees the user's
 * tables on a shadow; nothing is made or changed on the user's server.
 */
export async function adviseIndexes(request: AdviceRequest): Promise<Advice> {
  const { session, shadow, workload } = request;
  const catalog = await readCatalog(session);
  const texts = workload.statements.map(({ text }) => text);
  const schema = await schemaSubset(catalog, texts);
  const statistics = await readStatistics(session, tablesOf(schema));
  await using whatIf = await openWhatIf({ session, catalog: schema, statistics, shadow });
  const tables = await readTables(whatIf, statistics);
  const reader = await expressionReader();
  const read = await readStatements(workload.statements, { whatIf, statistics, tables, reader });
  const existing = await readExistingIndexes(whatIf);
  const wanted = read.candidates.filter((candidate) => !isServed(candidate, existing));
  const added = await whatIf.add(wanted);
  const all = added.filter((each): each is HypotheticalIndex => !('refused' in each));
  const density = rowsPerPage(tables);
  const first = new CostTable(whatIf, density);
  const planned = read.planned.map((each) => ({ ...each, ...relevantOf(each, all) }));
  const { candidates, statements } = await promising(first, planned, all);
  const costs = new CostTable(whatIf, density);
  const times = await StatementTimes.measure(costs, statements, await readScans(session));
  const selection = await choose(request, { candidates, times, statistics, writes: read.writes });
  const chosen = candidates.filter(({ name }) => selection.ids.has(name));
  return {
    catalog,
    origin: whatIf.origin,
    ...(await gainsOf(selection, chosen, times)),
    replaced: await replacedIndexes(whatIf, statements, chosen, existing),
    unplanned: read.unplanned,
    outdated: times.outdated,
    considered: added.length,
    plannings: first.plannings + costs.plannings,
  };
}

function tablesOf({ objects }: Catalog): readonly string[] {
  return [...objects.values()].flatMap(({ kind, id }) =>
    kind === 'table' || kind === 'materialized view' ? [id.slice(kind.length + 1)] : [],
  );
}

interface Choice {
  readonly candidates: readonly HypotheticalIndex[];
  readonly times: StatementTimes;
  readonly statistics: Statistics;
  readonly writes: ReadonlyMap<string, number>;
}

async function choose(
  { budgetBytes, maxIndexes }: AdviceRequest,
  { candidates, times, statistics, writes }: Choice,
): Promise<Selection> {
  const databaseBytes = statistics.sizes.reduce((sum, { pages }) => sum + pages * PAGE_BYTES, 0);
  return selectIndexes({
    indexes: candidates.map((index) => ({
      id: index.name,
      bytes: index.bytes,
      upkeepMs: upkeepMs(index, writes),
      table: index.table,
    })),
    statements: times.statements.length,
    cost: (number, ids) => times.of(number, ids),
    affected: (name) => times.affected(name),
    bundles: await times.bundles(new Set(candidates.map(({ name }) => name))),
    objective: objectiveFor(times.statements),
    byteWorth: ROOM_WORTH / Math.max(1, databaseBytes),
    gainMin: GAIN_MIN,
    ...(budgetBytes === undefined ? {} : { budgetBytes }),
    ...(maxIndexes === undefined ? {} : { maxIndexes }),
  });
}

/** What the chosen ones bring, each alone and all together. */
async function gainsOf(
  { ids, costs }: Selection,
  chosen: readonly HypotheticalIndex[],
  times: StatementTimes,
): Promise<Pick<Advice, 'indexes' | 'statements'>> {
  const statements = times.statements.map((statement, number) => ({
    statement,
    meanMsBefore: statement.totalMs / statement.calls,
    meanMsAfter: (costs[number] ?? 0) / statement.calls,
  }));
  const indexes: AdvisedIndex[] = [];
  for (const index of chosen) {
    const rest = new Set([...ids].filter((name) => name !== index.name));
    const helped: StatementGain[] = [];
    let gainMs = 0;
    for (const number of times.affected(index.name)) {
      const withoutMs = await times.of(number, rest);
      const gain = withoutMs - (costs[number] ?? 0);
      const known = statements[number];
      gainMs += gain;
      if (known !== undefined && gain > withoutMs * FELT_SHARE) helped.push(known);
    }
    indexes.push({ index, gainMs, statements: helped });
  }
  return { statements, indexes: indexes.toSorted((a, b) => b.gainMs - a.gainMs) };
}

/** Less is not said of a statement. */
const FELT_SHARE = 0.01;

function relevantOf(
  { tables }: PlannedStatement,
  indexes: readonly HypotheticalIndex[],
): Pick<CostedStatement, 'relevant'> {
  const own = indexes.filter(({ table }) => tables.has(table));
  return { relevant: new Map(own.map((index) => [index.name, index])) };
}
