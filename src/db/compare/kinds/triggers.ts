import type { CatalogObject } from '../../../postgres/catalog/catalog.ts';
import { differ, flag, text } from '../facts.ts';
import type { Draft, KindChanges } from '../kind-changes.ts';

export const triggers: KindChanges = {
  kind: 'trigger',
  designate: (trigger) => `TRIGGER ${text(trigger, 'name')} ON ${text(trigger, 'table')}`,
  create: (trigger) => [{ sql: text(trigger, 'definition') }, ...enabling(trigger)],
  drop: (trigger) => [
    { sql: `DROP TRIGGER ${text(trigger, 'name')} ON ${text(trigger, 'table')}` },
  ],
  change(from, to) {
    if (!differ(from, to, 'definition')) return { drafts: enabling(to, from) };
    // There is no moment without the trigger then. Constraint triggers cannot be replaced.
    if (flag(to, 'constraint') || flag(from, 'constraint')) return undefined;
    const sql = text(to, 'definition').replace(/^CREATE TRIGGER/, 'CREATE OR REPLACE TRIGGER');
    return { drafts: [{ sql }, ...enabling(to)] };
  },
};

/** What it takes to have a trigger enabled as `pg_trigger` says. */
export const triggerVerbs: Readonly<Record<string, string>> = {
  O: 'ENABLE',
  D: 'DISABLE',
  R: 'ENABLE REPLICA',
  A: 'ENABLE ALWAYS',
};

function enabling(trigger: CatalogObject, from?: CatalogObject): readonly Draft[] {
  const state = text(trigger, 'enabled');
  if (state === (from === undefined ? 'O' : text(from, 'enabled'))) return [];
  return [
    {
      sql: `ALTER TABLE ${text(trigger, 'table')} ${triggerVerbs[state]} TRIGGER ${text(trigger, 'name')}`,
    },
  ];
}
