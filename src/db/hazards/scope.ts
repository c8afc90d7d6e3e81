import type { Observation } from '../step.ts';
import type { Act } from './acts/act.ts';
import { isSameName, lastPart } from './acts/names.ts';
import { emptyKnowledge, type Knowledge, learn } from './knowledge.ts';

/** What is known where a statement stands. */
export interface Scope {
  /** Major version of the server; undefined: what is said must hold for all that are supported. */
  readonly major: number | undefined;
  readonly knowledge: Knowledge;
  /** The transaction that it runs in: one that the migration begins itself, one that a tool is likely to put around it. */
  readonly transaction: 'none' | 'assumed' | 'explicit';
  /** Whether the migration has other statements that change something. */
  readonly alone: boolean;
  /** A step of a plan, whose transactions nobody has written out. */
  readonly planned: boolean;
  /** Whoever runs it knows where to go on after a failure. */
  readonly resumable: boolean;
  /** What the migration did before, and the part of it that belongs to the same transaction. */
  readonly earlier: () => readonly Act[];
  readonly before: () => readonly Act[];
  /** What the migration does after. */
  readonly after: () => readonly Act[];
  /** The last statement, so that a transaction that is still open will not be ended. */
  readonly last: boolean;
  readonly observation: Observation | undefined;
  /** What the maker of a plan knows to be lost for good. */
  readonly loses: string | undefined;
  /** Whether the migration itself made it (a table, a type, a schema): then it is empty, and nobody uses it. */
  readonly isNew: (name: string) => boolean;
  /** What the migration has set it to. */
  readonly settingOf: (name: string) => string | undefined;
  readonly sizeOf: (table: string) => TableSize | undefined;
}

/** How large a table is: rows by the statistics of the server (negative: it has none), bytes with its indexes. */
export interface TableSize {
  readonly rows: number;
  readonly sizeBytes: number;
}

/** What a migration did so far. It grows as the statements are judged, one after the other. */
export interface History {
  readonly knowledge: Knowledge;
  /** Names of what was made, by their last part. */
  readonly made: Map<string, readonly string[]>;
  readonly settings: Map<string, string>;
}

export function newHistory(knowledge: Knowledge = emptyKnowledge()): History {
  return { knowledge, made: new Map(), settings: new Map() };
}

export function isMade({ made }: History, name: string): boolean {
  return (made.get(lastPart(name)) ?? []).some((other) => isSameName(other, name));
}

export function record(history: History, acts: readonly Act[]): void {
  for (const act of acts) {
    learn(history.knowledge, act);
    if (act.kind === 'set') history.settings.set(act.name, act.value);
    const name = madeBy(act, history);
    if (name === undefined) continue;
    const key = lastPart(name);
    history.made.set(key, [...(history.made.get(key) ?? []), name]);
  }
}

function madeBy(act: Act, history: History): string | undefined {
  if (act.kind === 'create table') return act.table;
  if (act.kind === 'create') return act.replace ? undefined : act.name;
  // A new table under another name is as new as before.
  const isNewTable = act.kind === 'rename' && act.what === 'table' && isMade(history, act.name);
  return isNewTable && !act.schema ? act.to : undefined;
}
