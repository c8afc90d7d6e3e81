import type { CatalogObject } from '../../../postgres/catalog/catalog.ts';
import { differ, foreignOptionChanges, foreignOptions, literal, text, texts } from '../facts.ts';
import type { KindChanges } from '../kind-changes.ts';

export const foreignServers: KindChanges = {
  kind: 'foreign server',
  designate: (server) => `SERVER ${text(server, 'name')}`,
  designateGrant: (server) => `FOREIGN SERVER ${text(server, 'name')}`,
  create: (server) => [
    {
      sql: [
        `CREATE SERVER ${text(server, 'name')}`,
        isSet(server, 'type') ? ` TYPE ${literal(text(server, 'type'))}` : '',
        isSet(server, 'version') ? ` VERSION ${literal(text(server, 'version'))}` : '',
        ` FOREIGN DATA WRAPPER ${text(server, 'wrapper')}`,
        foreignOptions(texts(server, 'options')),
      ].join(''),
    },
  ],
  drop: (server) => [{ sql: `DROP SERVER ${text(server, 'name')}` }],
  change(from, to) {
    if (differ(from, to, 'type', 'wrapper')) return undefined;
    const options = foreignOptionChanges(texts(from, 'options'), texts(to, 'options'));
    const version = isSet(to, 'version') ? literal(text(to, 'version')) : 'NULL';
    const changes = [
      ...(differ(from, to, 'version') ? [`VERSION ${version}`] : []),
      ...(options === undefined ? [] : [options]),
    ];
    return { drafts: [{ sql: `ALTER SERVER ${text(to, 'name')} ${changes.join(' ')}` }] };
  },
};

function isSet(server: CatalogObject, name: string): boolean {
  return typeof server.facts[name] === 'string';
}
