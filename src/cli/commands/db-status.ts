import { buildCommand } from '@stricli/core';
import type { CliContext } from '../context.ts';
import type { CommandPage } from '../page.ts';
import type { DbStatusFlags } from './db-status-flags.ts';
import { operand, sharedFlags, withoutPrototype } from './shared-flags.ts';

export const dbStatusPage: CommandPage = {
  name: 'db status',
  command: buildCommand<DbStatusFlags, string[], CliContext>({
    loader: async () => {
      const { runDbStatus } = await import('./db-status.run.ts');
      return function call(flags, ...files) {
        return runDbStatus(this, flags, files);
      };
    },
    parameters: {
      positional: {
        kind: 'array',
        parameter: {
          placeholder: 'FILE',
          brief:
            'Migrations in SQL: folders, or files (default: those of trivet.config.ts, else the folder migrations)',
          parse: operand,
        },
      },
      flags: withoutPrototype({
        connection: {
          kind: 'parsed',
          optional: true,
          parse: String,
          brief: 'The database, as postgres://… (default: $DATABASE_URL)',
        },
        check: {
          kind: 'boolean',
          optional: true,
          withNegated: false,
          brief: 'Exit 1 where something is pending, edited, missing or unfinished',
        },
        ...sharedFlags,
      }),
    },
    docs: {
      brief: 'Say which migrations are applied, pending, edited, missing or unfinished',
      fullDescription: [
        'Say which migrations are applied, pending, edited, missing or unfinished.',
        '',
        'Only reads. Without a folder it tells what the history of the database knows.',
      ].join('\n'),
    },
  }),
  usage: ['[FILE|DIR...] --connection URL [options]'],
  placeholders: { connection: 'URL' },
  examples: [
    {
      line: 'trivet db status migrations/ --connection postgres://localhost/mydb',
      does: 'Where does this database stand?',
    },
    { line: 'trivet db status migrations/ --check', does: 'In CI, before a deployment' },
  ],
};
