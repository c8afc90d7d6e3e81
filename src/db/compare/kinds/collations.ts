import type { CatalogObject } from '../../../postgres/catalog/catalog.ts';
import { flag, literal, text } from '../facts.ts';
import type { KindChanges } from '../kind-changes.ts';
import { replaceByWayOfText } from '../replace-by-text.ts';

export const collations: KindChanges = {
  kind: 'collation',
  designate: (collation) => `COLLATION ${nameOf(collation)}`,
  create: (collation) => [{ sql: creation(collation) }],
  drop: (collation) => [{ sql: `DROP COLLATION ${nameOf(collation)}` }],
  change: (from, _to, context) => replaceByWayOfText(from, context),
};

function nameOf(collation: CatalogObject): string {
  return `${text(collation, 'schema')}.${text(collation, 'name')}`;
}

const providers: Readonly<Record<string, string>> = { c: 'libc', i: 'icu', b: 'builtin' };

function creation(collation: CatalogObject): string {
  const collate = text(collation, 'collate');
  const locale = text(collation, 'locale') || collate;
  const isOne = collate === text(collation, 'ctype');
  const rules = text(collation, 'rules');
  const parts = [
    `PROVIDER = ${providers[text(collation, 'provider')]}`,
    ...(isOne
      ? [`LOCALE = ${literal(locale)}`]
      : [`LC_COLLATE = ${literal(collate)}`, `LC_CTYPE = ${literal(text(collation, 'ctype'))}`]),
    ...(flag(collation, 'deterministic') ? [] : ['DETERMINISTIC = false']),
    ...(rules === '' ? [] : [`RULES = ${literal(rules)}`]),
  ];
  return `CREATE COLLATION ${nameOf(collation)} (${parts.join(', ')})`;
}
