import { TrivetError } from '../../base/errors.ts';
import { prepareHttp1 } from '../../http/h1/prepare.ts';
import { prepareHttp2 } from '../../http/h2/prepare.ts';
import { createRequestSource } from '../request/mix.ts';
import { operationsOf } from '../request/operations.ts';
import { MixTraffic } from './mix-traffic.ts';
import type { SidePlan, WorkerPlan } from './plan.ts';
import type { Slot } from './slot.ts';
import type { Traffic } from './traffic.ts';

/** Makes what the users of a side do. Throws `USAGE` for whatever is wrong with it. */
export function createTraffic(
  worker: WorkerPlan,
  { traffic, origins }: SidePlan,
  onIteration: (slot: Slot, nowMs: number) => void,
): Traffic {
  if (traffic.kind === 'script') {
    throw new TrivetError('NOT_YET', 'This version of trivet cannot run scenario files yet.');
  }
  const source = createRequestSource(traffic.specs, {
    seed: worker.seed,
    worker: worker.worker,
    workers: worker.workers,
    prepare: worker.http === '2' ? prepareHttp2 : prepareHttp1,
    userAgent: worker.userAgent,
    origins,
    data: traffic.data,
    cookies: traffic.cookies,
  });
  return new MixTraffic(operationsOf(traffic.specs), source, onIteration);
}
