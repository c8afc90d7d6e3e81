import { buildCommand } from '@stricli/core';
import type { CliContext, SharedFlags } from '../context.ts';
import type { CommandPage } from '../page.ts';
import { operand, sharedFlags, withoutPrototype } from './shared-flags.ts';

export const explainPage: CommandPage = {
  name: 'explain',
  command: buildCommand<SharedFlags, [id?: string], CliContext>({
    loader: async () => {
      const { runExplain } = await import('./explain.run.ts');
      return function call(flags, id) {
        return runExplain(this, flags, id);
      };
    },
    parameters: {
      positional: {
        kind: 'tuple',
        parameters: [
          {
            placeholder: 'ID',
            brief:
              'A finding (dangling-ref) or an error code (SPEC_INVALID); without it, all of them are listed',
            parse: operand,
            optional: true,
          },
        ],
      },
      flags: withoutPrototype({ ...sharedFlags }),
    },
    docs: { brief: 'Say what a finding or an error means, why, and how to fix it' },
  }),
  usage: ['[ID]'],
  placeholders: {},
  examples: [
    { line: 'trivet explain dangling-ref', does: 'The page of a finding' },
    { line: 'trivet explain SPEC_INVALID', does: 'What an error code means' },
    { line: 'trivet explain', does: 'All findings and error codes' },
  ],
};
