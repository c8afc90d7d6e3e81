import { buildCommand } from '@stricli/core';
import type { CliContext } from '../context.ts';
import type { CommandPage } from '../page.ts';
import type { DbSnapshotFlags } from './db-snapshot-flags.ts';
import { sharedFlags, withoutPrototype } from './shared-flags.ts';

const text = { kind: 'parsed', optional: true, parse: String } as const;

export const dbSnapshotPage: CommandPage = {
  name: 'db snapshot',
  command: buildCommand<DbSnapshotFlags, [], CliContext>({
    loader: async () => {
      const { runDbSnapshot } = await import('./db-snapshot.run.ts');
      return function call(flags) {
        return runDbSnapshot(this, flags);
      };
    },
    parameters: {
      aliases: { o: 'output' },
      flags: withoutPrototype({
        connection: { ...text, brief: 'The database, as postgres://… (default: $DATABASE_URL)' },
        output: { ...text, brief: 'Write the snapshot into this file' },
        ...sharedFlags,
      }),
    },
    docs: {
      brief: 'Save the schema of a database in a file that trivet db compare takes in its place',
      fullDescription: [
        'Save the schema of a database in a file that trivet db compare takes in its place.',
        '',
        'The file is JSON with a line for each object, and the same schema is always the same file. It is for where',
        'the database cannot be reached, such as CI, and for looking back.',
      ].join('\n'),
    },
  }),
  usage: ['--output FILE --connection URL [options]'],
  placeholders: { connection: 'URL', output: 'FILE' },
  examples: [
    {
      line: 'trivet db snapshot --connection postgres://localhost/mydb --output production.json',
      does: 'What does production look like?',
    },
    {
      line: 'trivet db compare schema/ --from production.json --check',
      does: 'Later, without that database: do the files still say the same?',
    },
  ],
};
