import { createArrivals } from '../../http/arrivals.ts';
import type { Channel, Exchange } from '../../http/exchange.ts';
import { type Fault, faultOf } from '../../http/fault.ts';
import { ClosedDriver, pollMs } from './closed-driver.ts';
import type { Driver, DriverSide } from './driver.ts';
import { OpenDriver } from './open-driver.ts';
import { backOffMs } from './pace.ts';
import type { Segment, SidePlan, WorkerPlan } from './plan.ts';
import type { Recorder } from './recorder.ts';
import { Slot, type SlotOwner } from './slot.ts';
import type { Snapshot } from './snapshot.ts';
import type { Traffic } from './traffic.ts';

export interface SideParts {
  readonly worker: WorkerPlan;
  readonly plan: SidePlan;
  readonly traffic: Traffic;
  readonly recorder: Recorder;
  readonly random: () => number;
  /** A channel to an origin of the plan, for a slot. */
  readonly openChannel: (slot: Slot, origin: number) => Channel;
  /** Told of every exchange that a response came to. */
  readonly observe: ((exchange: Exchange) => void) | undefined;
}

/** One target as one worker sees it: its users and connections, and the segment that is under way. */
export class Side implements SlotOwner, DriverSide {
  readonly slots: readonly Slot[];
  readonly #parts: SideParts;
  #driver: Driver | undefined;
  /** Counts segments, so that a pause that outlasts its segment wakes nobody up. */
  #run = 0;
  /** Nothing is sent any more in this segment, not even by users in the middle of an iteration. */
  #dropped = true;
  #stop: (() => void) | undefined;
  /** The run was interrupted: whatever segment may still come ends at once. */
  #stopped = false;
  /** How many operations the crew knows the names of. */
  #named: number;

  constructor(parts: SideParts) {
    this.#parts = parts;
    this.#named = parts.traffic.operations.length;
    const { users, firstUser } = parts.plan;
    this.slots = Array.from({ length: users }, (_, index) => {
      return new Slot(index, { user: firstUser + index, values: new Map() }, this);
    });
  }

