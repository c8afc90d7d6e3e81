import type { Check } from './check.ts';
import { duplicateIndex } from './duplicate-index/check.ts';
import { redundantIndex } from './redundant-index/check.ts';
import { unusedIndex } from './unused-index/check.ts';
import { invalidIndex } from './invalid-index/check.ts';
import { foreignKeyWithoutIndex } from './foreign-key-without-index/check.ts';
import { sequentialScans } from './sequential-scans/check.ts';
import { slowStatement } from './slow-statement/check.ts';
import { temporaryFiles } from './temporary-files/check.ts';
import { integerOverflow } from './integer-overflow/check.ts';
import { noPrimaryKey } from './no-primary-key/check.ts';
import { foreignKeyTypeMismatch } from './foreign-key-type-mismatch/check.ts';
import { notValidatedConstraint } from './not-validated-constraint/check.ts';
import { mixedTimestamps } from './mixed-timestamps/check.ts';
import { questionableType } from './questionable-type/check.ts';
import { debatableType } from './debatable-type/check.ts';
import { enumLikeText } from './enum-like-text/check.ts';
import { columnPadding } from './column-padding/check.ts';
import { offsetPaging } from './offset-paging/check.ts';
import { notInSubquery } from './not-in-subquery/check.ts';
import { leadingWildcard } from './leading-wildcard/check.ts';
import { implicitCast } from './implicit-cast/check.ts';

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
  integerOverflow,
  noPrimaryKey,
  foreignKeyTypeMismatch,
  notValidatedConstraint,
  mixedTimestamps,
  questionableType,
  debatableType,
  enumLikeText,
  columnPadding,
  offsetPaging,
  notInSubquery,
  leadingWildcard,
  implicitCast,
];
