import type * as threads from 'node:worker_threads';
import { builtin } from '../../base/builtin.ts';
import { TrivetError } from '../../base/errors.ts';
import type { Fault } from '../../http/fault.ts';
import { scenarioError } from '../scenario/scenario-error.ts';
import type { Observed } from './observer.ts';
import type { Segment, SidePlan, WorkerPlan } from './plan.ts';
import type { Command, Report } from './protocol.ts';
import { shareOf } from './share.ts';
import type { Snapshot } from './snapshot.ts';

/** The plan of all workers together: users and requests are of the whole run. */
export type CrewPlan = Omit<WorkerPlan, 'worker' | 'sides'> & {
  readonly sides: readonly Omit<SidePlan, 'firstUser'>[];
};

/** What one segment came to, worker by worker. */
export interface CrewSegment {
  /** The rest of each worker after its last tick. */
  readonly rest: readonly Snapshot[];
  /** With `observes`: what each saw of a limit. */
  readonly observed: readonly Observed[];
}

/** Threads that send requests. The conversation is the same for one worker and for many. */
export interface Crew {
  /** Names of the operations of each side. */
  readonly operations: readonly (readonly string[])[];
  open(side: number, users: number): Promise<readonly Fault[]>;
  run(
    segment: Omit<Segment, 'startAtEpochMs'>,
    onTick?: (snapshot: Snapshot, worker: number) => void,
  ): Promise<CrewSegment>;
  /** The segment that is under way ends soon, and comes to its result in the ordinary way. */
  stop(): void;
  close(): Promise<void>;
}

/** Starts the workers and waits until all are ready. Throws what a worker refuses its plan with. */
export async function startCrew(plan: CrewPlan): Promise<Crew> {
  // Functions of others may never come to an end; a thread can be ended for them.
  const isForeign = plan.sides.some(({ traffic }) => traffic.kind === 'script');
  const hire = plan.workers === 1 && !isForeign ? hireHere : hireThread;
  const hands = Array.from({ length: plan.workers }, (_, worker) => hire(planFor(plan, worker)));
  const close = async (): Promise<void> => {
    await Promise.all(hands.map((hand) => hand.leave()));
  };
  const allReady = Promise.all(hands.map((hand) => hand.expect('ready')));
  const ready = await (isForeign ? withinTime(allReady, stuckMs) : allReady).catch(
    async (error: unknown) => {
      await close();
      throw error;
    },
  );
  return {
    operations: ready[0]?.operations ?? [],
    async open(side, users) {
      const shares = hands.map((_, worker) => shareOf(users, worker, plan.workers));
      for (const [worker, hand] of hands.entries()) {
        hand.tell({ kind: 'open', side, users: shares[worker] ?? 0 });
      }
      const opened = await Promise.all(hands.map((hand) => hand.expect('opened')));
      return opened.flatMap(({ faults }) => faults);
    },
    async run(segment, onTick) {
      // Late enough for the message to arrive everywhere, where there is more than one to wait for.
      const startAtEpochMs =
        performance.timeOrigin + performance.now() + (plan.workers > 1 ? startDelayMs : 0);
      for (const [worker, hand] of hands.entries()) {
        hand.onTick = onTick && ((snapshot) => onTick(snapshot, worker));
        const part = segmentFor(segment, worker, plan.workers);
        hand.tell({ kind: 'run', segment: { ...part, startAtEpochMs } });
      }
      const allDone = Promise.all(hands.map((hand) => hand.expect('done')));
      const done = await (isForeign ? withinTime(allDone, timeFor(segment, plan)) : allDone);
      return {
        rest: done.map(({ snapshot }) => snapshot),
        observed: done.flatMap(({ observed }) => observed ?? []),
      };
    },
    stop: () => {
      for (const hand of hands) hand.tell({ kind: 'stop' });
    },
    close,
  };
}

/** What a segment takes at the most, if everybody keeps to the rules. */
function timeFor(
  { durationMs, graceMs }: Pick<Segment, 'durationMs' | 'graceMs'>,
  { timeouts }: CrewPlan,
): number {
  return durationMs + graceMs + timeouts.totalMs + stuckMs;
}

const stuckMs = 10_000;

async function withinTime<Result>(work: Promise<Result>, limitMs: number): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const stuck = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(
      () =>
        reject(
          new TrivetError('USAGE', 'The scenario never gave its thread back.', {
            hint: 'Look for a loop in it that neither ends nor awaits anything.',
          }),
        ),
      // Timers cannot wait for longer than 2^31 - 1 ms.
      Math.min(limitMs, 2 ** 31 - 1),
    );
  });
  try {
    return await Promise.race([work, stuck]);
  } finally {
    clearTimeout(timer);
  }
}

