import { isSameName } from './acts/names.ts';
import type { TableSize } from './scope.ts';

/** Finds the size of a table by its name as a statement has it: without a schema, where only one table is called so. */
export function sizeFinder(
  sizes: ReadonlyMap<string, TableSize>,
): (table: string) => TableSize | undefined {
  return (table) => {
    const exact = sizes.get(table);
    if (exact !== undefined) return exact;
    const [found, ...others] = [...sizes].filter(([name]) => isSameName(name, table));
    return others.length === 0 ? found?.[1] : undefined;
  };
}
