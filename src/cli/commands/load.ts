import { buildCommand } from '@stricli/core';
import type { CliContext } from '../context.ts';
import type { CommandPage } from '../page.ts';
import type { LoadFlags } from './load-flags.ts';
import { loadOptions, loadPlaceholders } from './load-options.ts';
import { operand } from './shared-flags.ts';

export const loadPage: CommandPage = {
  name: 'load',
  command: buildCommand<LoadFlags, string[], CliContext>({
    loader: async () => {
      const { runLoad } = await import('./load.run.ts');
      return function call(flags, ...targets) {
        return runLoad(this, flags, targets);
      };
    },
    parameters: {
      positional: {
        kind: 'array',
        maximum: 2,
        parameter: {
          placeholder: 'TARGET',
          brief:
            'URL (two with --compare), a scenario file (.ts, .js), or "selfcheck"; none with --spec, --mix or --har',
          parse: operand,
        },
      },
      aliases: {
        c: 'concurrency',
        d: 'duration',
        n: 'requests',
        r: 'rate',
        X: 'method',
        H: 'header',
        k: 'insecure',
      },
      flags: loadOptions,
    },
    docs: {
      brief: 'Load test HTTP servers, compare them, find their limits',
      fullDescription: [
        'Load test HTTP servers, compare them, find their limits.',
        '',
        'Every request is accounted for, and a run in which the generator itself was the bottleneck says so.',
        'With --rate, latency counts from when a request was due: a stall of the server is charged for all',
        'that it delayed. Comparisons interleave both targets and report 95 % confidence intervals.',
      ].join('\n'),
    },
  }),
  usage: ['URL [options]', 'URL URL2 --compare [options]', 'SCENARIO.ts [options]', 'selfcheck'],
  placeholders: loadPlaceholders,
  examples: [
    {
      line: 'trivet load http://127.0.0.1:3000/users --concurrency 50 --duration 30',
      does: 'Fifty users, as fast as they can',
    },
    {
      line: "trivet load http://127.0.0.1:3000/users --rate 500/s --threshold 'p99<200ms' --html report.html",
      does: 'A fixed rate, honest latency, a report, and a condition for CI',
    },
    {
      line: 'trivet load http://127.0.0.1:3000/v1/users http://127.0.0.1:3000/v2/users --compare',
      does: 'Which of two is slower, with confidence intervals',
    },
    {
      line: 'trivet load --spec openapi.yaml --base-url http://127.0.0.1:3000 --concurrency 20',
      does: 'Every operation of an API, with valid requests',
    },
    {
      line: 'trivet load http://127.0.0.1:3000/login --concurrency 200 --expect-rate-limit',
      does: 'Is there a rate limit, and is it the one that is advertised?',
    },
  ],
};
