import { derivedSeed, seededRandom } from '../../base/random.ts';
import type { Channel } from '../../http/exchange.ts';
import { Http1Channel } from '../../http/h1/channel.ts';
import { createTraffic } from './create-traffic.ts';
import type { SidePlan, WorkerPlan } from './plan.ts';
import type { Command, Report } from './protocol.ts';
import { Recorder } from './recorder.ts';
import { Side } from './side.ts';
import type { Slot } from './slot.ts';

/** One worker: carries commands out one after the other and reports. */
export interface Engine {
  handle(command: Command): Promise<void>;
}

export function createEngine(plan: WorkerPlan, post: (report: Report) => void): Engine {
  const sides = plan.sides.map((side, index) => createSide(plan, side, index));
  post({ kind: 'ready', operations: sides.map(({ operations }) => operations) });
  const sideAt = (index: number): Side => {
    const found = sides[index];
    if (found === undefined) throw new RangeError(`There is no side ${index}.`);
    return found.side;
  };
  return {
    async handle(command) {
      switch (command.kind) {
        case 'open':
          post({ kind: 'opened', faults: await sideAt(command.side).open(command.users) });
          break;
        case 'run': {
          const side = sideAt(command.segment.side);
          const onTick = (snapshot: Parameters<Parameters<Side['run']>[1]>[0]): void =>
            post({ kind: 'tick', snapshot });
          post({ kind: 'done', snapshot: await side.run(command.segment, onTick) });
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
}

function createSide(worker: WorkerPlan, plan: SidePlan, index: number): CreatedSide {
  const holder: { side?: Side } = {};
  const traffic = createTraffic(worker, plan, (slot, nowMs) =>
    holder.side?.onIteration(slot, nowMs),
  );
  const recorder = new Recorder(traffic.operations.length);
  const side = new Side({
    worker,
    plan,
    traffic,
    recorder,
    random: seededRandom(derivedSeed(worker.seed, worker.worker * 2 + index)),
    openChannel: (slot, origin) => openChannel(slot, origin, worker, plan, recorder),
    observe: undefined,
  });
  holder.side = side;
  return { side, operations: traffic.operations };
}

function openChannel(
  slot: Slot,
  origin: number,
  { timeouts }: WorkerPlan,
  { origins }: SidePlan,
  recorder: Recorder,
): Channel {
  const target = origins[origin];
  if (target === undefined) throw new RangeError(`There is no origin ${origin}.`);
  return new Http1Channel(target, slot, recorder, timeouts);
}
