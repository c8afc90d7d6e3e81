import type { Field } from '../fields.ts';

/** What a server has sent before and may refer to by number (RFC 7541, sections 2.3.2 and 4). */
export class DynamicTable {
  capacityBytes: number = dynamicTableBytesMax;
  /** Newest first. */
  readonly #entries: Field[] = [];
  #sizeBytes = 0;

  /** The entry with a number from 0, the newest. */
  get(index: number): Field | undefined {
    return this.#entries[index];
  }

  /** Room is made before; an entry that is larger than the table empties it. */
  add(field: Field): void {
    const sizeBytes = sizeOf(field);
    this.#evict(this.capacityBytes - sizeBytes);
    if (sizeBytes > this.capacityBytes) return;
    this.#entries.unshift(field);
    this.#sizeBytes += sizeBytes;
  }

  resize(capacityBytes: number): void {
    this.capacityBytes = capacityBytes;
    this.#evict(capacityBytes);
  }

  #evict(sizeBytes: number): void {
    while (this.#sizeBytes > sizeBytes) {
      const oldest = this.#entries.pop();
      if (oldest === undefined) return;
      this.#sizeBytes -= sizeOf(oldest);
    }
  }
}

/**
 * What a table holds before anything is agreed (RFC 9113, section 6.5.2). We ask for 0, but a server may use the table
 * until it has read that; servers that go on using it are understood, too.
 */
export const dynamicTableBytesMax = 4096;

/** RFC 7541, section 4.1. */
function sizeOf([name, value]: Field): number {
  return name.length + value.length + entryBytes;
}

const entryBytes = 32;
