/** A source of numbers in [0, 1) that a seed determines. */
export type Random = () => number;

/** The same numbers for the same seed on every machine (mulberry32: 32 bits of state, good enough for traffic). */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  };
}

/** A seed of its own for the nth part of something that has one seed, so that parts do not repeat each other. */
export function derivedSeed(seed: number, part: number): number {
  return Math.imul((seed ^ Math.imul(part + 1, 0x9e3779b1)) >>> 0, 0x85ebca6b) >>> 0;
}
