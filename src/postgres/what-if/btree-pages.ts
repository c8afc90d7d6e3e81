import { PAGE_BYTES } from '../shadow/relation-files.ts';

/**
 * The pages of a b-tree of a given height in which nothing is: a root above inner pages with one child each above an empty
 * leaf. The planner charges for the height (`_bt_getrootheight`), and walks down when it looks for the least and the
 * greatest value. Layout: src/include/storage/bufpage.h and access/nbtree.h, the same since version 12.
 */
export interface BtreePages {
  /** For the first page, which is the server's own, from byte `META_POSITION` on: where the root is, and at which level. */
  readonly meta: Uint8Array;
  /** The second page and all after it. */
  readonly rest: Uint8Array;
}

/** Of `btm_root` in a b-tree's first page. */
export const META_POSITION = 32;

const HEADER_BYTES = 24;
const SPECIAL_POSITION = PAGE_BYTES - 16;
const LAYOUT_VERSION = 4;
const LEAF = 1;
const ROOT = 2;
/** Length of a key that is less than all others, as the first of every inner page. */
const PIVOT_BYTES = 8;
/** Said of an index tuple whose address is that of a child. */
const HAS_CHILD = 0x2000;
const ITEM_IN_USE = 1;

export function btreePages(height: number): BtreePages {
  const rest = new Uint8Array((height + 1) * PAGE_BYTES);
  for (let level = 0; level <= height; level += 1) {
    const page = new DataView(rest.buffer, level * PAGE_BYTES, PAGE_BYTES);
    writePage(page, level, level === height);
  }
  const root = height + 1;
  // root, its level, and the same again: the root that descents begin at.
  const meta = new Uint8Array(Uint32Array.of(root, height, root, height).buffer);
  return { meta, rest };
}

/** The page of a level is right behind that of the level below. */
function writePage(page: DataView, level: number, isRoot: boolean): void {
  const upper = level === 0 ? SPECIAL_POSITION : SPECIAL_POSITION - PIVOT_BYTES;
  const items = level === 0 ? 0 : 1;
  page.setUint16(12, HEADER_BYTES + 4 * items, true);
  page.setUint16(14, upper, true);
  page.setUint16(16, SPECIAL_POSITION, true);
  page.setUint16(18, PAGE_BYTES | LAYOUT_VERSION, true);
  if (level > 0) {
    page.setUint32(HEADER_BYTES, upper | (ITEM_IN_USE << 15) | (PIVOT_BYTES << 17), true);
    // The child's number in two halves, the higher one first.
    page.setUint16(upper, level >>> 16, true);
    page.setUint16(upper + 2, level & 0xff_ff, true);
    page.setUint16(upper + 6, PIVOT_BYTES | HAS_CHILD, true);
  }
  page.setUint32(SPECIAL_POSITION + 8, level, true);
  page.setUint16(SPECIAL_POSITION + 12, (level === 0 ? LEAF : 0) | (isRoot ? ROOT : 0), true);
}
