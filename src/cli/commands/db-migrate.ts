import { buildCommand } from '@stricli/core';
import type { CliContext } from '../context.ts';
import type { CommandPage } from '../page.ts';
import type { DbMigrateFlags } from './db-migrate-flags.ts';
import { runFlags, runPlaceholders } from './db-run-flags.ts';
import { operand, withoutPrototype } from './shared-flags.ts';

const text = { kind: 'parsed', optional: true, parse: String } as const;

export const dbMigratePage: CommandPage = {
  name: 'db migrate',
  command: buildCommand<DbMigrateFlags, string[], CliContext>({
    loader: async () => {
      const { runDbMigrate } = await import('./db-migrate.run.ts');
      return function call(flags, ...files) {
        return runDbMigrate(this, flags, files);
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
        to: { ...text, brief: 'Apply up to this migration' },
        baseline: {
          ...text,
          brief: 'Take all up to this migration as applied, without running them',
        },
        ...runFlags,
      }),
    },
    docs: {
      brief: 'Apply migrations without taking the site down',
      fullDescription: [
        'Apply migrations without taking the site down.',
        '',
        'Each transaction waits for locks only for a moment and tries again, so that no queue forms behind it. What is',
        'done is noted in the same transaction (table trivet.migrations); killed at any point, the next run finds out',
        'what happened and goes on from there. Files of Prisma, drizzle-kit, node-pg-migrate, dbmate and Flyway are',
        'understood, and what these tools have applied counts as applied.',
      ].join('\n'),
    },
  }),
  usage: ['[FILE|DIR...] --connection URL [options]'],
  placeholders: { ...runPlaceholders, to: 'NAME', baseline: 'NAME' },
  examples: [
    {
      line: 'trivet db migrate migrations/ --connection postgres://localhost/mydb --dry-run',
      does: 'What would it lock, block and take?',
    },
    {
      line: 'trivet db migrate migrations/ --connection postgres://localhost/mydb',
      does: 'Apply what is pending',
    },
    {
      line: 'trivet db migrate migrations/ --baseline 20261101_start',
      does: 'Begin with a database that has all of that already',
    },
    {
      line: 'trivet db migrate migrations/ --allow data-loss',
      does: 'Apply a migration that drops a column',
    },
  ],
};
