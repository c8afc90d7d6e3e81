import type { Exchange, PreparedRequest } from '../../http/exchange.ts';
import { type Fault, faultNames } from '../../http/fault.ts';
import type { RequestMessage } from '../../http/message.ts';
import { settleMessage } from '../../http/settle-message.ts';
import type { Slot } from '../engine/slot.ts';
import type { Traffic } from '../engine/traffic.ts';
import { CookieJar } from '../request/cookie-jar.ts';
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
    // A function that is still at an earlier segment's requests never hears of them; this is a new life.
    user.life += 1;
    const { life } = user;
    const end = (): void => {
      if (life !== user.life) return;
      user.iteration += 1;
      this.#parts.onIteration(slot, performance.now());
    };
    void this.#iterate(user).then(end);
  }

  judge({ planned }: Slot, { fault, status }: Exchange): Fault {
    if (fault !== 0) return fault;
    return planned?.expected[status] === 1 ? 0 : UNEXPECTED_STATUS;
  }

  proceed(slot: Slot): void {
    this.#users.get(slot)?.answer?.();
  }

  /** Never rejects: what the function throws counts as a check that did not hold. */
  async #iterate(user: ScriptUser): Promise<void> {
    const { life } = user;
    // Not in the same turn: an iteration without a request must not keep others from their turn.
    await new Promise((resolve) => setImmediate(resolve));
    try {
      await this.#parts.scenario(user.user);
    } catch (error) {
      if (life !== user.life) return;
      const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
      this.checks.count(`no exception (${reason.slice(0, 200)})`, false);
    }
  }

  #userOf(slot: Slot): ScriptUser {
    const known = this.#users.get(slot);
    if (known !== undefined) return known;
    const state: ScriptUser = {
      life: 0,
      iteration: 0,
      jar: new CookieJar(),
      answer: undefined,
      user: this.#userFor(slot, () => state),
    };
    this.#users.set(slot, state);
    return state;
  }

  #userFor(slot: Slot, state: () => ScriptUser): User {
    const request: User['request'] = (method, url, options) =>
      this.#send(slot, state(), method.toUpperCase(), url, options ?? {});
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
      check: (name, held) => this.checks.count(name, held),
      pause: (lowMs, highMs = lowMs) => {
        const pauseMs = lowMs + (highMs - lowMs) * this.#parts.random();
        return new Promise((resolve) => setTimeout(resolve, pauseMs));
      },
    };
  }

  #send(
    slot: Slot,
    state: ScriptUser,
    method: string,
    address: string,
    options: RequestOptions,
  ): Promise<ScenarioResponse> {
    const url = new URL(address, this.#parts.baseUrl);
    const scope = {
      host: url.hostname,
      target: `${url.pathname}${url.search}`,
      secure: url.protocol === 'https:',
    };
    const cookies = state.jar.cookiesFor(scope, Date.now());
    const message = settleMessage({
      method,
      scheme: scope.secure ? 'https' : 'http',
      authority: url.host,
      target: scope.target,
      headers: [
        ...Object.entries(options.headers ?? {}),
        ...(options.json === undefined ? [] : [['Content-Type', 'application/json'] as const]),
        ...(cookies.length === 0
          ? []
          : [['Cookie', cookies.map(({ name, value }) => `${name}=${value}`).join('; ')] as const]),
      ],
      body: bodyOf(options),
      keep: 'body',
      userAgent: this.#parts.userAgent,
    });
    return new Promise((resolve) => {
      state.answer = (): void => {
        const { planned } = slot;
        if (planned === undefined) return;
        const response = responseOf(slot.channel(planned.origin).exchange, planned.expected);
        state.jar.store(fieldValues(response.head, 'set-cookie'), scope, Date.now());
        resolve(response);
      };
      slot.fire({
        operation: this.#operationOf(options.name ?? `${method} ${url.pathname}`),
        origin: this.#parts.originAt(url),
        request: this.#parts.prepare(message),
        expected: expectedOf(options.expectStatus),
        inspect: undefined,
        thinkMs: noPause,
      });
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
  /** Counts the iterations that were begun. */
  life: number;
  /** Counts those that came to their end. */
  iteration: number;
  readonly jar: CookieJar;
  readonly user: User;
  /** Hands the response to the function that waits for it. */
  answer: (() => void) | undefined;
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
