import type { RequestSpec, StepSpec } from './source.ts';

/**
 * The names under which requests are reported, each once, in the order of specs and steps; requests of the same name are
 * one operation. A plain request has the name of its spec; a step that of its step, after its scenario where there are
 * several.
 */
export function operationsOf(specs: readonly RequestSpec[]): readonly string[] {
  const names = specs.flatMap((spec) => spec.steps.map((step) => operationName(spec, step, specs)));
  return [...new Set(names)];
}

/** The name of one step among all specs. */
export function operationName(
  spec: RequestSpec,
  step: StepSpec,
  specs: readonly RequestSpec[],
): string {
  if (spec.steps.length === 1) return spec.name;
  return specs.length === 1 ? step.name : `${spec.name}: ${step.name}`;
}
