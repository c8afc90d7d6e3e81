import type { Concern, Hazard } from '../hazard.ts';
import type { Statement } from '../parse.ts';
import type { Scope } from '../scope.ts';

/** It cannot run in a transaction, so what is before it stays when it fails. */
export const notTransactional: Hazard = {
  id: 'not-transactional',
  judge: (statement, scope) => concernOf(statement, scope) ?? [],
};

function concernOf(
  { refusesTransaction: words, acts }: Statement,
  { transaction, alone, resumable }: Scope,
): readonly Concern[] {
  if (words === undefined) return [];
  const [act] = acts;
  const subject = `${words} ${(act !== undefined && 'name' in act && act.name) || ''}`.trim();
  if (transaction === 'explicit') {
    return [
      {
        subject,
        severity: 'error',
        title: `${words} fails in a transaction, and one is open here`,
        fix: 'Move it behind COMMIT, best into a migration of its own.',
      },
    ];
  }
  const rest = words.endsWith('INDEX CONCURRENTLY') ? ', and may leave an invalid index' : '';
  if (alone && !resumable) return [];
  if (resumable) {
    return [
      {
        subject,
        severity: 'info',
        title: `${words} runs outside of transactions: when it fails, the steps before it stay${rest}`,
        fix: 'Run the migration again: it finds out what is done, cleans up and goes on.',
      },
    ];
  }
  return [
    {
      subject,
      severity: 'warning',
      title: `${words} cannot run in a transaction with the other statements of this migration: when it fails, what came before stays${rest}`,
      fix: 'Put it into a migration of its own.',
    },
  ];
}
