import type { PlanNode } from '../../postgres/what-if/plan.ts';
import type { WhatIf } from '../../postgres/what-if/what-if.ts';
import type { WorkloadSample } from '../workload/workload.ts';
import type { Instance } from './instances.ts';

/** Calls as they were, with their plans. */
export interface SampleInstances {
  readonly instances: readonly Instance[];
  /** One for each instance. */
  readonly plans: readonly PlanNode[];
}

/** Those that can be planned here, by how often they were seen; none where no constants are known. */
export async function sampleInstances(
  samples: readonly WorkloadSample[],
  whatIf: WhatIf,
): Promise<SampleInstances> {
  const found: { readonly sample: WorkloadSample; readonly plan: PlanNode }[] = [];
  for (const sample of samples) {
    try {
      found.push({ sample, plan: await whatIf.plan(sample.sql) });
    } catch {
      // Others may do: a value can be of a type that only the driver knew.
    }
  }
  const sum = found.reduce((total, { sample }) => total + sample.calls, 0);
  return {
    instances: found.map(({ sample }) => ({ sql: sample.sql, weight: sample.calls / sum })),
    plans: found.map(({ plan }) => plan),
  };
}
