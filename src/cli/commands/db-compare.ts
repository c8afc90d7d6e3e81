import { buildCommand } from '@stricli/core';
import type { CliContext } from '../context.ts';
import type { CommandPage } from '../page.ts';
import type { DbCompareFlags } from './db-compare-flags.ts';
import { majors } from './db-setting-flags.ts';
import { operand, sharedFlags, withoutPrototype } from './shared-flags.ts';

const text = { kind: 'parsed', optional: true, parse: String } as const;
const boolean = { kind: 'boolean', optional: true, withNegated: false } as const;

export const dbComparePage: CommandPage = {
  name: 'db compare',
  command: buildCommand<DbCompareFlags, string[], CliContext>({
    loader: async () => {
      const { runDbCompare } = await import('./db-compare.run.ts');
      return function call(flags, ...target) {
        return runDbCompare(this, flags, target);
      };
    },
    parameters: {
      positional: {
        kind: 'array',
        parameter: {
          placeholder: 'TARGET',
          brief:
            'The schema that is wanted: SQL files, folders, - for standard input, a snapshot, or the URL of a database (default: schema of trivet.config.ts)',
          parse: operand,
        },
      },
      aliases: { o: 'output' },
      flags: withoutPrototype({
        connection: {
          ...text,
          brief: 'The database to change, as postgres://… (default: $DATABASE_URL)',
        },
        from: {
          ...text,
          variadic: true,
          brief: 'Start from schema files or a snapshot instead of a database; repeatable',
        },
        output: { ...text, brief: 'Write the migration and its rollback into this folder' },
        name: { ...text, brief: 'Name of the migration (default: after what it does)' },
        check: { ...boolean, brief: 'Exit 1 on any difference, for CI' },
        strict: {
          ...boolean,
          brief:
            'Exit 2 where a schema has something that cannot be compared, or a plan cannot be proven',
        },
        rename: {
          ...text,
          variadic: true,
          brief: 'old=new: a table or column (table.column) that has another name; repeatable',
        },
        noInput: {
          ...boolean,
          brief: 'Never ask on a terminal whether something that goes has another name now',
        },
        backfill: {
          ...text,
          variadic: true,
          brief:
            'column=expression: fill the rows of table.column in batches (without =: with its default); repeatable',
        },
        shadow: {
          ...text,
          brief: 'Prove on scratch databases of this server (default: an embedded one)',
        },
        pg: {
          kind: 'enum',
          values: majors,
          optional: true,
          brief:
            'With --from: major version of PostgreSQL, 14 to 18 (default: that of the snapshot, else 18)',
        },
        ...sharedFlags,
      }),
    },
    docs: {
      brief:
        'Write the migration that turns a database into a schema, and its rollback, both proven',
      fullDescription: [
        'Write the migration that turns a database into a schema, and its rollback, both proven.',
        '',
        'The plan is run on a shadow with the schema of the database before it is shown: afterwards the shadow must',
        'look like the target, and after the rollback like the database. Indexes are built concurrently and',
        'constraints validated later, so that nobody waits. The database itself is only read.',
      ].join('\n'),
    },
  }),
  usage: ['[TARGET...] --connection URL [options]', '[TARGET...] --from FILE [options]'],
  placeholders: {
    connection: 'URL',
    from: 'FILE',
    output: 'DIR',
    name: 'NAME',
    rename: 'OLD=NEW',
    backfill: 'COLUMN=SQL',
    shadow: 'URL',
    pg: 'MAJOR',
  },
  examples: [
    {
      line: 'trivet db compare schema/v2.sql --connection postgres://localhost/mydb --output migrations/',
      does: 'A migration and its rollback',
    },
    {
      line: 'trivet db compare schema/ --check',
      does: 'In CI: is the database of $DATABASE_URL what the files say?',
    },
    {
      line: 'trivet db compare new.sql --from old.sql --rename users.mail=users.email',
      does: 'Without any server, with a column that was renamed',
    },
    {
      line: "trivet db compare new.sql --from old.sql --backfill users.display_name='upper(first_name)'",
      does: 'A new NOT NULL column in a table that has rows',
    },
  ],
};
