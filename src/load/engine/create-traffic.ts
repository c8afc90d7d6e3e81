import type { PreparedRequest } from '../../http/exchange.ts';
import { prepareHttp1 } from '../../http/h1/prepare.ts';
import type { RequestMessage } from '../../http/message.ts';
import { createRequestSource } from '../request/mix.ts';
import { operationsOf } from '../request/operations.ts';
import type { ChannelPool } from './channel-pool.ts';
import { MessageMemory } from './follow.ts';
import { MixTraffic } from './mix-traffic.ts';
import type { SidePlan, TrafficPlan, WorkerPlan } from './plan.ts';
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
  side: SidePlan,
  parts: TrafficParts,
): Promise<Traffic> {
  const { traffic } = side;
  const encode = await encoderFor(worker);
  return traffic.kind === 'script'
    ? scriptTraffic(worker, traffic, encode, parts)
    : mixTraffic(worker, side, traffic, encode, parts);
}

type Encode = (message: RequestMessage) => PreparedRequest;

async function encoderFor({ http }: WorkerPlan): Promise<Encode> {
  return http === '2' ? (await import('../../http/h2/prepare.ts')).prepareHttp2 : prepareHttp1;
}

async function scriptTraffic(
  { userAgent }: WorkerPlan,
  { module, baseUrl }: Extract<TrafficPlan, { kind: 'script' }>,
  prepare: Encode,
  { pool, random, onIteration }: TrafficParts,
): Promise<Traffic> {
  const { loadScenario } = await import('../scenario/load-scenario.ts');
  const { ScriptTraffic } = await import('../scenario/script-traffic.ts');
  const scenario = await loadScenario(module);
  const originAt = (url: URL): number => pool.originAt(...addressOf(url));
  return new ScriptTraffic({
    scenario,
    baseUrl,
    userAgent,
    prepare,
    originAt,
    random,
    onIteration,
  });
}

function mixTraffic(
  { seed, worker, workers, userAgent }: WorkerPlan,
  { origins, observes }: SidePlan,
  { specs, data, cookies, redirectsMax }: Extract<TrafficPlan, { kind: 'mix' }>,
  encode: Encode,
  { pool, onIteration }: TrafficParts,
): Traffic {
  const memory = new MessageMemory();
  const needsHeaders = observes || redirectsMax > 0;
  const prepare: Encode = (message) => {
    const keep = message.keep === 'nothing' && needsHeaders ? 'headers' : message.keep;
    const request = encode({ ...message, keep });
    return redirectsMax > 0 ? memory.note(request, message) : request;
  };
  const draw = { seed, worker, workers };
  const source = createRequestSource(specs, {
    ...draw,
    prepare,
    userAgent,
    origins,
    data,
    cookies,
  });
  return new MixTraffic({
    operations: operationsOf(specs),
    source,
    redirectsMax,
    memory,
    prepare,
    originAt: (url) => pool.originAt(...addressOf(url)),
    onIteration,
  });
}

function addressOf({ protocol, hostname, port }: URL): Parameters<ChannelPool['originAt']> {
  const isTls = protocol === 'https:';
  const host = hostname.replace(/^\[|\]$/g, '');
  return [isTls ? 'https:' : 'http:', host, port === '' ? (isTls ? 443 : 80) : Number(port)];
}
