import type { Channel, ChannelOwner, Exchange } from '../../http/exchange.ts';
import type { PlannedRequest, Session } from '../request/source.ts';

/** What a slot tells the side that it belongs to. */
export interface SlotOwner {
  /** A request is about to be sent; false where none may be any more. */
  onStart(slot: Slot): boolean;
  onExchange(slot: Slot, exchange: Exchange): void;
  /** A channel to one of the side's origins for this slot. */
  openChannel(slot: Slot, origin: number): Channel;
}

/** A virtual user: its session, its connections (one to each origin it talks to), and what it is doing. */
export class Slot implements ChannelOwner {
  readonly session: Session;
  /** Position among the slots of its side. */
  readonly index: number;
  planned: PlannedRequest | undefined;
  /** What a response leads to, before the iteration goes on. */
  next: PlannedRequest | undefined;
  /** How many redirects were followed in a row. */
  redirects = 0;
  /** When the request under way was due; NaN where nothing is due (closed model). */
  dueMs: number = Number.NaN;
  /** When the last one ended. */
  freeMs = 0;
  /** Exchanges in a row that ended in trouble with the connection. */
  faultsInRow = 0;
  /** Has nothing to do: no exchange, no pause. */
  idle = true;
  readonly channels: (Channel | undefined)[] = [];
  readonly #owner: SlotOwner;

  constructor(index: number, session: Session, owner: SlotOwner) {
    this.index = index;
    this.session = session;
    this.#owner = owner;
  }

  /** Sends a request, but for users that have not noticed that the segment is over: theirs is never heard of. */
  fire(planned: PlannedRequest): void {
    if (!this.#owner.onStart(this)) return;
    this.planned = planned;
    this.channel(planned.origin).send(planned.request);
  }

  onDone(channel: Channel): void {
    this.#owner.onExchange(this, channel.exchange);
  }

  channel(origin: number): Channel {
    const known = this.channels[origin];
    if (known !== undefined) return known;
    const channel = this.#owner.openChannel(this, origin);
    this.channels[origin] = channel;
    return channel;
  }
}
