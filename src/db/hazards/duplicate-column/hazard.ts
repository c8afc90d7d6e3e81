import type { Act } from '../acts/act.ts';
import type { Concern, Hazard } from '../hazard.ts';

/** A statement names a column twice where it may do so once, and fails whenever it runs. */
export const duplicateColumn: Hazard = {
  id: 'duplicate-column',
  judge: ({ acts }) => acts.flatMap(concernsOf),
};

function concernsOf(act: Act): readonly Concern[] {
  const names = columnsOf(act);
  const twice = names.filter((name, at) => names.indexOf(name) !== at);
  return [...new Set(twice)].map((name) => ({
    subject: name,
    severity: 'error',
    title: `Column ${name} is named twice, so that the statement fails`,
    fix: 'Keep the one that is meant.',
  }));
}

function columnsOf(act: Act): readonly string[] {
  if (act.kind === 'update' || act.kind === 'insert') return act.columns;
  return act.kind === 'create table' ? act.columns.map(({ name }) => name) : [];
}
