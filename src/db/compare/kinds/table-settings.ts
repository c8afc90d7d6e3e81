import type { CatalogObject } from '../../../postgres/catalog/catalog.ts';
import { text } from '../facts.ts';
import type { KindChanges } from '../kind-changes.ts';

export const replicaIdentities: KindChanges = {
  kind: 'replica identity',
  create: (setting) => [{ sql: replicaIdentity(setting) }],
  drop: (setting) => [{ sql: `ALTER TABLE ${text(setting, 'table')} REPLICA IDENTITY DEFAULT` }],
  change: (_from, to) => ({ drafts: [{ sql: replicaIdentity(to) }] }),
};

export const clusters: KindChanges = {
  kind: 'cluster',
  create: (setting) => [
    { sql: `ALTER TABLE ${text(setting, 'table')} CLUSTER ON ${text(setting, 'index')}` },
  ],
  drop: (setting) => [{ sql: `ALTER TABLE ${text(setting, 'table')} SET WITHOUT CLUSTER` }],
  change: (_from, to) => ({
    drafts: [{ sql: `ALTER TABLE ${text(to, 'table')} CLUSTER ON ${text(to, 'index')}` }],
  }),
};

function replicaIdentity(setting: CatalogObject): string {
  const modes: Readonly<Record<string, string>> = {
    n: 'NOTHING',
    f: 'FULL',
    i: `USING INDEX ${text(setting, 'index')}`,
  };
  return `ALTER TABLE ${text(setting, 'table')} REPLICA IDENTITY ${modes[text(setting, 'mode')]}`;
}
