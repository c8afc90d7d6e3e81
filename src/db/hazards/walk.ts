import type { Finding } from '../../base/finding.ts';
import type { Observation } from '../step.ts';
import type { Act } from './acts/act.ts';
import type { Hazard } from './hazard.ts';
import { judge } from './judge.ts';
import type { Knowledge } from './knowledge.ts';
import type { Statement } from './parse.ts';
import { isMade, newHistory, record, type Scope, type TableSize } from './scope.ts';

/** A statement of a migration, with what its maker or a shadow knows of it. */
export interface Item {
  readonly statement: Statement;
  /** Of plans: neighbours with the same number share a transaction; `undefined` runs outside of any. */
  readonly transaction?: number | undefined;
  readonly observation?: Observation | undefined;
  readonly loses?: string | undefined;
}

export interface WalkOptions {
  readonly hazards: readonly Hazard[];
  readonly major: number | undefined;
  readonly knowledge: Knowledge;
  readonly sizeOf: (table: string) => TableSize | undefined;
  /**
   * Who makes the transactions: the plan, by its numbers; the file, by its BEGIN and COMMIT; or, where it has none, a tool
   * that is likely to put one around all of it.
   */
  readonly transactions: 'planned' | 'written' | 'assumed';
  readonly resumable: boolean;
}

/** Judges the statements of a migration one after the other, each in the light of those before and after it. */
export function walk(
  items: readonly Item[],
  options: WalkOptions,
): readonly (readonly Finding[])[] {
  const history = newHistory(options.knowledge);
  const all: readonly Act[] = items.flatMap(({ statement }) => statement.acts);
  const alone = items.filter(({ statement }) => changes(statement)).length < 2;
  let next = 0;
  let transactionStart = 0;
  let open = false;
  return items.map((item, at) => {
    const { statement, observation, loses } = item;
    const [control] = controlsOf(statement);
    const start = next;
    if (beginsAnew(item, items[at - 1], options) || control !== undefined) transactionStart = start;
    const scope: Scope = {
      major: options.major,
      knowledge: history.knowledge,
      transaction: transactionOf(item, open, options),
      planned: options.transactions === 'planned',
      resumable: options.resumable,
      alone,
      earlier: () => all.slice(0, start),
      before: () => all.slice(transactionStart, start),
      after: () => all.slice(start + statement.acts.length),
      last: at === items.length - 1,
      observation,
      loses,
      isNew: (name) => isMade(history, name),
      settingOf: (name) => history.settings.get(name),
      sizeOf: options.sizeOf,
    };
    const findings = judge(statement, scope, options.hazards);
    if (control !== undefined) open = control === 'begin';
    record(history, statement.acts);
    next += statement.acts.length;
    return findings;
  });
}

function controlsOf({ acts }: Statement): readonly ('begin' | 'commit' | 'rollback')[] {
  return acts.flatMap((act) => (act.kind === 'transaction' ? [act.what] : []));
}

/** Settings and transaction control by themselves change nothing. */
function changes({ acts, refusesTransaction }: Statement): boolean {
  return (
    refusesTransaction !== undefined ||
    acts.some(({ kind }) => kind !== 'set' && kind !== 'transaction')
  );
}

function beginsAnew(
  item: Item,
  previous: Item | undefined,
  { transactions }: WalkOptions,
): boolean {
  return transactions === 'planned' && item.transaction !== previous?.transaction;
}

function transactionOf(
  item: Item,
  open: boolean,
  { transactions }: WalkOptions,
): Scope['transaction'] {
  if (transactions === 'planned') return item.transaction === undefined ? 'none' : 'explicit';
  if (open) return 'explicit';
  return transactions === 'assumed' ? 'assumed' : 'none';
}
