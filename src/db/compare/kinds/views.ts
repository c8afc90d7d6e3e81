import type { CatalogObject, Fact } from '../../../postgres/catalog/catalog.ts';
import { differ, list, option, optionChanges, printed, sameFact, text, texts } from '../facts.ts';
import type { Draft, KindChanges } from '../kind-changes.ts';

export const views: KindChanges = {
  kind: 'view',
  designate: (view) => `VIEW ${nameOf(view)}`,
  designateGrant: (view) => `TABLE ${nameOf(view)}`,
  create: (view) => [{ sql: `CREATE VIEW ${definition(view)}` }],
  drop: (view) => [{ sql: `DROP VIEW ${nameOf(view)}` }],
  change(from, to) {
    if (!differ(from, to, 'definition', 'columns')) {
      const changes = optionChanges(texts(from, 'options'), texts(to, 'options'));
      return { drafts: changes.map((change) => ({ sql: `ALTER VIEW ${nameOf(to)} ${change}` })) };
    }
    // A view can get more columns at its end without anybody noticing; anything else needs a new one.
    if (!isPrefix(from.facts['columns'], to.facts['columns'])) return undefined;
    return { drafts: [{ sql: `CREATE OR REPLACE VIEW ${definition(to)}` }] };
  },
};

export const materializedViews: KindChanges = {
  kind: 'materialized view',
  designate: (view) => `MATERIALIZED VIEW ${nameOf(view)}`,
  designateGrant: (view) => `TABLE ${nameOf(view)}`,
  create: (view) => [
    { sql: `CREATE MATERIALIZED VIEW ${definition(view)}` },
    ...columnSettings(view),
  ],
  drop: (view) => [{ sql: `DROP MATERIALIZED VIEW ${nameOf(view)}` }],
  change(from, to) {
    if (differ(from, to, 'definition', 'columns', 'accessMethod', 'columnSettings'))
      return undefined;
    const changes = optionChanges(texts(from, 'options'), texts(to, 'options'));
    return {
      drafts: changes.map((change) => ({ sql: `ALTER MATERIALIZED VIEW ${nameOf(to)} ${change}` })),
    };
  },
};

function nameOf(view: CatalogObject): string {
  return `${text(view, 'schema')}.${text(view, 'name')}`;
}

function definition(view: CatalogObject): string {
  const method = text(view, 'accessMethod');
  const options = texts(view, 'options').map(option);
  return [
    nameOf(view),
    method === '' ? '' : ` USING ${method}`,
    options.length === 0 ? '' : ` WITH (${options.join(', ')})`,
    ` AS\n${text(view, 'definition').replace(/;\s*$/, '')}`,
  ].join('');
}

function isPrefix(from: Fact | undefined, to: Fact | undefined): boolean {
  const [before, after] = [list(from), list(to)];
  return (
    before.length <= after.length && before.every((column, place) => sameFact(column, after[place]))
  );
}

const storages: Readonly<Record<string, string>> = {
  p: 'PLAIN',
  e: 'EXTERNAL',
  m: 'MAIN',
  x: 'EXTENDED',
};

function columnSettings(view: CatalogObject): readonly Draft[] {
  return list(view.facts['columnSettings']).flatMap((setting): readonly Draft[] => {
    const [name, storage, compression, statistics] = list(setting).map(printed);
    const alter = `ALTER MATERIALIZED VIEW ${nameOf(view)} ALTER COLUMN ${name}`;
    return [
      ...(storage === '' ? [] : [{ sql: `${alter} SET STORAGE ${storages[storage ?? '']}` }]),
      ...(compression === ''
        ? []
        : [{ sql: `${alter} SET COMPRESSION ${compression === 'l' ? 'lz4' : 'pglz'}` }]),
      ...(statistics === '' ? [] : [{ sql: `${alter} SET STATISTICS ${statistics}` }]),
    ];
  });
}
