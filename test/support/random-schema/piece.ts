import type { Pick } from './pick.ts';

/** One statement of a schema. One that the server refuses, because what it names is not there, is left out. */
export interface Piece {
  readonly maker: Maker;
  /** What the statement is about: `t1.c`. A schema has at most one piece of a maker for each. */
  readonly slot: string;
  readonly sql: string;
}

/** Makes statements of one sort. */
export interface Maker {
  /** Pieces run in the order of their phases, and within a phase in that of their slots. */
  readonly phase: number;
  /** How often it is chosen, compared with others. */
  readonly weight: number;
  /** How much of its slots a schema has to begin with, so that there is something for others to work with. */
  readonly base?: number;
  readonly slots: readonly string[];
  readonly make: (slot: string, pick: Pick) => string;
}

/** All pairs: `a.x`, `a.y`, `b.x`, … */
export function products(first: readonly string[], second: readonly string[]): readonly string[] {
  return first.flatMap((each) => second.map((other) => `${each}.${other}`));
}

/** `extra.t5.c` → `extra.t5` and `c`. */
export function splitLast(slot: string): readonly [first: string, last: string] {
  const at = slot.lastIndexOf('.');
  return [slot.slice(0, at), slot.slice(at + 1)];
}

/** Names that several sorts of pieces know, so that they meet. */
export const ordinary: readonly string[] = ['t1', 't2', 't3', '"T 4"', 'extra.t5'];
export const parents: readonly string[] = ['p1', 'p2'];
export const partitions: readonly string[] = ['p1a', 'p1b', 'p1c', 'p2a', 'p2b'];
export const tables: readonly string[] = [...ordinary, ...parents, ...partitions];
export const addedColumns: readonly string[] = ['c', 'd', 'e', '"F f"'];
export const columns: readonly string[] = ['id', 'a', 'b', 'at', ...addedColumns];
export const roles: readonly string[] = ['reader', 'writer'];

/** A part of a name without quotes and dots. */
export function plain(name: string): string {
  return name.replaceAll(/\W+/g, '_').replaceAll(/^_|_$/g, '').toLowerCase();
}
