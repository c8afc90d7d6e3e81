import { buildCommand } from '@stricli/core';
import { parseBytes } from '../../base/bytes.ts';
import type { CliContext } from '../context.ts';
import type { CommandPage } from '../page.ts';
import type { DbSuggestIndexesFlags } from './db-suggest-indexes-flags.ts';
import { sharedFlags, withoutPrototype } from './shared-flags.ts';

const text = { kind: 'parsed', optional: true, parse: String } as const;

export const dbSuggestIndexesPage: CommandPage = {
  name: 'db suggest-indexes',
  command: buildCommand<DbSuggestIndexesFlags, [], CliContext>({
    loader: async () => {
      const { runDbSuggestIndexes } = await import('./db-suggest-indexes.run.ts');
      return function call(flags) {
        return runDbSuggestIndexes(this, flags);
      };
    },
    parameters: {
      aliases: { o: 'output' },
      flags: withoutPrototype({
        connection: {
          ...text,
          brief: 'The database, as postgres://… (default: $DATABASE_URL)',
        },
        workload: {
          ...text,
          variadic: true,
          brief:
            'What it is asked: server logs or SQL files; repeatable (default: pg_stat_statements)',
        },
        output: {
          ...text,
          brief: 'Write a migration with these indexes, and its rollback, into this folder',
        },
        name: {
          ...text,
          brief: 'What the files are called after the time (default: by the tables)',
        },
        budget: {
          kind: 'parsed',
          optional: true,
          parse: (value: string) => positive(value, parseBytes(value), 'a size such as 500MB'),
          brief: 'Room for all new indexes (default: each has to be worth its own)',
        },
        verify: {
          ...text,
          brief: 'Say what the indexes of an earlier advice (--json) brought since they were made',
        },
        max: {
          kind: 'parsed',
          optional: true,
          parse: (value: string) => positive(value, Number(value), 'a number'),
          brief: 'No more indexes than this',
        },
        shadow: {
          ...text,
          brief:
            'A server for scratch databases to prove the migration on (default: an embedded one)',
        },
        ...sharedFlags,
      }),
    },
    docs: {
      brief: 'Find the indexes that make the real workload faster',
      fullDescription: [
        'Find the indexes that make the real workload faster, and write them as a migration.',
        '',
        'The workload is that of pg_stat_statements; or of --workload: logs of the server (stderr, CSV or JSON; by',
        'log_min_duration_statement or auto_explain) of any length, with their constants, or files of SQL statements,',
        'where "-- calls: 500" and "-- mean: 12ms" before a statement may say how often and how long. Costs are those of the planner, on a shadow that looks',
        'like your database to it: nothing is made or changed on your server, and nothing has to be',
        'installed there.',
      ].join('\n'),
    },
  }),
  usage: ['--connection URL [options]'],
  placeholders: {
    connection: 'URL',
    workload: 'FILE',
    output: 'DIR',
    name: 'NAME',
    budget: 'SIZE',
    verify: 'FILE',
    max: 'N',
    shadow: 'URL',
  },
  examples: [
    {
      line: 'trivet db suggest-indexes --connection postgres://localhost/mydb',
      does: 'What would help?',
    },
    {
      line: 'trivet db suggest-indexes --workload postgresql.log --workload queries.sql',
      does: 'By a log and a file of statements',
    },
    {
      line: 'trivet db suggest-indexes --budget 500MB --output migrations/',
      does: 'As a migration, within 500 MB',
    },
    {
      line: 'trivet db suggest-indexes --json > advice.json',
      does: 'To be verified later',
    },
    {
      line: 'trivet db suggest-indexes --verify advice.json',
      does: 'A week after: what did they bring?',
    },
  ],
};

function positive(given: string, value: number | undefined, expected: string): number {
  if (value !== undefined && Number.isFinite(value) && value > 0) return value;
  throw new Error(`"${given}" is not ${expected}`);
}
