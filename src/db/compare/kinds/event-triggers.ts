import type { CatalogObject } from '../../../postgres/catalog/catalog.ts';
import { differ, literal, text, texts } from '../facts.ts';
import type { Draft, KindChanges } from '../kind-changes.ts';

export const eventTriggers: KindChanges = {
  kind: 'event trigger',
  designate: (trigger) => `EVENT TRIGGER ${text(trigger, 'name')}`,
  create: (trigger) => [{ sql: creation(trigger) }, ...enabling(trigger)],
  drop: (trigger) => [{ sql: `DROP EVENT TRIGGER ${text(trigger, 'name')}` }],
  change: (from, to) =>
    differ(from, to, 'event', 'tags', 'function') ? undefined : { drafts: enabling(to, from) },
};

function creation(trigger: CatalogObject): string {
  const tags = texts(trigger, 'tags').map(literal);
  return [
    `CREATE EVENT TRIGGER ${text(trigger, 'name')} ON ${text(trigger, 'event')}`,
    ...(tags.length === 0 ? [] : [`WHEN TAG IN (${tags.join(', ')})`]),
    `EXECUTE FUNCTION ${text(trigger, 'function')}()`,
  ].join(' ');
}

const states: Readonly<Record<string, string>> = {
  O: 'ENABLE',
  D: 'DISABLE',
  R: 'ENABLE REPLICA',
  A: 'ENABLE ALWAYS',
};

function enabling(trigger: CatalogObject, from?: CatalogObject): readonly Draft[] {
  const state = text(trigger, 'enabled');
  if (state === (from === undefined ? 'O' : text(from, 'enabled'))) return [];
  return [{ sql: `ALTER EVENT TRIGGER ${text(trigger, 'name')} ${states[state]}` }];
}
