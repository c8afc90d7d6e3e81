import type { PreparedRequest } from '../../http/exchange.ts';
import { prepareHttp1 } from '../../http/h1/prepare.ts';
import type { RequestMessage } from '../../http/message.ts';
import { createRequestSource } from '../request/mix.ts';
import { operationsOf } from '../request/operations.ts';
import type { ChannelPool } from './channel-pool.ts';
import { MessageMemory } from './follow.ts';
import { MixTraffic } from './mix-traffic.ts';
import type { SidePlan, WorkerPlan } from './plan.ts';
import type { Slot } from './slot.ts';
import type { Traffic } from './traffic.ts';

export interface TrafficParts {
  readonly pool: ChannelPool;
  readonly random: () => number;
  readonly onIteration: (slot: Slot, nowMs: number) => void;
}

/** Makes what the users of a side do. Throws `USAGE` for whatever is wrong with it. */
export async function createTraffic(
  worker: WorkerPlan,
  { traffic, origins, observes }: SidePlan,
  { pool, random, onIteration }: TrafficParts,
): Promise<Traffic> {
  const encode =
    worker.http === '2' ? (await import('../../http/h2/prepare.ts')).prepareHttp2 : prepareHttp1;
  const originAt = (url: URL): number => pool.originAt(...addressOf(url));
  if (traffic.kind === 'script') {
    const { loadScenario } = await import('../scenario/load-scenario.ts');
    const { ScriptTraffic } = await import('../scenario/script-traffic.ts');
    const scenario = await loadScenario(traffic.module);
    const { baseUrl } = traffic;
    const { userAgent } = worker;
    return new ScriptTraffic({
      scenario,
      baseUrl,
      userAgent,
      prepare: encode,
      originAt,
      random,
      onIteration,
    });
  }
  const memory = new MessageMemory();
  const { redirectsMax } = traffic;
  const needsHeaders = observes || redirectsMax > 0;
  const prepare = (message: RequestMessage): PreparedRequest => {
    const keep = message.keep === 'nothing' && needsHeaders ? 'headers' : message.keep;
    const request = encode({ ...message, keep });
    return redirectsMax > 0 ? memory.note(request, message) : request;
  };
  const source = createRequestSource(traffic.specs, {
    seed: worker.seed,
    worker: worker.worker,
    workers: worker.workers,
    prepare,
    userAgent: worker.userAgent,
    origins,
    data: traffic.data,
    cookies: traffic.cookies,
  });
  return new MixTraffic({
    operations: operationsOf(traffic.specs),
    source,
    redirectsMax,
    memory,
    prepare,
    originAt,
    onIteration,
  });
}

function addressOf({ protocol, hostname, port }: URL): Parameters<ChannelPool['originAt']> {
  const isTls = protocol === 'https:';
  const host = hostname.replace(/^\[|\]$/g, '');
  return [isTls ? 'https:' : 'http:', host, port === '' ? (isTls ? 443 : 80) : Number(port)];
}
