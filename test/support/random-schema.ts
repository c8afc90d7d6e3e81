import { aspectMakers } from './random-schema/aspects.ts';
import { keyMakers } from './random-schema/keys.ts';
import { otherMakers } from './random-schema/others.ts';
import { type Maker, ordinary, type Piece, parents } from './random-schema/piece.ts';
import { type Pick, seededPick } from './random-schema/pick.ts';
import { routineMakers } from './random-schema/routines.ts';
import { tableMakers } from './random-schema/tables.ts';
import { typeMakers } from './random-schema/types.ts';
import { viewMakers } from './random-schema/views.ts';

/** Two schemas as statements, of which a server is to leave out those that it refuses. */
export interface RandomSchemas {
  readonly source: readonly string[];
  readonly target: readonly string[];
}

const makers: readonly Maker[] = [
  ...otherMakers,
  ...typeMakers,
  ...tableMakers,
  ...keyMakers,
  ...routineMakers,
  ...viewMakers,
  ...aspectMakers,
];
const weights = makers.reduce((sum, { weight }) => sum + weight, 0);
const PIECES_MIN = 5;
const PIECES_MAX = 50;
const EDITS_MAX = 10;

/** A random schema, and what became of it after some random edits. The same for the same seed. */
export function randomSchemas(seed: number): RandomSchemas {
  const pick = seededPick(seed);
  const source = new Map<string, Piece>();
  for (const maker of makers) {
    for (const slot of maker.slots) {
      if (pick.chance(maker.base ?? 0)) put(source, maker, slot, pick);
    }
  }
  const count = pick.between(PIECES_MIN, PIECES_MAX);
  for (let piece = 0; piece < count; piece += 1) add(source, pick);
  const target = new Map(source);
  const edits = pick.between(1, EDITS_MAX);
  let names: readonly (readonly [RegExp, string])[] = [];
  for (let edit = 0; edit < edits; edit += 1) {
    if (pick.chance(0.06)) names = [...names, renaming(pick)];
    else change(target, pick);
  }
  const renamed = statements(target).map((sql) =>
    names.reduce((text, [from, to]) => text.replaceAll(from, to), sql),
  );
  return { source: statements(source), target: renamed };
}

function put(pieces: Map<string, Piece>, maker: Maker, slot: string, pick: Pick): void {
  pieces.set(`${maker.phase} ${slot}`, { maker, slot, sql: maker.make(slot, pick) });
}

function add(pieces: Map<string, Piece>, pick: Pick): void {
  let left = pick.between(0, 999_999) * (weights / 1_000_000);
  const maker = makers.find(({ weight }) => (left -= weight) < 0);
  if (maker !== undefined) put(pieces, maker, pick.of(maker.slots), pick);
}

function change(pieces: Map<string, Piece>, pick: Pick): void {
  const sort = pick.between(0, 9);
  if (sort < 3) return add(pieces, pick);
  const [key, { maker, slot }] = pick.of([...pieces]);
  if (sort < 6) pieces.delete(key);
  else put(pieces, maker, slot, pick);
}

/** Something has another name everywhere. */
function renaming(pick: Pick): readonly [RegExp, string] {
  const name = pick.of([
    ...ordinary.slice(0, 3),
    ...parents,
    'p1a',
    'a',
    'b',
    'c',
    'd',
    'e1',
    'd1',
    'comp1',
    'f1',
    's1',
    'v1',
    't1_key',
    't1_i1',
    'p1_i1',
  ]);
  return [new RegExp(`\\b${name}\\b`, 'g'), `${name}_renamed`];
}

function place({ maker, slot }: Piece): number {
  return maker.phase * 1000 + maker.slots.indexOf(slot);
}

function statements(pieces: ReadonlyMap<string, Piece>): readonly string[] {
  return [...pieces.values()].toSorted((a, b) => place(a) - place(b)).map(({ sql }) => sql);
}
