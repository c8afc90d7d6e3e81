import { buildRouteMap } from '@stricli/core';
import type { CommandGroup, CommandPage } from '../page.ts';
import { dbComparePage } from './db-compare.ts';
import { dbLintPage } from './db-lint.ts';
import { dbMigratePage } from './db-migrate.ts';
import { dbRollbackPage } from './db-rollback.ts';
import { dbSnapshotPage } from './db-snapshot.ts';
import { dbStatusPage } from './db-status.ts';
import { dbSuggestIndexesPage } from './db-suggest-indexes.ts';
import { withoutPrototype } from './shared-flags.ts';

/** In the order of help. */
const pages: readonly CommandPage[] = [
  dbSuggestIndexesPage,
  dbComparePage,
  dbSnapshotPage,
  dbLintPage,
  dbMigratePage,
  dbRollbackPage,
  dbStatusPage,
];

export const dbGroup: CommandGroup = {
  name: 'db',
  routes: buildRouteMap({
    routes: withoutPrototype(
      Object.fromEntries(pages.map(({ name, command }) => [name.replace('db ', ''), command])),
    ),
    docs: {
      brief: 'PostgreSQL: compare schemas, check and apply migrations',
      fullDescription: [
        'PostgreSQL 14 to 18: compare schemas, check and apply migrations.',
        '',
        'Whatever changes a database is first a plan that can be read, and has run on a shadow.',
      ].join('\n'),
    },
  }),
  pages,
};
