import type { Exchange, PreparedRequest } from '../../http/exchange.ts';
import { type Fault, faultNames } from '../../http/fault.ts';
import type { RequestMessage } from '../../http/message.ts';
import { settleMessage } from '../../http/settle-message.ts';
import type { Slot } from '../engine/slot.ts';
import type { Traffic } from '../engine/traffic.ts';
import { type Cookie, CookieJar } from '../request/cookie-jar.ts';
import { keptResponse } from '../request/kept-response.ts';
import { fieldValues } from '../request/response-fields.ts';
import { Checks } from './checks.ts';
import type { RequestOptions, Scenario, ScenarioResponse, User } from './scenario.ts';
import { operationsMax } from './limits.ts';

export interface ScriptParts {
  readonly scenario: Scenario;
  /** What relative URLs are relative to. */
  readonly baseUrl: string | undefined;
  readonly userAgent: string;
  readonly prepare: (message: RequestMessage) => PreparedRequest;
  readonly originAt: (url: URL) => number;
  readonly random: () => number;
  readonly onIteration: (slot: Slot, nowMs: number) => void;
}

/** Users that run a function. Requests are measured as any others; what the function does in between is think time. */
export class ScriptTraffic implements Traffic {
  readonly operations: string[] = [];
  readonly checks: Checks = new Checks();
  readonly #parts: ScriptParts;
  readonly #users = new WeakMap<Slot, ScriptUser>();

  constructor(parts: ScriptParts) {
    this.#parts = parts;
  }

  begin(slot: Slot): void {
    const user = this.#userOf(slot);
    user.running = true;
    const end = (): void => {
      if (this.#users.get(slot) !== user) return;
      user.running = false;
      user.iteration += 1;
      this.#parts.onIteration(slot, performance.now());
    };
    void this.#iterate(slot, user).then(end);
  }

  judge({ planned }: Slot, { fault, status }: Exchange): Fault {
    if (fault !== 0) return fault;
    return planned?.expected[status] === 1 ? 0 : UNEXPECTED_STATUS;
  }

  proceed(slot: Slot): void {
    this.#users.get(slot)?.answer?.();
  }

  goesOn(slot: Slot): boolean {
    return this.#users.get(slot)?.running === true;
  }

  /** Never rejects: what the function throws counts as a check that did not hold. */
  async #iterate(slot: Slot, user: ScriptUser): Promise<void> {
    // Not in the same turn: an iteration without a request must not keep others from their turn.
    await new Promise((resolve) => setImmediate(resolve));
    try {
      await this.#parts.scenario(user.user);
    } catch (error) {
      const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
      if (this.#users.get(slot) === user) {
        this.checks.count(`no exception (${reason.slice(0, 200)})`, false);
      }
    }
    // Requests that the function did not wait for are a part of the iteration all the same.
    let last: Promise<void> | undefined;
    while (last !== user.last) {
      last = user.last;
      await last;
    }
  }

