import type { Exchange, PreparedRequest } from '../../http/exchange.ts';
import type { RequestMessage } from '../../http/message.ts';

/**
 * What a run sends. Plain data that crosses threads (structured clone), so that each worker makes its own requests.
 * Several specs are a mix: each iteration picks one by weight.
 */
export interface RequestSpec {
  /** For reports: `GET /users`, an operationId, the name of a scenario. */
  readonly name: string;
  readonly weight: number;
  /** Sent one after the other by the same virtual user; one for a plain request. */
  readonly steps: readonly StepSpec[];
}

export interface StepSpec {
  /** For reports; each step is an operation of its own there. */
  readonly name: string;
  /** Upper case. */
  readonly method: string;
  /** Absolute URL; may hold templates. */
  readonly url: string;
  /** May hold templates. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: BodySpec | undefined;
  /** Values taken from the response for later steps and iterations of the same virtual user. */
  readonly extract: readonly ExtractSpec[];
  /** Statuses that count as success; undefined: all below 400. */
  readonly expectStatus: readonly number[] | undefined;
  /** Text, or `/pattern/`, that the body must hold. */
  readonly expectBody: string | undefined;
  /** Pause after the response, in milliseconds; a range is uniform. */
  readonly thinkMs: readonly [low: number, high: number];
}

export type BodySpec =
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  /** May hold templates. */
  | { readonly kind: 'text'; readonly text: string };

export interface ExtractSpec {
  readonly name: string;
  readonly from: 'json' | 'header' | 'cookie' | 'pattern';
  /** JSON pointer, header name, cookie name, or a regular expression whose first group is taken. */
  readonly at: string;
}

/**
 * The variables of one virtual user, kept over its iterations. Templates read them: `{{name}}` of data rows and extracted
 * values, `{{$counter}}`, `{{$uuid}}`, `{{$randomInt 1 100}}`, `{{$timestamp}}`, `{{$vu}}`.
 */
export interface Session {
  /** Number of the virtual user, unique over all workers. */
  readonly user: number;
  readonly values: Map<string, string>;
}

/** One request to be sent next. Constant ones are the same object every time. */
export interface PlannedRequest {
  /** Index into the operations of the report: all steps of all specs, in order. */
  readonly operation: number;
  /** Index into the origins of the plan. */
  readonly origin: number;
  readonly request: PreparedRequest;
  /** `true` at index s where status s counts as success; 600 entries. */
  readonly expected: Uint8Array;
  /** Looks at a finished exchange: extracts values, checks the body. Returns false where a check failed. */
  readonly inspect: ((exchange: Exchange, session: Session) => boolean) | undefined;
  readonly thinkMs: readonly [low: number, high: number];
}

/** Makes the requests of one worker. */
export interface RequestSource {
  /** The next request of a virtual user; the first step of an iteration draws from the mix. */
  next(session: Session): PlannedRequest;
  /**
   * After a response was inspected: whether the iteration has a further step, and all values that it needs were found.
   * Where not, `next` begins another iteration.
   */
  goesOn(session: Session): boolean;
  /**
   * For a response that leads elsewhere, which is not inspected: keeps its cookies, and gives the message that follows it
   * those of the user for that place.
   */
  follow(session: Session, exchange: Exchange, message: RequestMessage): RequestMessage;
}
