import { seededRandom } from '../../../src/base/random.ts';

/** Choices that a seed determines. */
export interface Pick {
  readonly of: <Value>(list: readonly Value[]) => Value;
  /** True that often. */
  readonly chance: (share: number) => boolean;
  /** Whole numbers, both ends included. */
  readonly between: (least: number, most: number) => number;
  /** The text that often, or nothing. */
  readonly maybe: (share: number, text: string) => string;
}

export function seededPick(seed: number): Pick {
  const random = seededRandom(seed);
  return {
    of(list) {
      const value = list[Math.floor(random() * list.length)];
      if (value === undefined) throw new Error('there is nothing to choose from');
      return value;
    },
    chance: (share) => random() < share,
    between: (least, most) => least + Math.floor(random() * (most - least + 1)),
    maybe: (share, text) => (random() < share ? text : ''),
  };
}
