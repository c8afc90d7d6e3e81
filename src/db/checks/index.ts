import type { Check } from './check.ts';
import { duplicateIndex } from './duplicate-index/check.ts';
import { redundantIndex } from './redundant-index/check.ts';
import { unusedIndex } from './unused-index/check.ts';
import { invalidIndex } from './invalid-index/check.ts';
import { foreignKeyWithoutIndex } from './foreign-key-without-index/check.ts';
import { nPlusOne } from './n-plus-one/check.ts';
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
import { rowSecurityOff } from './row-security-off/check.ts';
import { policiesWithoutRowSecurity } from './policies-without-row-security/check.ts';
import { rowSecurityWithoutPolicies } from './row-security-without-policies/check.ts';
import { policyAlwaysTrue } from './policy-always-true/check.ts';
import { policyFunctionPerRow } from './policy-function-per-row/check.ts';
import { severalPermissivePolicies } from './several-permissive-policies/check.ts';
import { securityDefinerView } from './security-definer-view/check.ts';
import { securityDefinerSearchPath } from './security-definer-search-path/check.ts';
import { publicCanCreate } from './public-can-create/check.ts';
import { extensionOutdated } from './extension-outdated/check.ts';
import { extensionInPublic } from './extension-in-public/check.ts';
import { correlatedColumns } from './correlated-columns/check.ts';
import { selectStarWide } from './select-star-wide/check.ts';
import { transactionWraparound } from './transaction-wraparound/check.ts';
import { deadRows } from './dead-rows/check.ts';
import { blockedSession } from './blocked-session/check.ts';
import { connectionsNearLimit } from './connections-near-limit/check.ts';
import { inactiveReplicationSlot } from './inactive-replication-slot/check.ts';
import { lowHotUpdates } from './low-hot-updates/check.ts';
import { durabilityOff } from './durability-off/check.ts';
import { autovacuumOff } from './autovacuum-off/check.ts';
import { randomPageCost } from './random-page-cost/check.ts';
import { ioNotTimed } from './io-not-timed/check.ts';
import { noTimeouts } from './no-timeouts/check.ts';
import { slowStatementsUnlogged } from './slow-statements-unlogged/check.ts';
import { evictedStatements } from './evicted-statements/check.ts';
import { smallSharedBuffers } from './small-shared-buffers/check.ts';
import { memoryDemand } from './memory-demand/check.ts';
import { statisticsMissing } from './statistics-missing/check.ts';
import { indexOfNulls } from './index-of-nulls/check.ts';
import { blockRangeCandidate } from './block-range-candidate/check.ts';
import { longTransaction } from './long-transaction/check.ts';
import { replicationLag } from './replication-lag/check.ts';
import { requestedCheckpoints } from './requested-checkpoints/check.ts';
import { bloatedIndex } from './bloated-index/check.ts';
import { bloatedTable } from './bloated-table/check.ts';
import { cacheHitRatio } from './cache-hit-ratio/check.ts';

/** All checks, in the order of the report. */
export const checks: readonly Check[] = [
  duplicateIndex,
  redundantIndex,
  unusedIndex,
  invalidIndex,
  foreignKeyWithoutIndex,
  sequentialScans,
  slowStatement,
  nPlusOne,
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
  rowSecurityOff,
  policiesWithoutRowSecurity,
  rowSecurityWithoutPolicies,
  policyAlwaysTrue,
  policyFunctionPerRow,
  severalPermissivePolicies,
  securityDefinerView,
  securityDefinerSearchPath,
  publicCanCreate,
  extensionOutdated,
  extensionInPublic,
  correlatedColumns,
  selectStarWide,
  transactionWraparound,
  deadRows,
  blockedSession,
  connectionsNearLimit,
  inactiveReplicationSlot,
  lowHotUpdates,
  durabilityOff,
  autovacuumOff,
  randomPageCost,
  ioNotTimed,
  noTimeouts,
  slowStatementsUnlogged,
  evictedStatements,
  smallSharedBuffers,
  memoryDemand,
  statisticsMissing,
  indexOfNulls,
  blockRangeCandidate,
  longTransaction,
  replicationLag,
  requestedCheckpoints,
  bloatedIndex,
  bloatedTable,
  cacheHitRatio,
];
