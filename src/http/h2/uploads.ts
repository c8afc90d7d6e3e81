import { framePayloadBytesMax, windowBytesDefault, windowBytesMax } from './frames.ts';

/** Sends a part of a stream's request body in one DATA frame. */
export type SendPart = (id: number, content: Uint8Array, from: number, to: number) => void;

/** The request bodies of a connection, sent as fast as the server's windows let them (RFC 9113, section 5.2). */
export class Uploads {
  readonly #sendPart: SendPart;
  #initialBytes: number = windowBytesDefault;
  #connectionBytes: number = windowBytesDefault;
  /** Those with something left to send, oldest first. */
  readonly #open = new Map<number, Upload>();

  constructor(sendPart: SendPart) {
    this.#sendPart = sendPart;
  }

  start(id: number, content: Uint8Array): void {
    const upload: Upload = { id, content, sentBytes: 0, windowBytes: this.#initialBytes };
    this.#open.set(id, upload);
    this.#continue(upload);
  }

  /** Forgets a body; false where nothing of it was left. */
  drop(id: number): boolean {
    return this.#open.delete(id);
  }

  /** WINDOW_UPDATE of a stream, or of the connection (0); false where it is not valid (RFC 9113, section 6.9). */
  grow(id: number, bytes: number): boolean {
    if (bytes === 0) return false;
    if (id === 0) return this.#widenAll(bytes);
    const upload = this.#open.get(id);
    return upload === undefined || this.#widen(upload, bytes);
  }

  /** SETTINGS_INITIAL_WINDOW_SIZE, which changes open streams by the difference; false where one gets too large. */
  setInitial(bytes: number): boolean {
    const difference = bytes - this.#initialBytes;
    this.#initialBytes = bytes;
    return [...this.#open.values()].every((upload) => this.#widen(upload, difference));
  }

  #widenAll(bytes: number): boolean {
    this.#connectionBytes += bytes;
    if (this.#connectionBytes > windowBytesMax) return false;
    for (const upload of this.#open.values()) this.#continue(upload);
    return true;
  }

  #widen(upload: Upload, bytes: number): boolean {
    upload.windowBytes += bytes;
    if (upload.windowBytes > windowBytesMax) return false;
    this.#continue(upload);
    return true;
  }

  #continue(upload: Upload): void {
    const { id, content } = upload;
    while (upload.sentBytes < content.length) {
      const windowBytes = Math.min(upload.windowBytes, this.#connectionBytes);
      const bytes = Math.min(windowBytes, framePayloadBytesMax, content.length - upload.sentBytes);
      if (bytes <= 0) return;
      upload.windowBytes -= bytes;
      this.#connectionBytes -= bytes;
      const from = upload.sentBytes;
      upload.sentBytes += bytes;
      this.#sendPart(id, content, from, upload.sentBytes);
    }
    this.#open.delete(id);
  }
}

interface Upload {
  readonly id: number;
  readonly content: Uint8Array;
  sentBytes: number;
  /** What the server takes at present; below 0 where it changed its mind (RFC 9113, section 6.9.2). */
  windowBytes: number;
}
