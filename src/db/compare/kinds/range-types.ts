import type { CatalogObject } from '../../../postgres/catalog/catalog.ts';
import { text } from '../facts.ts';
import type { KindChanges } from '../kind-changes.ts';
import { replaceByWayOfText } from '../replace-by-text.ts';

export const rangeTypes: KindChanges = {
  kind: 'range type',
  designate: (type) => `TYPE ${nameOf(type)}`,
  create: (type) => [{ sql: creation(type) }],
  // Its canonical function needs it as well, and goes with it.
  drop: (type) => [
    { sql: `DROP TYPE ${nameOf(type)}${text(type, 'canonical') === '' ? '' : ' CASCADE'}` },
  ],
  change(from, to, context) {
    const isCircular = [from, to].some((type) => text(type, 'canonical') !== '');
    return isCircular ? undefined : replaceByWayOfText(from, context);
  },
};

function nameOf(type: CatalogObject): string {
  return `${text(type, 'schema')}.${text(type, 'name')}`;
}

function creation(type: CatalogObject): string {
  const parts: readonly (readonly [name: string, fact: string])[] = [
    ['SUBTYPE', 'subtype'],
    ['SUBTYPE_OPCLASS', 'operatorClass'],
    ['COLLATION', 'collation'],
    ['CANONICAL', 'canonical'],
    ['SUBTYPE_DIFF', 'difference'],
    ['MULTIRANGE_TYPE_NAME', 'multirange'],
  ];
  const list = parts
    .filter(([, fact]) => text(type, fact) !== '')
    .map(([name, fact]) => `${name} = ${text(type, fact)}`);
  return `CREATE TYPE ${nameOf(type)} AS RANGE (${list.join(', ')})`;
}