interface Hand {
  onTick: ((snapshot: Snapshot) => void) | undefined;
  /** Closes its connections; resolves when it is gone. */
  leave(): Promise<void>;
  tell(command: Command): void;
  expect<Kind extends Report['kind']>(kind: Kind): Promise<Extract<Report, { kind: Kind }>>;
}

/** A single worker needs no thread of its own, which costs as much as some thousand requests. */
function hireHere(plan: WorkerPlan): Hand {
  const desk = new Desk();
  const starting = import('./engine.ts').then(({ createEngine }) =>
    createEngine(plan, (report) => desk.take(report)),
  );
  starting.catch((error: unknown) => desk.fail(error));
  const tell = (command: Command): void => {
    void starting
      .then((engine) => engine.handle(command))
      .catch((error: unknown) => desk.fail(error));
  };
  return desk.hand(tell, () => {
    tell({ kind: 'close' });
    return Promise.resolve();
  });
}

function hireThread(plan: WorkerPlan): Hand {
  const desk = new Desk();
  const worker = new (nodeThreads().Worker)(workerUrl(), { workerData: plan });
  worker.on('message', (report: Report) => desk.take(report));
  const modules = plan.sides.flatMap(({ traffic }) => {
    return traffic.kind === 'script' ? traffic.module : [];
  });
  worker.on('error', (error) => desk.fail(scenarioError(error, modules)));
  worker.on('exit', () => desk.fail(endOf(modules)));
  const gone = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
  const tell = (command: Command): void => worker.postMessage(command);
  return desk.hand(tell, async () => {
    tell({ kind: 'close' });
    // A segment after a bug, or what a scenario has left running, would keep it alive for ever.
    const timer = setTimeout(() => void worker.terminate(), leaveMsMax);
    await gone;
    clearTimeout(timer);
  });
}

function endOf(modules: readonly string[]): Error {
  if (modules.length === 0) return new Error('A worker ended without a word.');
  return new TrivetError('USAGE', 'The scenario ended its thread.', {
    hint: 'Return or throw instead of calling process.exit().',
  });
}

/** How long a thread may take to end by itself. */
const leaveMsMax = 500;

const nodeThreads: () => typeof threads = builtin('node:worker_threads');

/** Hands what a worker reports to whoever waits for it. */
class Desk {
  readonly #waiting: { take(report: Report): void; fail(error: unknown): void }[] = [];
  #failure: { readonly error: unknown } | undefined;
  #hand: Hand | undefined;

  hand(tell: Hand['tell'], leave: Hand['leave']): Hand {
    const hand: Hand = {
      onTick: undefined,
      leave,
      tell,
      expect: (kind) =>
        new Promise((resolve, reject) => {
          if (this.#failure !== undefined) return reject(this.#failure.error);
          const take = (report: Report): void => {
            if (isOfKind(report, kind)) resolve(report);
            else reject(new Error(`A worker said ${report.kind} where ${kind} was due.`));
          };
          this.#waiting.push({ take, fail: reject });
        }),
    };
    this.#hand = hand;
    return hand;
  }

  take(report: Report): void {
    if (report.kind === 'tick') this.#hand?.onTick?.(report.snapshot);
    else if (report.kind === 'refused') this.fail(refusal(report));
    else this.#waiting.shift()?.take(report);
  }

  fail(error: unknown): void {
    this.#failure ??= { error };
    for (const each of this.#waiting.splice(0)) each.fail(error);
  }
}

function isOfKind<Kind extends Report['kind']>(
  report: Report,
  kind: Kind,
): report is Extract<Report, { kind: Kind }> {
  return report.kind === kind;
}

function refusal({ message, hint }: Extract<Report, { kind: 'refused' }>): TrivetError {
  return new TrivetError('USAGE', message, hint === undefined ? {} : { hint });
}

function planFor(plan: CrewPlan, worker: number): WorkerPlan {
  const { workers } = plan;
  const sides = plan.sides.map((side): SidePlan => {
    const users = shareOf(side.users, worker, workers);
    const before = Array.from({ length: worker }, (_, each) => shareOf(side.users, each, workers));
    return { ...side, users, firstUser: before.reduce((sum, count) => sum + count, 0) };
  });
  return { ...plan, worker, sides };
}

/** How much of the load is theirs, workers know by themselves. */
function segmentFor(
  segment: Omit<Segment, 'startAtEpochMs'>,
  worker: number,
  workers: number,
): Omit<Segment, 'startAtEpochMs'> {
  const { requestsMax } = segment;
  return {
    ...segment,
    requestsMax: requestsMax === undefined ? undefined : shareOf(requestsMax, worker, workers),
  };
}

const startDelayMs = 20;

/** Beside this file in the sources and in the build; beside the bundle in the packed command line. */
function workerUrl(): URL {
  const here = import.meta.url;
  if (here.includes('/dist/bin/')) return new URL('./load-worker.cjs', here);
  return new URL(here.endsWith('.ts') ? './load-worker.ts' : './load-worker.js', here);
}
