import type { Finding } from '../../base/finding.ts';
import { blockedWrites } from './blocked-writes/hazard.ts';
import { breaksClients } from './breaks-clients/hazard.ts';
import { dataLoss } from './data-loss/hazard.ts';
import { domainConstraint } from './domain-constraint/hazard.ts';
import { duplicateColumn } from './duplicate-column/hazard.ts';
import { enumValueInTransaction } from './enum-value-in-transaction/hazard.ts';
import { enumValueOrder } from './enum-value-order/hazard.ts';
import { exclusiveLock } from './exclusive-lock/hazard.ts';
import { fullScanUnderLock } from './full-scan-under-lock/hazard.ts';
import type { Hazard } from './hazard.ts';
import { identifierTooLong } from './identifier-too-long/hazard.ts';
import { longHeldLock } from './long-held-lock/hazard.ts';
import { noLockTimeout } from './no-lock-timeout/hazard.ts';
import { notRepeatable } from './not-repeatable/hazard.ts';
import { notTransactional } from './not-transactional/hazard.ts';
import { requiredColumn } from './required-column/hazard.ts';
import { tableRewrite } from './table-rewrite/hazard.ts';
import { transactionControl } from './transaction-control/hazard.ts';
import { typeChoice } from './type-choice/hazard.ts';
import { unbatchedBackfill } from './unbatched-backfill/hazard.ts';
import { unqualifiedName } from './unqualified-name/hazard.ts';
import { wideIndex } from './wide-index/hazard.ts';

/** All hazards, in the order in which they are told of one statement: what is lost, who has to wait, what fails, taste. */
export const hazards: readonly Hazard[] = [
  dataLoss,
  tableRewrite,
  exclusiveLock,
  fullScanUnderLock,
  blockedWrites,
  longHeldLock,
  unbatchedBackfill,
  breaksClients,
  requiredColumn,
  enumValueInTransaction,
  notTransactional,
  transactionControl,
  duplicateColumn,
  identifierTooLong,
  noLockTimeout,
  typeChoice,
  domainConstraint,
  wideIndex,
  enumValueOrder,
  notRepeatable,
  unqualifiedName,
];

/** Whether `trivet db migrate` refuses to run the statement unless the hazard is allowed by its id. */
export function isBlocking({ id, severity }: Finding): boolean {
  return (
    severity === 'error' && hazards.some((hazard) => hazard.id === id && hazard.blocking === true)
  );
}
