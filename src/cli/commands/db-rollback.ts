import { buildCommand } from '@stricli/core';
import type { CliContext } from '../context.ts';
import { count } from '../load/parsers.ts';
import type { CommandPage } from '../page.ts';
import type { DbRollbackFlags } from './db-rollback-flags.ts';
import { runFlags, runPlaceholders } from './db-run-flags.ts';
import { operand, withoutPrototype } from './shared-flags.ts';

export const dbRollbackPage: CommandPage = {
  name: 'db rollback',
  command: buildCommand<DbRollbackFlags, string[], CliContext>({
    loader: async () => {
      const { runDbRollback } = await import('./db-rollback.run.ts');
      return function call(flags, ...files) {
        return runDbRollback(this, flags, files);
      };
    },
    parameters: {
      positional: {
        kind: 'array',
        parameter: {
          placeholder: 'FILE',
          brief:
            'Migrations to take back, by their own files or those of their rollbacks; with --steps, their folder',
          parse: operand,
        },
      },
      flags: withoutPrototype({
        steps: {
          kind: 'parsed',
          optional: true,
          parse: count,
          brief: 'Take back the newest so many that are applied',
        },
        ...runFlags,
      }),
    },
    docs: {
      brief: 'Take migrations back, newest first',
      fullDescription: [
        'Take migrations back, newest first.',
        '',
        'Runs NAME_rollback.sql, which trivet db compare writes beside NAME.sql, in the same way as migrations are run.',
        'What it says that cannot come back is said before anything is done.',
      ].join('\n'),
    },
  }),
  usage: ['FILE... --connection URL [options]', '[DIR] --steps N --connection URL [options]'],
  placeholders: { ...runPlaceholders, steps: 'N' },
  examples: [
    {
      line: 'trivet db rollback migrations/20261122_users.sql --connection postgres://localhost/mydb',
      does: 'Take one migration back',
    },
    { line: 'trivet db rollback --steps 2', does: 'Take the last two back' },
  ],
};
