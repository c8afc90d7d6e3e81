import type { LoadResult } from '../load-result.ts';
import { comparisonSentence } from './comparison-words.ts';

/** Something that a run had to hold: what programs count as a test. */
export interface LoadCheck {
  readonly kind: 'generator' | 'threshold' | 'expectation' | 'comparison';
  readonly name: string;
  /** Undecided: the data do not tell. */
  readonly outcome: 'passed' | 'failed' | 'undecided';
  /** What was found, one sentence or figure. */
  readonly detail: string;
}

/** All checks of a run, the one that the others depend on first. */
export function loadChecks(result: LoadResult): readonly LoadCheck[] {
  const { generator, thresholds, expectations } = result;
  return [
    {
      kind: 'generator',
      name: 'generator valid',
      outcome: outcomeOf(generator.valid),
      detail: generator.valid ? 'The generator kept up.' : generator.reasons.join(' '),
    },
    ...thresholds.map(({ text, passed, actual }): LoadCheck => {
      return { kind: 'threshold', name: text, outcome: outcomeOf(passed), detail: actual };
    }),
    ...expectations.map(({ name, passed, detail }): LoadCheck => {
      return { kind: 'expectation', name, outcome: outcomeOf(passed), detail };
    }),
    ...comparisonChecks(result),
  ];
}

function outcomeOf(passed: boolean): LoadCheck['outcome'] {
  return passed ? 'passed' : 'failed';
}

function comparisonChecks({ comparison }: LoadResult): readonly LoadCheck[] {
  if (comparison === undefined) return [];
  const { a, b, verdict } = comparison;
  const outcomes = {
    slower: 'failed',
    faster: 'passed',
    equivalent: 'passed',
    undecided: 'undecided',
  } as const;
  return [
    {
      kind: 'comparison',
      name: `${b.name} is not slower than ${a.name}`,
      outcome: outcomes[verdict],
      detail: comparisonSentence(comparison),
    },
  ];
}