  /** A function that is still at an earlier segment's iteration keeps its user; for this segment there is a new one. */
  #userOf(slot: Slot): ScriptUser {
    const known = this.#users.get(slot);
    if (known?.running === false) return known;
    const state: ScriptUser = {
      running: false,
      iteration: known?.iteration ?? 0,
      jar: known?.jar ?? new CookieJar(),
      last: Promise.resolve(),
      answer: undefined,
      user: this.#userFor(slot, () => state),
    };
    this.#users.set(slot, state);
    return state;
  }

  #userFor(slot: Slot, state: () => ScriptUser): User {
    const request: User['request'] = (method, url, options) =>
      this.#send(slot, state(), {
        method: method.toUpperCase(),
        address: url,
        options: options ?? {},
      });
    return {
      number: slot.session.user,
      get iteration() {
        return state().iteration;
      },
      random: this.#parts.random,
      request,
      get: (url, options) => request('GET', url, options),
      post: (url, options) => request('POST', url, options),
      put: (url, options) => request('PUT', url, options),
      patch: (url, options) => request('PATCH', url, options),
      delete: (url, options) => request('DELETE', url, options),
      check: (name, held) =>
        this.#users.get(slot) === state() ? this.checks.count(name, held) : held,
      pause: (lowMs, highMs = lowMs) => {
        const pauseMs = lowMs + (highMs - lowMs) * this.#parts.random();
        // The run keeps the process alive; a pause that outlasts it must not.
        return new Promise((resolve) => {
          setTimeout(() => {
            // What is due waits for nobody but the user itself.
            if (this.#users.get(slot) === state()) slot.dueMs += pauseMs;
            resolve();
          }, pauseMs).unref();
        });
      },
    };
  }

  /** One at a time: a user has one connection to each place, and requests made at once wait for each other. */
  async #send(slot: Slot, state: ScriptUser, call: RequestCall): Promise<ScenarioResponse> {
    const before = state.last;
    const turn = Promise.withResolvers<void>();
    state.last = turn.promise;
    await before;
    // A function of an earlier segment has no part in this one: it waits for ever.
    if (this.#users.get(slot) !== state) return new Promise(() => undefined);
    try {
      return await this.#exchange(slot, state, call);
    } finally {
      turn.resolve();
    }
  }

  #exchange(slot: Slot, state: ScriptUser, call: RequestCall): Promise<ScenarioResponse> {
    const { method, address, options } = call;
    const url = new URL(address, this.#parts.baseUrl);
    const scope = {
      host: url.hostname,
      target: `${url.pathname}${url.search}`,
      secure: url.protocol === 'https:',
    };
    const message = settleMessage({
      method,
      scheme: scope.secure ? 'https' : 'http',
      authority: url.host,
      target: scope.target,
      headers: headersOf(options, state.jar.cookiesFor(scope, Date.now())),
      body: bodyOf(options),
      keep: 'body',
      userAgent: this.#parts.userAgent,
    });
    const planned = {
      operation: this.#operationOf(options.name ?? `${method} ${url.pathname}`),
      origin: this.#parts.originAt(url),
      request: this.#parts.prepare(message),
      expected: expectedOf(options.expectStatus),
      inspect: undefined,
      thinkMs: noPause,
    };
    return new Promise((resolve) => {
      state.answer = (): void => {
        const response = responseOf(slot.channel(planned.origin).exchange, planned.expected);
        state.jar.store(fieldValues(response.head, 'set-cookie'), scope, Date.now());
        resolve(response);
      };
      slot.fire(planned);
    });
  }

  #operationOf(name: string): number {
    const known = this.operations.indexOf(name);
    if (known !== -1) return known;
    if (this.operations.length < operationsMax) return this.operations.push(name) - 1;
    // Paths with ids in them: the last operation stands for all that have no room.
    this.operations[operationsMax - 1] = 'other requests';
    return operationsMax - 1;
  }
}

interface ScriptUser {
  /** An iteration has begun and has not come to its end. */
  running: boolean;
  /** Counts those that came to their end. */
  iteration: number;
  readonly jar: CookieJar;
  readonly user: User;
  /** Settles when the last request that was asked for has ended. */
  last: Promise<void>;
  /** Hands the response to the function that waits for it. */
  answer: (() => void) | undefined;
}

interface RequestCall {
  readonly method: string;
  readonly address: string;
  readonly options: RequestOptions;
}

function responseOf(
  exchange: Exchange,
  expected: Uint8Array,
): ScenarioResponse & { readonly head: string } {
  const { status, fault, startedMs, endedMs } = exchange;
  // The exchange is used again for the next request; what is kept of it are its own texts.
  const kept = keptResponse({ ...exchange });
  return {
    head: kept.head,
    status: fault === 0 ? status : 0,
    ok: fault === 0 && expected[status] === 1,
    error: fault === 0 ? undefined : faultNames[fault],
    durationMs: endedMs - startedMs,
    header: (name) => fieldValues(kept.head, name.toLowerCase())[0],
    text: () => kept.text(),
    json: () => kept.json(),
  };
}

function headersOf(
  { headers = {}, json }: RequestOptions,
  cookies: readonly Cookie[],
): readonly (readonly [name: string, value: string])[] {
  const given = Object.entries(headers);
  const hasType = given.some(([name]) => name.toLowerCase() === 'content-type');
  const pairs = cookies.map(({ name, value }) => `${name}=${value}`);
  return [
    ...given,
    ...(json === undefined || hasType ? [] : [['Content-Type', 'application/json'] as const]),
    ...(pairs.length === 0 ? [] : [['Cookie', pairs.join('; ')] as const]),
  ];
}

function bodyOf({ body, json }: RequestOptions): Uint8Array | undefined {
  if (json !== undefined) return Buffer.from(JSON.stringify(json));
  return typeof body === 'string' ? Buffer.from(body) : body;
}

function expectedOf(statuses: readonly number[] | undefined): Uint8Array {
  const known = tables.get(statuses);
  if (known !== undefined) return known;
  const table = new Uint8Array(600);
  if (statuses === undefined) table.fill(1, 100, 400);
  else for (const status of statuses) table[status] = 1;
  // Functions that write the list anew each time must not fill the memory.
  if (tables.size < operationsMax) tables.set(statuses, table);
  return table;
}

const tables = new Map<readonly number[] | undefined, Uint8Array>();
const noPause = [0, 0] as const;
const UNEXPECTED_STATUS = -1;
