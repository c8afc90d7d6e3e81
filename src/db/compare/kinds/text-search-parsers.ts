import type { CatalogObject } from '../../../postgres/catalog/catalog.ts';
import { text } from '../facts.ts';
import type { KindChanges } from '../kind-changes.ts';

export const textSearchParsers: KindChanges = {
  kind: 'text search parser',
  designate: (parser) => `TEXT SEARCH PARSER ${text(parser, 'name')}`,
  create: (parser) => [{ sql: creation(parser) }],
  drop: (parser) => [{ sql: `DROP TEXT SEARCH PARSER ${text(parser, 'name')}` }],
  change: () => undefined,
};

function creation(parser: CatalogObject): string {
  const headline = text(parser, 'headline');
  const parts = [
    `START = ${text(parser, 'start')}`,
    `GETTOKEN = ${text(parser, 'token')}`,
    `END = ${text(parser, 'end')}`,
    ...(headline === '' ? [] : [`HEADLINE = ${headline}`]),
    `LEXTYPES = ${text(parser, 'types')}`,
  ];
  return `CREATE TEXT SEARCH PARSER ${text(parser, 'name')} (${parts.join(', ')})`;
}
