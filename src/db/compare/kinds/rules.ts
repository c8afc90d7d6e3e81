import type { CatalogObject } from '../../../postgres/catalog/catalog.ts';
import { differ, text } from '../facts.ts';
import type { Draft, KindChanges } from '../kind-changes.ts';

export const rules: KindChanges = {
  kind: 'rule',
  designate: (rule) => `RULE ${text(rule, 'name')} ON ${text(rule, 'table')}`,
  create: (rule) => [{ sql: withoutEnd(text(rule, 'definition')) }, ...enabling(rule)],
  drop: (rule) => [{ sql: `DROP RULE ${text(rule, 'name')} ON ${text(rule, 'table')}` }],
  change: (from, to) =>
    differ(from, to, 'definition') ? undefined : { drafts: enabling(to, from) },
};

const states: Readonly<Record<string, string>> = {
  O: 'ENABLE',
  D: 'DISABLE',
  R: 'ENABLE REPLICA',
  A: 'ENABLE ALWAYS',
};

function enabling(rule: CatalogObject, from?: CatalogObject): readonly Draft[] {
  const state = text(rule, 'enabled');
  if (state === (from === undefined ? 'O' : text(from, 'enabled'))) return [];
  return [
    { sql: `ALTER TABLE ${text(rule, 'table')} ${states[state]} RULE ${text(rule, 'name')}` },
  ];
}

function withoutEnd(definition: string): string {
  return definition.replace(/;\s*$/, '');
}
