import { buildCommand } from '@stricli/core';
import type { CliContext } from '../context.ts';
import type { CommandPage } from '../page.ts';
import type { DbLintFlags } from './db-lint-flags.ts';
import { failOnValues, majors } from './db-setting-flags.ts';
import { operand, sharedFlags, withoutPrototype } from './shared-flags.ts';

const text = { kind: 'parsed', optional: true, parse: String } as const;

export const dbLintPage: CommandPage = {
  name: 'db lint',
  command: buildCommand<DbLintFlags, string[], CliContext>({
    loader: async () => {
      const { runDbLint } = await import('./db-lint.run.ts');
      return function call(flags, ...files) {
        return runDbLint(this, flags, files);
      };
    },
    parameters: {
      positional: {
        kind: 'array',
        parameter: {
          placeholder: 'FILE',
          brief:
            'Migrations in SQL: files, folders (their .sql files), or - for standard input (default: migrations of trivet.config.ts)',
          parse: operand,
        },
      },
      flags: withoutPrototype({
        connection: {
          ...text,
          brief: 'Judge by this database: its version, the sizes and types of its tables',
        },
        failOn: {
          kind: 'enum',
          values: failOnValues,
          optional: true,
          brief: 'Exit 1 from this severity on: error, warning, info or never (default: warning)',
        },
        allow: {
          ...text,
          variadic: true,
          brief:
            'Do not report this hazard; repeatable (for one statement: -- trivet:allow ID why)',
        },
        pedantic: {
          kind: 'boolean',
          optional: true,
          withNegated: false,
          brief: 'Report matters of taste, too: names, types, style',
        },
        pg: {
          kind: 'enum',
          values: majors,
          optional: true,
          brief: 'Major version of the server: 14 to 18 (default: what holds for all of them)',
        },
        sarif: { ...text, brief: 'Write the hazards as SARIF 2.1.0, for code scanning' },
        junit: { ...text, brief: 'Write the hazards as JUnit XML' },
        ...sharedFlags,
      }),
    },
    docs: {
      brief: 'Say what in hand-written migrations loses data, blocks clients or breaks them',
      fullDescription: [
        'Say what in hand-written migrations loses data, blocks clients or breaks them.',
        '',
        'Each hazard names its statement, what the statement does to the database, and the gentle way to the',
        'same end. Tables that a migration itself made are empty, so nothing that is done to them is a hazard.',
        'Folders are read with all below them, except rollbacks (_rollback.sql, .down.sql).',
      ].join('\n'),
    },
  }),
  usage: ['[FILE|DIR...] [options]'],
  placeholders: {
    connection: 'URL',
    failOn: 'SEVERITY',
    allow: 'ID',
    pg: 'MAJOR',
    sarif: 'FILE',
    junit: 'FILE',
  },
  examples: [
    { line: 'trivet db lint migrations/', does: 'All migrations of a folder' },
    {
      line: 'trivet db lint migrations/ --fail-on error --sarif lint.sarif',
      does: 'In CI, for code scanning',
    },
    {
      line: 'git show HEAD:migrations/0042.sql | trivet db lint - --pg 17 --json',
      does: 'In a pipe',
    },
    {
      line: 'trivet db lint migrations/0042.sql --connection postgres://localhost/shop',
      does: 'What it would do to this database: small tables are no matter',
    },
    { line: 'trivet explain blocked-writes', does: 'What a hazard means, and the gentle way' },
  ],
};
