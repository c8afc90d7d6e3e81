import type { Exchange } from '../../http/exchange.ts';
import { type Fault, faultOf } from '../../http/fault.ts';
import type { RequestMessage } from '../../http/message.ts';
import type { PreparedRequest } from '../../http/exchange.ts';
import type { RequestSource } from '../request/source.ts';
import { type MessageMemory, redirectOf } from './follow.ts';
import type { Slot } from './slot.ts';
import type { Traffic, Judgement } from './traffic.ts';

export interface MixParts {
  readonly operations: readonly string[];
  readonly source: RequestSource;
  readonly redirectsMax: number;
  readonly memory: MessageMemory;
  readonly prepare: (message: RequestMessage) => PreparedRequest;
  readonly originAt: (url: URL) => number;
  readonly onIteration: (slot: Slot, nowMs: number) => void;
}

/** Requests drawn from a mix; an iteration is one of them, or the steps of one scenario. */
export class MixTraffic implements Traffic {
  readonly operations: readonly string[];
  readonly checks = undefined;
  readonly #parts: MixParts;

  constructor(parts: MixParts) {
    this.operations = parts.operations;
    this.#parts = parts;
  }

  begin(slot: Slot): void {
    slot.redirects = 0;
    // An earlier segment may have ended before a redirect was followed.
    slot.next = undefined;
    slot.fire(this.#parts.source.next(slot.session));
  }

  judge(slot: Slot, exchange: Exchange): Judgement {
    const { planned } = slot;
    if (exchange.fault !== 0 || planned === undefined) return exchange.fault;
    if (this.#parts.redirectsMax > 0 && this.#redirect(slot, exchange)) return OK;
    if (slot.redirects > this.#parts.redirectsMax) return tooManyRedirects;
    const { inspect, expected } = planned;
    const holds = inspect === undefined || inspect(exchange, slot.session);
    // The page of an error does not hold what is expected either: the status says more.
    if (expected[exchange.status] !== 1) return UNEXPECTED_STATUS;
    return holds ? OK : unexpectedBody;
  }

  goesOn({ next, session }: Slot): boolean {
    return next !== undefined || this.#parts.source.goesOn(session);
  }

  proceed(slot: Slot, nowMs: number): void {
    const { next } = slot;
    if (next !== undefined) {
      slot.next = undefined;
      slot.fire(next);
    } else if (this.#parts.source.goesOn(slot.session)) this.begin(slot);
    else this.#parts.onIteration(slot, nowMs);
  }

  /** Plans the request that a response leads to; false where it leads nowhere (any more). */
  #redirect(slot: Slot, exchange: Exchange): boolean {
    const { memory, redirectsMax, prepare, originAt, source } = this.#parts;
    const { planned } = slot;
    const message = planned && memory.of(planned.request);
    const redirect = message && redirectOf(message, exchange);
    if (planned === undefined || redirect === undefined) return false;
    slot.redirects += 1;
    if (slot.redirects > redirectsMax) return false;
    slot.next = {
      ...planned,
      origin: redirect.stays ? planned.origin : originAt(redirect.url),
      request: prepare(source.follow(slot.session, exchange, redirect.message)),
    };
    return true;
  }
}

const OK = 0;
/** No fault of the exchange: the status was another than expected. */
const UNEXPECTED_STATUS = -1;
const unexpectedBody: Fault = faultOf('unexpected body');
const tooManyRedirects: Fault = faultOf('too many redirects');
