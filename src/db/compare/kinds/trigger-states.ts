import type { CatalogObject } from '../../../postgres/catalog/catalog.ts';
import { text } from '../facts.ts';
import type { Draft, KindChanges } from '../kind-changes.ts';
import { triggerVerbs } from './triggers.ts';

/** Of the copies of a trigger that partitions have. */
export const triggerStates: KindChanges = {
  kind: 'trigger state',
  create: (state) => [setting(state, 'enabled')],
  drop: (state) => [setting(state, 'usual')],
  change: (_from, to) => ({ drafts: [setting(to, 'enabled')] }),
};

function setting(state: CatalogObject, fact: string): Draft {
  return {
    sql: `ALTER TABLE ONLY ${text(state, 'table')} ${triggerVerbs[text(state, fact)]} TRIGGER ${text(state, 'name')}`,
  };
}
