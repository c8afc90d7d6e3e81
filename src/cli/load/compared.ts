import { TrivetError } from '../../base/errors.ts';
import type { LoadFlags } from '../commands/load-flags.ts';

export interface Compared {
  readonly operands: readonly string[];
  /** File that the run is compared with. */
  readonly baseline: string | undefined;
}

/**
 * What `--compare` means beside the operands: two URLs, or one and a baseline file. `--compare URL2` is the second of
 * two. Throws `USAGE`.
 */
export function comparisonOf({ compare }: LoadFlags, operands: readonly string[]): Compared {
  if (compare === undefined) {
    if (operands.length < 2) return { operands, baseline: undefined };
    throw new TrivetError('USAGE', 'Two targets need --compare.', {
      hint: 'Add --compare, or name one target.',
    });
  }
  if (compare !== '' && !isUrl(compare)) {
    if (operands.length < 2) return { operands, baseline: compare };
    throw new TrivetError('USAGE', 'Two targets and a baseline are one too many.', {
      hint: 'Compare two targets, or one with a baseline.',
    });
  }
  const all = compare === '' ? operands : [...operands, compare];
  if (all.length === 2) return { operands: all, baseline: undefined };
  throw new TrivetError('USAGE', '--compare needs something to compare with.', {
    hint: 'Name a second URL, or a baseline file: --compare baseline.json.',
  });
}

function isUrl(text: string): boolean {
  return /^https?:\/\//i.test(text);
}
