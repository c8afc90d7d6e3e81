import { text } from '../facts.ts';
import type { KindChanges } from '../kind-changes.ts';

export const textSearchTemplates: KindChanges = {
  kind: 'text search template',
  designate: (template) => `TEXT SEARCH TEMPLATE ${text(template, 'name')}`,
  create(template) {
    const init = text(template, 'init');
    const parts = [
      ...(init === '' ? [] : [`INIT = ${init}`]),
      `LEXIZE = ${text(template, 'lexize')}`,
    ];
    return [{ sql: `CREATE TEXT SEARCH TEMPLATE ${text(template, 'name')} (${parts.join(', ')})` }];
  },
  drop: (template) => [{ sql: `DROP TEXT SEARCH TEMPLATE ${text(template, 'name')}` }],
  change: () => undefined,
};
