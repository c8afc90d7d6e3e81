import { buildCommand } from '@stricli/core';
import { frameworks } from '../../scaffold/scaffold-types.ts';
import type { CliContext } from '../context.ts';
import type { CommandPage } from '../page.ts';
import type { ScaffoldFlags } from './scaffold-flags.ts';
import { operand, sharedFlags, withoutPrototype } from './shared-flags.ts';

const yes = { kind: 'boolean', optional: true, withNegated: false } as const;
const text = { kind: 'parsed', optional: true, parse: String } as const;
const texts = { ...text, variadic: true } as const;

export const scaffoldPage: CommandPage = {
  name: 'scaffold',
  command: buildCommand<ScaffoldFlags, [spec?: string], CliContext>({
    loader: async () => {
      const { runScaffold } = await import('./scaffold.run.ts');
      return function call(flags, spec) {
        return runScaffold(this, flags, spec);
      };
    },
    parameters: {
      positional: {
        kind: 'tuple',
        parameters: [
          {
            placeholder: 'SPEC',
            brief:
              'OpenAPI document (2.0 to 3.2, YAML or JSON): a file, an http(s) URL, or - for standard input',
            parse: operand,
            optional: true,
          },
        ],
      },
      aliases: { o: 'output' },
      flags: withoutPrototype({
        framework: {
          kind: 'enum',
          values: frameworks,
          optional: true,
          brief: `One of ${frameworks.join(', ')} (default: express)`,
        },
        output: {
          ...text,
          brief:
            'Folder of the routes, e.g. src/routes; the application goes around it (default: .)',
        },
        dryRun: { ...yes, brief: 'Write nothing; print what would change as a unified diff' },
        force: { ...yes, brief: 'Overwrite generated files even where they were edited by hand' },
        strict: { ...yes, brief: 'Refuse what cannot be generated faithfully instead of warning' },
        mock: { ...yes, brief: 'Handlers answer from examples or schemas instead of 501' },
        typesOnly: { ...yes, brief: 'Generate the TypeScript types only' },
        include: {
          ...texts,
          brief: 'Only these operations; repeatable: tag:NAME, path:GLOB or an operationId',
        },
        exclude: { ...texts, brief: 'Not these operations; repeatable, as --include' },
        allowRemote: { ...yes, brief: 'Follow $refs to other hosts' },
        fromDb: { ...text, brief: 'Generate from a live database (not in this version yet)' },
        generateSpec: {
          ...yes,
          brief: 'Write OpenAPI from route sources (not in this version yet)',
        },
        ...sharedFlags,
      }),
    },
    docs: {
      brief: 'Generate a typed, validating server from an OpenAPI document',
      fullDescription: [
        'Generate a typed, validating server from an OpenAPI document.',
        '',
        'Generated files are rewritten on every run. Files with your code (route handlers, app, config) are',
        'written once and never touched again; new operations are appended to them as stubs that answer 501.',
      ].join('\n'),
    },
  }),
  usage: ['SPEC [options]'],
  placeholders: {
    framework: 'NAME',
    output: 'DIR',
    include: 'WHICH',
    exclude: 'WHICH',
    fromDb: 'URL',
  },
  examples: [
    {
      line: 'trivet scaffold openapi.yaml --framework fastify --output src/routes/',
      does: 'A whole Fastify application around src/routes/',
    },
    { line: 'trivet scaffold openapi.yaml --dry-run', does: 'What would change, as a diff' },
    {
      line: "trivet scaffold openapi.yaml --include tag:users --exclude 'path:/internal/**'",
      does: 'A part of the API',
    },
    {
      line: 'curl -s https://example.com/openapi.json | trivet scaffold - --types-only --json',
      does: 'In a pipe',
    },
  ],
};
