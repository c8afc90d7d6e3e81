import { PAGE_BYTES } from '../shadow/relation-files.ts';
import type { Candidate } from './candidate.ts';

/** A part of an index, as its size depends on it. */
export interface IndexPart {
  /** Mean bytes of its values. */
  readonly width: number;
  /** Bytes that values begin at multiples of. */
  readonly alignment: number;
  readonly nullFraction: number;
  /** Different values in the rows that the index has. */
  readonly distinct: number;
  /** Shares of rows of the most frequent values. */
  readonly frequencies: readonly number[];
  /** Keys that one value is taken apart into, by GIN. */
  readonly keysPerValue: number;
  readonly distinctKeys: number;
}

export interface IndexShape {
  readonly method: Candidate['method'];
  readonly rows: number;
  readonly tablePages: number;
  /** Keys first, then what is included. */
  readonly parts: readonly IndexPart[];
  readonly keyCount: number;
  /** Equal keys are kept once, with the list of their rows (since version 13; not of all types, and not with INCLUDE). */
  readonly isDeduplicated: boolean;
}

const HEADER_BYTES = 24;
const BTREE_SPECIAL_BYTES = 16;
const ITEM_POINTER_BYTES = 4;
const TUPLE_HEADER_BYTES = 8;
const ROW_ADDRESS_BYTES = 6;
const FILL_FACTOR = 0.9;
/** Inner pages are filled to this. `BTREE_NONLEAF_FILLFACTOR` */
const INNER_FILL_FACTOR = 0.7;
/** Longest list of rows that building writes: a tenth of a page. `_bt_load` in src/backend/access/nbtree/nbtsort.c */
const POSTING_LIST_BYTES_MAX = 812;
/** Bytes of a row's address in GIN's lists, which hold differences; measured on lists of 100 to 100,000 rows. */
const GIN_ADDRESS_BYTES = 2.4;
const GIN_ENTRY_BYTES = 24;

/** Pages of 8 KiB that an index would have right after it was built, and the levels of a b-tree above its leaves. */
export function indexSize(shape: IndexShape): { readonly pages: number; readonly height: number } {
  if (shape.method === 'btree') return btreeSize(shape);
  const pages = {
    brin: brinPages,
    hash: hashPages,
    gin: ginPages,
    gist: (each: IndexShape) => btreeSize({ ...each, isDeduplicated: false }).pages * 1.5,
  }[shape.method](shape);
  return { pages: Math.ceil(pages), height: 0 };
}

/** Levels above the leaves, of a b-tree that is there, by its pages alone. */
export function btreeHeight(pages: number, keyWidth = 8): number {
  let height = 0;
  // The first page is no part of the tree.
  for (let level = pages - 1; level > 1; height += 1) level = Math.ceil(level / fanOut(keyWidth));
  return height;
}

function btreeSize(shape: IndexShape): { readonly pages: number; readonly height: number } {
  const usable = (PAGE_BYTES - HEADER_BYTES - BTREE_SPECIAL_BYTES) * FILL_FACTOR;
  const width = tupleBytes(shape.parts);
  const keyWidth = tupleBytes(shape.parts.slice(0, shape.keyCount));
  const single = shape.rows * (width + ITEM_POINTER_BYTES);
  const bytes = shape.isDeduplicated
    ? Math.min(single, deduplicatedBytes(shape, keyWidth))
    : single;
  const leaves = Math.max(1, Math.ceil(bytes / usable));
  let pages = leaves + 1;
  let height = 0;
  for (let level = leaves; level > 1; height += 1) {
    level = Math.ceil(level / fanOut(keyWidth));
    pages += level;
  }
  return { pages, height };
}

function fanOut(keyWidth: number): number {
  const usable = (PAGE_BYTES - HEADER_BYTES - BTREE_SPECIAL_BYTES) * INNER_FILL_FACTOR;
  return Math.max(2, Math.floor(usable / (Math.max(16, keyWidth) + ITEM_POINTER_BYTES)));
}

/** With alignment, and room for the map of nulls where there are some. */
function tupleBytes(parts: readonly IndexPart[]): number {
  const hasNulls = parts.some(({ nullFraction }) => nullFraction > 0.01);
  let bytes = 0;
  for (const { width, alignment, nullFraction } of parts) {
    bytes = Math.ceil(bytes / alignment) * alignment + width * (1 - nullFraction);
  }
  return aligned(TUPLE_HEADER_BYTES + (hasNulls ? 8 : 0) + bytes);
}

function aligned(bytes: number): number {
  return Math.ceil(bytes / 8) * 8;
}

/** Frequent values have long lists; all others share the rest of the rows evenly. */
function deduplicatedBytes({ rows, parts, keyCount }: IndexShape, keyWidth: number): number {
  const keys = parts.slice(0, keyCount);
  const nulls = keys.length === 1 ? (keys[0]?.nullFraction ?? 0) : 0;
  const frequencies = keys.length === 1 ? (keys[0]?.frequencies ?? []) : [];
  const distinct = Math.min(
    rows,
    keys.reduce((product, key) => product * Math.max(1, key.distinct), 1),
  );
  const groups = [nulls, ...frequencies].map((share) => share * rows).filter((size) => size >= 1);
  const left = Math.max(0, rows - groups.reduce((sum, size) => sum + size, 0));
  const others = Math.max(1, distinct - groups.length);
  const lists = groups.reduce((sum, size) => sum + groupBytes(size, keyWidth), 0);
  return lists + (left === 0 ? 0 : others * groupBytes(left / others, keyWidth));
}

function groupBytes(size: number, keyWidth: number): number {
  const one = keyWidth + ITEM_POINTER_BYTES;
  if (size <= 1) return size * one;
  const addressesPerTuple = Math.floor((POSTING_LIST_BYTES_MAX - keyWidth) / ROW_ADDRESS_BYTES);
  const tuples = Math.ceil(size / addressesPerTuple);
  return Math.min(
    size * one,
    tuples * (aligned(keyWidth) + ITEM_POINTER_BYTES) + size * ROW_ADDRESS_BYTES,
  );
}

/** One summary for 128 pages of the table, and a map to it. */
function brinPages({ tablePages, parts }: IndexShape): number {
  const summaryBytes = 12 + 2 * parts.reduce((sum, { width }) => sum + width, 0);
  return 2 + Math.ceil(((tablePages / 128) * (summaryBytes + ROW_ADDRESS_BYTES)) / PAGE_BYTES);
}

/** Buckets double, so that half of the room is free on average. */
function hashPages({ rows }: IndexShape): number {
  const perPage = Math.floor((PAGE_BYTES - HEADER_BYTES - BTREE_SPECIAL_BYTES) / 20);
  return 2 + 2 ** Math.ceil(Math.log2(Math.max(2, rows / (perPage * 0.75)))) * 1.1;
}

function ginPages({ rows, parts }: IndexShape): number {
  const keys =
    rows * parts.reduce((sum, part) => sum + part.keysPerValue * (1 - part.nullFraction), 0);
  const entries = Math.min(
    keys,
    parts.reduce((sum, part) => sum + part.distinctKeys, 0),
  );
  return 2 + (keys * GIN_ADDRESS_BYTES + entries * GIN_ENTRY_BYTES) / (PAGE_BYTES * 0.85);
}
