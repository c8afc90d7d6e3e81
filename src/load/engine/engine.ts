import { derivedSeed, seededRandom } from '../../base/random.ts';
import { ChannelPool } from './channel-pool.ts';
import { createTraffic } from './create-traffic.ts';
import { Observer } from './observer.ts';
import type { SidePlan, WorkerPlan } from './plan.ts';
import type { Command, Report } from './protocol.ts';
import { Recorder } from './recorder.ts';
import { Side } from './side.ts';

/** One worker: carries commands out one after the other and reports. */
export interface Engine {
  handle(command: Command): Promise<void>;
}

/** Throws `USAGE` where the plan cannot be carried out. */
export async function createEngine(
  plan: WorkerPlan,
  post: (report: Report) => void,
): Promise<Engine> {
  const sides = await Promise.all(plan.sides.map((side, index) => createSide(plan, side, index)));
  post({ kind: 'ready', operations: sides.map(({ operations }) => operations) });
  const sideAt = (index: number): CreatedSide => {
    const found = sides[index];
    if (found === undefined) throw new RangeError(`There is no side ${index}.`);
    return found;
  };
  return {
    async handle(command) {
      switch (command.kind) {
        case 'open':
          post({ kind: 'opened', faults: await sideAt(command.side).side.open(command.users) });
          break;
        case 'run': {
          const { side, observer } = sideAt(command.segment.side);
          observer?.restart(command.segment.startAtEpochMs - performance.timeOrigin);
          const snapshot = await side.run(command.segment, (tick) =>
            post({ kind: 'tick', snapshot: tick }),
          );
          post({ kind: 'done', snapshot, observed: observer?.observed });
          break;
        }
        case 'stop':
          for (const { side } of sides) side.stop();
          break;
        default:
          for (const { side } of sides) side.close();
      }
    },
  };
}

interface CreatedSide {
  readonly side: Side;
  readonly operations: readonly string[];
  readonly observer: Observer | undefined;
}

async function createSide(worker: WorkerPlan, plan: SidePlan, index: number): Promise<CreatedSide> {
  const holder: { side?: Side } = {};
  const recorder = new Recorder();
  const http2 = worker.http === '2' ? await import('../../http/h2/connection.ts') : undefined;
  const pool = new ChannelPool(worker, plan.origins, recorder, http2?.createHttp2Channels);
  const random = seededRandom(derivedSeed(worker.seed, worker.worker * 2 + index));
  const traffic = await createTraffic(worker, plan, {
    pool,
    random,
    onIteration: (slot, nowMs) => holder.side?.onIteration(slot, nowMs),
  });
  const observer = plan.observes ? new Observer() : undefined;
  const side = new Side({
    worker,
    plan,
    traffic,
    recorder,
    random,
    openChannel: (slot, origin) => pool.open(slot, origin),
    observe: observer && ((exchange) => observer.note(exchange)),
  });
  holder.side = side;
  return { side, operations: traffic.operations, observer };
}
