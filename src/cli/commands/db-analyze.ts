import { buildCommand } from '@stricli/core';
import { count, positiveDuration } from '../load/parsers.ts';
import type { CliContext } from '../context.ts';
import type { CommandPage } from '../page.ts';
import type { DbAnalyzeFlags } from './db-analyze-flags.ts';
import { failOnValues } from './db-setting-flags.ts';
import { sharedFlags, withoutPrototype } from './shared-flags.ts';

const flag = { kind: 'boolean', optional: true, withNegated: false } as const;
const text = { kind: 'parsed', optional: true, parse: String } as const;

export const dbAnalyzePage: CommandPage = {
  name: 'db analyze',
  command: buildCommand<DbAnalyzeFlags, [], CliContext>({
    loader: async () => {
      const { runDbAnalyze } = await import('./db-analyze.run.ts');
      return function call(flags) {
        return runDbAnalyze(this, flags);
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
        code: {
          ...text,
          variadic: true,
          brief:
            'Look for N+1 queries in this folder of TypeScript or JavaScript, too; repeatable (drizzle, Prisma, knex, kysely, TypeORM, Sequelize, pg)',
        },
        output: {
          ...text,
          brief: 'Write the suggested migration and its rollback into this folder',
        },
        name: { ...text, brief: 'What the files are called after the time (default: optimise)' },
        failOn: {
          kind: 'enum',
          values: failOnValues,
          optional: true,
          brief: 'Exit 1 from this severity on: error, warning, info or never (default: never)',
        },
        watch: {
          kind: 'parsed',
          optional: true,
          parse: positiveDuration,
          brief: 'Report on what happens from now on, for so long; Ctrl-C ends it early (exit 130)',
        },
        interval: {
          kind: 'parsed',
          optional: true,
          parse: positiveDuration,
          brief: 'How often --watch looks and says how it goes (default: 5s)',
        },
        history: {
          ...text,
          brief: 'Add this run to a local file, and say which statements got slower since the last',
        },
        explain: {
          ...flag,
          brief:
            'Plan the statements that take the most time, and say what stands out; runs none of them',
        },
        explainTop: {
          kind: 'parsed',
          optional: true,
          parse: count,
          brief: 'How many statements --explain plans (default: 10)',
        },
        execute: {
          ...flag,
          brief:
            'With --explain: run those that only read on your server, read only and rolled back, to see what happens',
        },
        executeTimeout: {
          kind: 'parsed',
          optional: true,
          parse: positiveDuration,
          brief: 'How long --execute lets a statement run (default: 5s)',
        },
        baseline: {
          ...text,
          brief: 'Count findings that this file knows, without listing them or failing for them',
        },
        saveBaseline: { ...text, brief: 'Write what was found as known into this file' },
        pedantic: {
          kind: 'boolean',
          optional: true,
          withNegated: false,
          brief: 'Report matters of taste, too: types, layout, style',
        },
        html: { ...text, brief: 'Write the report as one HTML file that needs nothing else' },
        markdown: { ...text, brief: 'Write the report as Markdown, for a pull request' },
        sarif: { ...text, brief: 'Write the findings as SARIF 2.1.0, for code scanning' },
        shadow: {
          ...text,
          brief: 'A server for scratch databases to plan on (default: an embedded one)',
        },
        ...sharedFlags,
      }),
    },
    docs: {
      brief: 'Report what is slow, risky or wrong in a live database, and what would mend it',
      fullDescription: [
        'Report what is slow, risky or wrong in a live database, and what would mend it.',
        '',
        'Only reads: catalogs and statistics, in one connection, without scanning your tables. What the role',
        'may not see costs that part of the report, which then says how to get it.',
        '',
        'Statements are those that pg_stat_statements counts, or those of --workload: logs of the server of any',
        'length, and files of SQL (trivet db suggest-indexes --help says more).',
        '',
        'Statements are planned with values from the statistics of your columns, on a scratch server; no report',
        'holds such values. Only --execute runs any of them on your server: a single SELECT that writes and locks',
        'nothing and calls no volatile function, in a read-only transaction that is rolled back.',
        '',
        'Slower than before (--history) is a statement that took at least half as long again in a call, and at least',
        '1 ms more, with at least 30 calls both in this run and in the last one that had as many. A run counts the calls',
        'since the run before, or those that --watch saw. The file has a line for each of the 200 statements of a run',
        'that took the most time, without constants; above 8 MB the oldest lines go.',
      ].join('\n'),
    },
  }),
  usage: ['--connection URL [options]'],
  placeholders: {
    connection: 'URL',
    workload: 'FILE',
    code: 'DIR',
    output: 'DIR',
    name: 'NAME',
    failOn: 'SEVERITY',
    watch: 'TIME',
    interval: 'TIME',
    history: 'FILE',
    explainTop: 'N',
    executeTimeout: 'TIME',
    baseline: 'FILE',
    saveBaseline: 'FILE',
    html: 'FILE',
    markdown: 'FILE',
    sarif: 'FILE',
    shadow: 'URL',
  },
  examples: [
    {
      line: 'trivet db analyze --connection postgres://localhost/mydb',
      does: 'The whole report',
    },
    {
      line: 'trivet db analyze --fail-on error --sarif database.sarif',
      does: 'In CI, for code scanning',
    },
    {
      line: 'trivet db analyze --save-baseline known.json',
      does: 'Take what there is as known …',
    },
    {
      line: 'trivet db analyze --baseline known.json --fail-on warning',
      does: '… and fail for what is new only',
    },
    { line: 'trivet db analyze --output migrations/', does: 'With a migration that mends it' },
    {
      line: 'trivet db analyze --html database.html --markdown database.md',
      does: 'For a browser, and for a pull request',
    },
    {
      line: 'trivet db analyze --explain --html database.html',
      does: 'With the plans of the most expensive statements',
    },
    {
      line: 'trivet db analyze --watch 5m --history database.jsonl',
      does: 'What happens in five minutes, and what got slower since the last time',
    },
    {
      line: 'trivet db analyze --code src/ --watch 5m',
      does: 'N+1 queries, by code and by what is asked in five minutes',
    },
    { line: 'trivet explain duplicate-index', does: 'What a finding means' },
  ],
};
