import { buildRouteMap } from '@stricli/core';
import type { CommandGroup, CommandPage } from '../page.ts';
import { dbAnalyzePage } from './db-analyze.ts';
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
  dbAnalyzePage,
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
      brief: 'PostgreSQL: find what is slow, compare schemas, apply migrations',
      fullDescription: [
        'PostgreSQL 14 to 18: find what is slow and wrong, compare schemas, check and apply migrations.',
        '',
        'Whatever changes a database is first a plan that can be read, and has run on a shadow.',
      ].join('\n'),
    },
  }),
  pages,
};
