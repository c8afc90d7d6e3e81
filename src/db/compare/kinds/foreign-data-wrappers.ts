import type { CatalogObject } from '../../../postgres/catalog/catalog.ts';
import { differ, foreignOptionChanges, foreignOptions, text, texts } from '../facts.ts';
import type { KindChanges } from '../kind-changes.ts';

export const foreignDataWrappers: KindChanges = {
  kind: 'foreign data wrapper',
  designate: (wrapper) => `FOREIGN DATA WRAPPER ${text(wrapper, 'name')}`,
  create: (wrapper) => [
    {
      sql: [
        `CREATE FOREIGN DATA WRAPPER ${text(wrapper, 'name')}`,
        ...['handler', 'validator']
          .filter((name) => text(wrapper, name) !== '')
          .map((name) => ` ${routine(wrapper, name)}`),
        foreignOptions(texts(wrapper, 'options')),
      ].join(''),
    },
  ],
  drop: (wrapper) => [{ sql: `DROP FOREIGN DATA WRAPPER ${text(wrapper, 'name')}` }],
  change(from, to) {
    const options = foreignOptionChanges(texts(from, 'options'), texts(to, 'options'));
    const changes = [
      ...['handler', 'validator']
        .filter((name) => differ(from, to, name))
        .map((name) => routine(to, name)),
      ...(options === undefined ? [] : [options]),
    ];
    return {
      drafts: [{ sql: `ALTER FOREIGN DATA WRAPPER ${text(to, 'name')} ${changes.join(' ')}` }],
    };
  },
};

function routine(wrapper: CatalogObject, name: string): string {
  const value = text(wrapper, name);
  return value === '' ? `NO ${name.toUpperCase()}` : `${name.toUpperCase()} ${value}`;
}
