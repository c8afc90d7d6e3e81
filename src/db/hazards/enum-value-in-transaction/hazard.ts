import type { Concern, Hazard } from '../hazard.ts';

/** A new value of an enum is used before the transaction that added it has ended. */
export const enumValueInTransaction: Hazard = {
  id: 'enum-value-in-transaction',
  judge({ texts }, { transaction, before, isNew }) {
    if (transaction === 'none' || texts.size === 0) return [];
    return (
      before()
        .filter((act) => act.kind === 'add enum value')
        // The values of a type that the transaction itself made can be used at once.
        .filter((act) => texts.has(act.value) && !isNew(act.type))
        .map((act): Concern => ({
          subject: `${act.type} '${act.value}'`,
          severity: 'error',
          title: `'${act.value}' is used in the transaction that added it to ${act.type}, which PostgreSQL refuses (55P04)`,
          ...(transaction === 'assumed' && { doubt: 'where the file runs as one transaction' }),
          fix: 'Add the value in a migration of its own, before this one.',
        }))
    );
  },
};
