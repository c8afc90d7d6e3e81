import type { CatalogObject } from '../../../postgres/catalog/catalog.ts';
import { flag, text } from '../facts.ts';
import type { KindChanges } from '../kind-changes.ts';

export const languages: KindChanges = {
  kind: 'language',
  designate: (language) => `LANGUAGE ${text(language, 'name')}`,
  create: (language) => [{ sql: `CREATE ${definition(language)}` }],
  drop: (language) => [{ sql: `DROP LANGUAGE ${text(language, 'name')}` }],
  change: (_from, to) => ({ drafts: [{ sql: `CREATE OR REPLACE ${definition(to)}` }] }),
};

function definition(language: CatalogObject): string {
  const inline = text(language, 'inline');
  const validator = text(language, 'validator');
  return [
    `${flag(language, 'trusted') ? 'TRUSTED ' : ''}LANGUAGE ${text(language, 'name')}`,
    `HANDLER ${text(language, 'handler')}`,
    ...(inline === '' ? [] : [`INLINE ${inline}`]),
    ...(validator === '' ? [] : [`VALIDATOR ${validator}`]),
  ].join(' ');
}
