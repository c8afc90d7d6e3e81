import type { Channel } from '../../http/exchange.ts';
import { Http1Channel } from '../../http/h1/channel.ts';
import type { createHttp2Channels } from '../../http/h2/connection.ts';
import type { Origin } from '../../http/origin.ts';
import type { WorkerPlan } from './plan.ts';
import type { Recorder } from './recorder.ts';
import type { Slot } from './slot.ts';

/** Gives each slot a channel of its own: a connection of HTTP/1.1, or a place on one of HTTP/2 where that was loaded. */
export class ChannelPool {
  readonly #plan: WorkerPlan;
  readonly #origins: Origin[];
  readonly #recorder: Recorder;
  /** Channels of HTTP/2 that no slot has yet, by origin. */
  readonly #spare: Channel[][] = [];
  readonly #slots = new Map<Channel, Slot>();

  readonly #createHttp2: typeof createHttp2Channels | undefined;

  constructor(
    plan: WorkerPlan,
    origins: readonly Origin[],
    recorder: Recorder,
    createHttp2: typeof createHttp2Channels | undefined,
  ) {
    this.#createHttp2 = createHttp2;
    this.#plan = plan;
    this.#origins = [...origins];
    this.#recorder = recorder;
  }

  open(slot: Slot, origin: number): Channel {
    const target = this.#origins[origin];
    if (target === undefined) throw new RangeError(`There is no origin ${origin}.`);
    const createHttp2 = this.#createHttp2;
    return createHttp2 === undefined
      ? new Http1Channel(target, slot, this.#recorder, this.#plan.timeouts)
      : this.#place(slot, target, origin, createHttp2);
  }

  /** Index of where a request goes, added where it is new: redirects and scenarios lead anywhere. */
  originAt(protocol: Origin['protocol'], host: string, port: number): number {
    const known = this.#origins.findIndex(
      (origin) => origin.protocol === protocol && origin.host === host && origin.port === port,
    );
    if (known !== -1) return known;
    const [first] = this.#origins;
    if (first === undefined) throw new RangeError('There is no origin to take settings from.');
    // The address of --resolve belongs to its host; sockets and proxies lead everywhere.
    return this.#origins.push({ ...first, protocol, host, port, address: undefined }) - 1;
  }

  #place(
    slot: Slot,
    target: Origin,
    origin: number,
    createHttp2: typeof createHttp2Channels,
  ): Channel {
    const spare = (this.#spare[origin] ??= []);
    if (spare.length === 0) {
      const channels = createHttp2({
        origin: target,
        count: this.#plan.streams,
        owner: { onDone: (channel) => this.#slots.get(channel)?.onDone(channel) },
        watcher: this.#recorder,
        timeouts: this.#plan.timeouts,
        now: () => performance.now(),
      });
      spare.push(...channels.toReversed());
    }
    const channel = spare.pop();
    if (channel === undefined) throw new RangeError('A connection without channels.');
    this.#slots.set(channel, slot);
    return channel;
  }
}
