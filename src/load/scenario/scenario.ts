import type { JsonValue } from '../../base/json.ts';

/**
 * A scenario file: what one virtual user does, again and again. `trivet load scenario.ts` runs it.
 *
 * ```ts
 * import type { User } from 'trivet/load';
 *
 * export default async function (user: User): Promise<void> {
 *   const login = await user.post('/login', { json: { name: `user${user.number}` } });
 *   user.check('logged in', login.status === 200);
 *   await user.get('/orders', { headers: { authorization: `Bearer ${login.text()}` } });
 *   await user.pause(500, 1500);
 * }
 * ```
 */
export type Scenario = (user: User) => Promise<void> | void;

/** A virtual user: one thing at a time, with cookies of its own. */
export interface User {
  /** From 0, unique over all workers. */
  readonly number: number;
  /** How many times it has been through before. */
  readonly iteration: number;
  /** In [0, 1), by the seed of the run. */
  random(): number;
  request(method: string, url: string, options?: RequestOptions): Promise<ScenarioResponse>;
  get(url: string, options?: RequestOptions): Promise<ScenarioResponse>;
  post(url: string, options?: RequestOptions): Promise<ScenarioResponse>;
  put(url: string, options?: RequestOptions): Promise<ScenarioResponse>;
  patch(url: string, options?: RequestOptions): Promise<ScenarioResponse>;
  delete(url: string, options?: RequestOptions): Promise<ScenarioResponse>;
  /** Counts whether something held; the run goes on, and ends with exit code 1 where something did not. */
  check(name: string, held: boolean): boolean;
  /** Waits, for a time between two where two are given. */
  pause(lowMs: number, highMs?: number): Promise<void>;
}

export interface RequestOptions {
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** Sent as `application/json`. */
  readonly json?: unknown;
  /** For reports; default: method and path. Give one where the path holds ids. */
  readonly name?: string;
  /** Statuses that count as success; default: all below 400. */
  readonly expectStatus?: readonly number[];
}

/** Never thrown: a request that failed has the status 0. */
export interface ScenarioResponse {
  readonly status: number;
  /** Whether the status was an expected one. */
  readonly ok: boolean;
  /** `connection refused`, `response timeout`; undefined where a whole response arrived. */
  readonly error: string | undefined;
  readonly durationMs: number;
  /** The first field of that name, in any case. */
  header(name: string): string | undefined;
  text(): string;
  /** `null` where the body is no JSON. */
  json(): JsonValue;
}
