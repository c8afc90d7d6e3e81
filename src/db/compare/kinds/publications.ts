import { differ, flag, literal, text } from '../facts.ts';
import type { KindChanges } from '../kind-changes.ts';

export const publications: KindChanges = {
  kind: 'publication',
  designate: (publication) => `PUBLICATION ${text(publication, 'name')}`,
  create(publication) {
    const all = flag(publication, 'allTables') ? ' FOR ALL TABLES' : '';
    const options = optionsOf((name) => publication.facts[name] !== usual[name], publication);
    return [
      {
        sql: `CREATE PUBLICATION ${text(publication, 'name')}${all}${options === '' ? '' : ` WITH (${options})`}`,
      },
    ];
  },
  drop: (publication) => [{ sql: `DROP PUBLICATION ${text(publication, 'name')}` }],
  change(from, to) {
    if (differ(from, to, 'allTables')) return undefined;
    const options = optionsOf((name) => differ(from, to, name), to);
    return { drafts: [{ sql: `ALTER PUBLICATION ${text(to, 'name')} SET (${options})` }] };
  },
};

const usual: Readonly<Record<string, string | boolean>> = {
  publish: 'insert, update, delete, truncate',
  viaRoot: false,
  generatedColumns: 'none',
};

function optionsOf(
  isMeant: (name: string) => boolean,
  publication: Parameters<KindChanges['create']>[0],
): string {
  const options: readonly (readonly [fact: string, option: string])[] = [
    ['publish', `publish = ${literal(text(publication, 'publish'))}`],
    ['viaRoot', `publish_via_partition_root = ${flag(publication, 'viaRoot')}`],
    ['generatedColumns', `publish_generated_columns = ${text(publication, 'generatedColumns')}`],
  ];
  return options
    .filter(([fact]) => isMeant(fact))
    .map(([, option]) => option)
    .join(', ');
}
