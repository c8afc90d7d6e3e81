import type { CatalogObject } from '../../../postgres/catalog/catalog.ts';
import { flag, text, texts } from '../facts.ts';
import type { KindChanges } from '../kind-changes.ts';

export const operatorClasses: KindChanges = {
  kind: 'operator class',
  designate: (object) => `OPERATOR CLASS ${nameOf(object)}`,
  create: (object) => [{ sql: creation(object) }],
  drop: (object) => [{ sql: `DROP OPERATOR CLASS ${nameOf(object)}` }],
  change: () => undefined,
};

function nameOf(object: CatalogObject): string {
  return `${text(object, 'class')} USING ${text(object, 'method')}`;
}

function creation(object: CatalogObject): string {
  const storage = text(object, 'storage');
  const members = [...(storage === '' ? [] : [`STORAGE ${storage}`]), ...texts(object, 'members')];
  // There must be one; this one says what holds anyway.
  if (members.length === 0) members.push(`STORAGE ${text(object, 'type')}`);
  return [
    `CREATE OPERATOR CLASS ${text(object, 'class')}${flag(object, 'default') ? ' DEFAULT' : ''}`,
    `FOR TYPE ${text(object, 'type')} USING ${text(object, 'method')}`,
    `FAMILY ${text(object, 'family')} AS\n  ${members.join(',\n  ')}`,
  ].join(' ');
}