  /**
   * Opens a connection for each of the first `users` slots, some at a time. Returns what each attempt ended with; where
   * all of the first ones failed, the others are not tried.
   */
  async open(users: number): Promise<readonly Fault[]> {
    const faults: Fault[] = [];
    const waiting = this.slots.slice(0, users);
    const stopped = Promise.withResolvers<Fault>();
    this.#stop = (): void => stopped.resolve(unfinished);
    const timer = setInterval(() => this.#checkTime(performance.now()), pollMs);
    const isHopeless = (): boolean =>
      faults.length >= opensAtOnceMax && faults.every((fault) => fault !== 0);
    const openNext = async (): Promise<void> => {
      while (!this.#stopped && !isHopeless()) {
        const slot = waiting.pop();
        if (slot === undefined) return;
        faults.push(await Promise.race([slot.channel(0).open(), stopped.promise]));
      }
    };
    await Promise.all(Array.from({ length: opensAtOnceMax }, openNext));
    clearInterval(timer);
    this.#stop = undefined;
    return faults;
  }

  /** Drives one segment to its end and returns what has not been handed to `onTick` by then. */
  async run(segment: Segment, onTick: (snapshot: Snapshot) => void): Promise<Snapshot> {
    const { recorder } = this.#parts;
    const startMs = segment.startAtEpochMs - performance.timeOrigin;
    await sleepUntil(startMs);
    this.#run += 1;
    recorder.restart(startMs);
    if (this.#stopped) return this.#snapshot(0);
    const driver = this.#driverFor(segment);
    this.#driver = driver;
    this.#dropped = false;
    driver.begin(startMs);
    await this.#untilDone(segment, startMs, driver, onTick);
    this.#driver = undefined;
    return this.#snapshot(performance.now() - startMs);
  }

  /** Ends what is under way, soon. */
  stop(): void {
    this.#stopped = true;
    this.#stop?.();
  }

  close(): void {
    for (const { channels } of this.slots) for (const channel of channels) channel?.close();
  }

  openChannel(slot: Slot, origin: number): Channel {
    return this.#parts.openChannel(slot, origin);
  }

  onStart(slot: Slot): boolean {
    if (this.#dropped) return false;
    if (slot.dueMs === whenSent) slot.dueMs = performance.now();
    this.#parts.recorder.start();
    return true;
  }

  onExchange(slot: Slot, exchange: Exchange): void {
    const { recorder, traffic, observe } = this.#parts;
    const { planned } = slot;
    if (planned === undefined) return;
    const { operation } = planned;
    const verdict = traffic.judge(slot, exchange);
    recorder.end(operation, exchange, Math.max(0, verdict), verdict === 0, slot.dueMs);
    observe?.(exchange);
    // Later steps of an iteration are due when they are sent: the pauses before them are the user's own.
    if (slot.dueMs === slot.dueMs) slot.dueMs = whenSent;
    slot.faultsInRow = exchange.fault === 0 ? 0 : slot.faultsInRow + 1;
    const [low, high] = planned.thinkMs;
    const pauseMs =
      (high === 0 ? 0 : low + (high - low) * this.#parts.random()) +
      (slot.faultsInRow === 0 ? 0 : backOffMs(slot.faultsInRow, this.#parts.random));
    if (pauseMs === 0) return traffic.proceed(slot, exchange.endedMs);
    const run = this.#run;
    setTimeout(() => {
      if (run === this.#run) traffic.proceed(slot, performance.now());
    }, pauseMs);
  }

  begin(slot: Slot): void {
    this.#parts.traffic.begin(slot);
  }

  /** An iteration is over. */
  onIteration(slot: Slot, nowMs: number): void {
    if (this.#driver === undefined) slot.idle = true;
    else this.#driver.onFree(slot, nowMs);
  }

  lag(lagMs: number): void {
    this.#parts.recorder.lag(lagMs);
  }

  skip(dueMs: number, nowMs: number): void {
    this.#parts.recorder.skip(0, dueMs, nowMs);
  }

  #driverFor({ load, requestsMax, durationMs }: Segment): Driver {
    for (const slot of this.slots) slot.dueMs = Number.NaN;
    const { worker, workers } = this.#parts.worker;
    if (load.kind === 'closed') {
      return new ClosedDriver(this, load, requestsMax, { worker, workers });
    }
    const shape = load.stages.map(({ from, to, ...stage }) => {
      return { durationMs: stage.durationMs, fromRate: from, toRate: to };
    });
    const { arrivals: kind, seed } = load;
    const arrivals = createArrivals({ shape, arrivals: kind, seed, worker, workers });
    return new OpenDriver(this, arrivals, requestsMax, durationMs);
  }

  /** Looks around every few milliseconds until the time is up and all that was sent has ended. */
  #untilDone(
    segment: Segment,
    startMs: number,
    driver: Driver,
    onTick: (snapshot: Snapshot) => void,
  ): Promise<void> {
    const { durationMs, graceMs, tickMs } = segment;
    let endMs = startMs + durationMs;
    let dropMs = endMs + graceMs;
    let finished = false;
    let nextTickMs = tickMs > 0 ? tickMs : Number.POSITIVE_INFINITY;
    const tick = (atMs: number): void => {
      // Late or not, ticks keep to their grid.
      nextTickMs = (Math.floor(atMs / tickMs) + 1) * tickMs;
      onTick(this.#snapshot(atMs));
    };
    return new Promise((resolve) => {
      const look = (): void => {
        const nowMs = performance.now();
        this.#checkTime(nowMs);
        driver.poll(nowMs);
        const atMs = nowMs - startMs;
        // A schedule whose last request was sent lasts to its end; a number of requests ends a run.
        const isUp = nowMs >= endMs || (segment.requestsMax !== undefined && driver.exhausted);
        if (!finished && isUp) {
          finished = true;
          driver.finish(Math.min(nowMs, endMs));
          if (tickMs > 0) tick(atMs);
        } else if (!finished && atMs >= nextTickMs) tick(atMs);
        if (finished && nowMs >= dropMs) this.#drop(driver, nowMs);
        if (finished && driver.backlog === 0 && this.#isQuiet(nowMs >= endMs)) end();
      };
      const timer = setInterval(look, Math.min(pollMs, Math.max(1, durationMs / 20)));
      const end = (): void => {
        clearInterval(timer);
        this.#stop = undefined;
        this.#dropped = true;
        this.#run += 1;
        for (const slot of this.slots) slot.idle = true;
        resolve();
      };
      this.#stop = (): void => {
        endMs = Math.min(endMs, performance.now());
        dropMs = endMs;
        // What does not end by itself soon is recorded as unfinished.
        setTimeout(() => this.#abortAll(), stopGraceMs).unref();
      };
    });
  }

  /** Nothing is under way. Before the time is up, iterations that pause come to their end, too. */
  #isQuiet(timeIsUp: boolean): boolean {
    const { recorder, traffic } = this.#parts;
    if (recorder.inFlight > 0) return false;
    return timeIsUp || !this.slots.some((slot) => !slot.idle && traffic.goesOn(slot));
  }

  #drop(driver: Driver, nowMs: number): void {
    this.#dropped = true;
    driver.drop(nowMs);
  }

  #snapshot(toMs: number): Snapshot {
    const { operations, checks } = this.#parts.traffic;
    const names = operations.length > this.#named ? [...operations] : undefined;
    this.#named = operations.length;
    return { ...this.#parts.recorder.snapshot(toMs), names, checks: checks?.take() ?? [] };
  }

  #abortAll(): void {
    for (const { channels } of this.slots) {
      for (const channel of channels) if (channel?.busy === true) channel.abort(unfinished);
    }
  }

  #checkTime(nowMs: number): void {
    for (const { channels } of this.slots) {
      for (const channel of channels) channel?.checkTime(nowMs);
    }
  }
}

/** Stands for a time that is not known yet. */
const whenSent: number = Number.POSITIVE_INFINITY;
const unfinished: Fault = faultOf('unfinished at the end');
/** More at once overflow the queues of servers that accept slowly. */
const opensAtOnceMax = 128;
/** How long an interrupted run waits for answers. */
const stopGraceMs = 500;

function sleepUntil(timeMs: number): Promise<void> {
  const waitMs = timeMs - performance.now();
  return waitMs <= 0 ? Promise.resolve() : new Promise((resolve) => setTimeout(resolve, waitMs));
}
