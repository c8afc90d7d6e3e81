import type { RandomSchemas } from './random-schema.ts';

/** Takes statements out of both schemas for as long as they fail in the same way. */
export async function shrinkPair(
  schemas: RandomSchemas,
  fails: (schemas: RandomSchemas) => Promise<boolean>,
): Promise<RandomSchemas> {
  let known = schemas;
  for (
    let size = Math.ceil(all(known).length / 2);
    size > 0;
    size = size > 1 ? Math.ceil(size / 2) : 0
  ) {
    for (let start = 0; start < all(known).length;) {
      const out = new Set(all(known).slice(start, start + size));
      const smaller = {
        source: known.source.filter((sql) => !out.has(sql)),
        target: known.target.filter((sql) => !out.has(sql)),
      };
      // One depends on the other.
      // oxlint-disable-next-line no-await-in-loop
      if (await fails(smaller)) known = smaller;
      else start += size;
    }
  }
  return known;
}

/** From the end, where most depends on what is before. */
function all({ source, target }: RandomSchemas): readonly string[] {
  return [...new Set([...source, ...target])].toReversed();
}
