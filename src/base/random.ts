/** A source of numbers in [0, 1) that a seed determines. */
export type Random = () => number;

/**
 * The same numbers for the same seed on every machine: sfc32 of C. Doty-Humphrey's PractRand. Its 128 bits of state keep
 * the numbers of different seeds apart however many are drawn, so that ids made of them do not meet.
 */
export function seededRandom(seed: number): Random {
  let a = 0;
  let b = seed | 0;
  let c = (seed ^ 0x9e3779b1) | 0;
  let count = 1;
  const next: Random = () => {
    const sum = (a + b + count) | 0;
    count = (count + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 0x1_0000_0000;
  };
  for (let round = 0; round < mixingRounds; round += 1) next();
  return next;
}

/** After so many the seed is everywhere in the state. */
const mixingRounds = 16;

/** A seed of its own for the nth part of something that has one seed, so that parts do not repeat each other. */
export function derivedSeed(seed: number, part: number): number {
  return Math.imul((seed ^ Math.imul(part + 1, 0x9e3779b1)) >>> 0, 0x85ebca6b) >>> 0;
}
