import type { Http2Channel } from './channel.ts';
import type { FrameWriter } from './frame-writer.ts';
import type { PeerSettings } from './peer-settings.ts';
import { StreamTable } from './stream-table.ts';
import { Uploads } from './uploads.ts';

/** The requests of one connection: those on a stream, and those that wait for one because the server allows no more. */
export class Streams {
  /** The next header block must tell the server that it needs no table (RFC 9113, section 4.3.1). */
  owesTableSize = false;
  readonly uploads: Uploads;
  readonly #writer: FrameWriter;
  readonly #peer: PeerSettings;
  readonly #table: StreamTable<Http2Channel>;
  /** Oldest first. */
  #waiting: Http2Channel[] = [];

  constructor(writer: FrameWriter, peer: PeerSettings, channels: number, firstId: number) {
    this.#writer = writer;
    this.#peer = peer;
    this.#table = new StreamTable(channels, firstId);
    this.uploads = new Uploads((id, content, from, to) => {
      const bytes = writer.data(id, content, from, to);
      const channel = this.#table.get(id);
      if (channel !== undefined) channel.exchange.bytesSent += bytes;
    });
  }

  get isEmpty(): boolean {
    return this.#table.size === 0 && this.#waiting.length === 0;
  }

  /** The connection has used up its identifiers. */
  get isExhausted(): boolean {
    return this.#table.isExhausted;
  }

  get(id: number): Http2Channel | undefined {
    return this.#table.get(id);
  }

  /** Frames of streams that are closed may still be under way; others have no business here. */
  wasOpen(id: number): boolean {
    return id % 2 === 1 && id < this.#table.nextId;
  }

  /** Opens streams for those that wait, as far as the server allows. */
  startWaiting(nowMs: number): void {
    while (this.#waiting.length > 0 && this.#hasRoom) {
      const channel = this.#waiting.shift();
      if (channel !== undefined) this.#start(channel, nowMs);
    }
  }

  wait(channel: Http2Channel): void {
    this.#waiting.push(channel);
  }

  /** Takes a request away; true where its stream is not yet at its end, because some of its body was not sent. */
  remove(channel: Http2Channel): boolean {
    const { id } = channel;
    if (id === 0) {
      this.#waiting = this.#waiting.filter((other) => other !== channel);
      return false;
    }
    this.#table.remove(channel);
    return this.uploads.drop(id);
  }

  /** Takes away and returns what was never sent. */
  removeWaiting(): readonly Http2Channel[] {
    return this.#waiting.splice(0);
  }

  /** Takes away and returns all streams above an identifier, oldest first. */
  removeAbove(lastId: number): readonly Http2Channel[] {
    const above = this.#table.all().filter(({ id }) => id > lastId);
    for (const channel of above) this.remove(channel);
    return above;
  }

  get #hasRoom(): boolean {
    return this.#table.size < this.#peer.streamsMax && !this.isExhausted;
  }

  #start(channel: Http2Channel, nowMs: number): void {
    this.#table.add(channel);
    const { exchange, id } = channel;
    const { head, body } = channel.request;
    const block = this.owesTableSize ? Buffer.concat([emptyTable, head]) : head;
    this.owesTableSize = false;
    exchange.sentMs = nowMs;
    exchange.bytesSent = this.#writer.headers(id, block, body === undefined);
    if (body !== undefined) this.uploads.start(id, body);
  }
}

/** RFC 7541, section 6.3: a table of no bytes. */
const emptyTable: Uint8Array = Uint8Array.of(0x20);
