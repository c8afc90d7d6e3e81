import type { Random } from '../../base/random.ts';

/** What templates are filled with: the state of one iteration of one virtual user. */
export interface TemplateContext {
  /** Number of the virtual user, unique over all workers. */
  readonly user: number;
  /** Of this user, from 0. */
  readonly iteration: number;
  /** Number of the iteration among those of all users and workers, from 1: unique, not without gaps. */
  readonly counter: number;
  /** Columns of the data row and values extracted from responses. */
  readonly values: ReadonlyMap<string, string>;
  readonly random: Random;
}

/** For a first try, where values do not matter. */
export const blankContext: TemplateContext = {
  user: 0,
  iteration: 0,
  counter: 1,
  values: new Map(),
  random: () => 0,
};
