import { TrivetError } from '../../base/errors.ts';
import { didYouMean } from '../../base/suggest.ts';
import { compileStep, type StepOptions } from './compile-step.ts';
import type { CompiledStep } from './compiled-step.ts';
import type { DataTable } from './data.ts';
import type { RequestSpec, StepSpec } from './source.ts';

/** A spec ready to be sent. */
export interface CompiledSpec {
  readonly weight: number;
  readonly steps: readonly CompiledStep[];
  /** Columns of the data that its templates use: name and index. */
  readonly columns: readonly (readonly [name: string, index: number])[];
  /** Names of the values that its steps extract. */
  readonly extracted: readonly string[];
}

/**
 * Compiles the steps of a spec.
 * @throws TrivetError `USAGE`, also for variables that neither the data nor an earlier step provides
 */
export function compileSpec(
  spec: RequestSpec,
  data: DataTable | undefined,
  optionsOf: (step: StepSpec) => StepOptions,
): CompiledSpec {
  const columns = data?.columns ?? [];
  const extracted = new Set<string>();
  const steps = spec.steps.map((step) => {
    const compiled = compileStep(step, optionsOf(step));
    checkVariables(step, compiled.variables, [...columns, ...extracted]);
    for (const { name } of step.extract) {
      if (columns.includes(name)) throw nameTaken(name, step);
      extracted.add(name);
    }
    return compiled;
  });
  const used = new Set(steps.flatMap(({ variables }) => variables));
  return {
    weight: spec.weight,
    steps,
    columns: [...columns.entries()]
      .filter(([, name]) => used.has(name))
      .map(([index, name]) => [name, index]),
    extracted: [...extracted],
  };
}

function checkVariables(
  step: StepSpec,
  variables: readonly string[],
  known: readonly string[],
): void {
  const unknown = variables.find((name) => !known.includes(name));
  if (unknown === undefined) return;
  throw new TrivetError(
    'USAGE',
    `${step.name} uses {{${unknown}}}, which nothing provides${didYouMean(unknown, known) || '.'}`,
    {
      hint:
        known.length === 0
          ? 'Give values with a data file, or extract them from the response of an earlier step; {{{{ stands for two braces.'
          : `There are: ${known.join(', ')}; {{{{ stands for two braces.`,
    },
  );
}

function nameTaken(name: string, step: StepSpec): TrivetError {
  return new TrivetError('USAGE', `${step.name} extracts ${name}, which is a column of the data.`, {
    hint: 'Give the extracted value another name.',
  });
}
