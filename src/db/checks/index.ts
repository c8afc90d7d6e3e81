import type { Check } from './check.ts';
import { duplicateIndex } from './duplicate-index/check.ts';
import { redundantIndex } from './redundant-index/check.ts';
import { unusedIndex } from './unused-index/check.ts';
import { invalidIndex } from './invalid-index/check.ts';
import { foreignKeyWithoutIndex } from './foreign-key-without-index/check.ts';
import { sequentialScans } from './sequential-scans/check.ts';
import { slowStatement } from './slow-statement/check.ts';
import { temporaryFiles } from './temporary-files/check.ts';

/** All checks, in the order of the report. */
export const checks: readonly Check[] = [
  duplicateIndex,
  redundantIndex,
  unusedIndex,
  invalidIndex,
  foreignKeyWithoutIndex,
  sequentialScans,
  slowStatement,
  temporaryFiles,
];
