import type { Keep } from './exchange.ts';

/** A request before it is bytes; `settle-message.ts` makes one. */
export interface RequestMessage {
  /** Upper case. */
  readonly method: string;
  /** Path and query: `/users?limit=20`. */
  readonly target: string;
  /** Value of `Host` or `:authority`: `api.example.com:8080`. */
  readonly authority: string;
  readonly scheme: 'http' | 'https';
  /**
   * In order, names as the user wrote them; without `host`, `content-length`, `transfer-encoding`. What concerns the
   * connection (`Connection: close`) may be among them; HTTP/2 leaves it out.
   */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Uint8Array | undefined;
  readonly keep: Keep;
}
