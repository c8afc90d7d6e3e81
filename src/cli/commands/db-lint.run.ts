import type { CliContext } from '../context.ts';
import { notYet } from '../not-yet.ts';
import type { DbLintFlags } from './db-lint-flags.ts';

/** `trivet db lint` */
export function runDbLint(
  _context: CliContext,
  _flags: DbLintFlags,
  _files: readonly string[],
): Promise<void> {
  return Promise.reject(notYet('"trivet db lint"'));
}
