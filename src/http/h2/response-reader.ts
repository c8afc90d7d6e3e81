import { BodyKeeper } from '../body-keeper.ts';
import type { Exchange, PreparedRequest } from '../exchange.ts';
import { type Fault, faultOf } from '../fault.ts';
import type { HeadDecoder } from './decode.ts';

/** How far a response has come: 0 for complete, the fault that ends it, or `unfinished`. */
export type Outcome = Fault;
const complete = 0;
export const unfinished = -1;

/** Follows the response on one stream and finds out where it ends (RFC 9113, section 8.1). */
export class ResponseReader {
  readonly #exchange: Exchange;
  #isHead = false;
  #keepsHeaders = false;
  #keeper: BodyKeeper | undefined;
  /** -1 where the response does not say. */
  #announcedBytes = -1;
  #bodyBytes = 0;

  constructor(exchange: Exchange) {
    this.#exchange = exchange;
  }

  start({ isHead, keep }: PreparedRequest): void {
    this.#isHead = isHead;
    this.#keepsHeaders = keep !== 'nothing';
    this.#keeper = keep === 'body' ? new BodyKeeper() : undefined;
    this.#announcedBytes = -1;
    this.#bodyBytes = 0;
  }

  /** Whether the lines of the next header block will be wanted. */
  get keepsLines(): boolean {
    return this.#keepsHeaders;
  }

  /** Takes a header block that was decoded. */
  takeHead(head: HeadDecoder, ends: boolean): Outcome {
    const { status } = head;
    if (this.#exchange.status !== 0) return this.#takeTrailers(status, ends);
    // 101 has no place in HTTP/2 (RFC 9113, section 8.6), and no end comes with a prelude.
    if (status === 0 || status === 101 || (status < 200 && ends)) return malformed;
    if (status < 200) return unfinished;
    const exchange = this.#exchange;
    exchange.status = status;
    if (this.#keepsHeaders) exchange.headers = `HTTP/2 ${status}\r\n${head.lines}\r\n`;
    // These have no content whatever they announce (RFC 9110, section 6.4.1).
    const isEmpty = this.#isHead || status === 204 || status === 304;
    this.#announcedBytes = isEmpty ? 0 : head.contentLengthBytes;
    return ends ? this.#end() : unfinished;
  }

  /** Takes a part of the content. */
  takeBody(bytes: Uint8Array, start: number, end: number, ends: boolean): Outcome {
    if (this.#exchange.status === 0) return malformed;
    this.#bodyBytes += end - start;
    if (this.#announcedBytes !== -1 && this.#bodyBytes > this.#announcedBytes) return malformed;
    this.#keeper?.take(bytes, start, end);
    return ends ? this.#end() : unfinished;
  }

  /** Hands over what was kept, be it a whole body or what arrived of it. */
  finish(): void {
    if (this.#keeper === undefined) return;
    this.#exchange.body = this.#keeper.bytes();
    this.#keeper = undefined;
  }

  #takeTrailers(status: number, ends: boolean): Outcome {
    return status !== 0 || !ends ? malformed : this.#end();
  }

  #end(): Outcome {
    return this.#bodyBytes < this.#announcedBytes ? truncated : complete;
  }
}

const malformed: Fault = faultOf('malformed response');
const truncated: Fault = faultOf('truncated response');
