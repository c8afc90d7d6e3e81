import type { Concern, Hazard } from '../hazard.ts';

/** BEGIN and COMMIT do not pair up, so that the transaction is another than it looks. */
export const transactionControl: Hazard = {
  id: 'transaction-control',
  judge({ acts }, { transaction, last, planned }) {
    if (planned) return [];
    const controls = acts.flatMap((act) => (act.kind === 'transaction' ? [act.what] : []));
    const [what] = controls;
    if (what === 'begin' && transaction === 'explicit') return [nested];
    if (what !== undefined && what !== 'begin' && transaction !== 'explicit')
      return [unopened(what)];
    const isOpen = what === 'begin' || (what === undefined && transaction === 'explicit');
    return last && isOpen ? [unended] : [];
  },
};

const nested: Concern = {
  subject: 'BEGIN',
  severity: 'warning',
  title: 'BEGIN within a transaction begins nothing, and the first COMMIT ends all of it',
  fix: 'Remove it, or use SAVEPOINT.',
};

const unended: Concern = {
  subject: 'COMMIT',
  severity: 'error',
  title: 'The migration ends within its transaction, so that all of it is rolled back',
  fix: 'End it with COMMIT.',
};

function unopened(what: 'commit' | 'rollback'): Concern {
  const word = what.toUpperCase();
  return {
    subject: word,
    severity: 'warning',
    title: `${word} ends a transaction that this migration did not begin: that of the tool that runs it, or none`,
    fix: `Remove it, or add the BEGIN that belongs to it.`,
  };
}
