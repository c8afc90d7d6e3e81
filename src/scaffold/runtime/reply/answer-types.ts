/**
 * What a handler may answer, computed from the `responses` of one operation in `types/api.ts`. Used by the handler types
 * of every framework; there is nothing here at run time.
 */

declare const answered: unique symbol;

/** Proof that a declared answer was given: only the answering functions of a handler's arguments make one. */
export interface Answer {
  readonly [answered]: true;
}

/** One way to answer: a media type with its body, and the header fields of the status. */
export interface AnswerShape {
  readonly type: string | undefined;
  readonly body: unknown;
  readonly headers: object;
}

type Digit = '0' | '1' | '2' | '3' | '4' | '5' | '6' | '7' | '8' | '9';
type ToNumber<Text extends string> = Text extends `${infer Value extends number}` ? Value : never;

/** Every status that can end a request. */
export type FinalStatus = ToNumber<`${'2' | '3' | '4' | '5'}${Digit}${Digit}`>;

/** The statuses that an operation declares, by themselves, as a range (`4XX`) or with `default`. */
export type StatusOf<Responses> = [keyof Responses] extends [never]
  ? FinalStatus
  : StatusOfKey<keyof Responses>;

type StatusOfKey<Key> = Key extends number
  ? Key
  : Key extends 'default'
    ? FinalStatus
    : Key extends `${infer Class}XX`
      ? ToNumber<`${Class}${Digit}${Digit}`>
      : never;

/** The answers that are declared for a status: its own, else its range's, else those of `default`. */
export type ResponseOf<Responses, Status extends number> = Status extends keyof Responses
  ? Responses[Status]
  : RangeOf<Status> extends keyof Responses
    ? Responses[RangeOf<Status>]
    : 'default' extends keyof Responses
      ? Responses['default']
      : UndeclaredAnswer;

type RangeOf<Status extends number> = `${Status}` extends `${infer Class}${Digit}${Digit}`
  ? `${Class}XX`
  : never;

/** Of an operation without any responses. */
interface UndeclaredAnswer {
  readonly type: 'application/json' | undefined;
  readonly body: unknown;
  readonly headers: object;
}

/** Media types that are sent as JSON, also ranges that JSON falls under. */
type JsonType = `${string}/json` | `${string}+json` | '*/*' | 'application/*';

/** Bodies of the JSON types among the shapes; `never` where there is none. */
export type JsonBody<Shape> = Shape extends { type: infer Type; body: infer Body }
  ? [Extract<Type, JsonType>] extends [never]
    ? never
    : Body
  : never;

/** Bodies of the other types among the shapes. */
export type OtherBody<Shape> = Shape extends { type: infer Type; body: infer Body }
  ? [Exclude<Type, `${string}/json` | `${string}+json` | undefined>] extends [never]
    ? never
    : Body
  : never;

/** What may be sent piece by piece: declared streams, and texts and bytes in chunks. */
export type StreamBody<Shape> = PiecesOf<OtherBody<Shape>>;

type PiecesOf<Body> =
  Body extends AsyncIterable<unknown>
    ? Body
    : Body extends Uint8Array | string
      ? AsyncIterable<Body>
      : never;

/** The media types that may be named for the shapes: `image/*` stands for all that begin with `image/`. */
export type TypeOf<Shape> = Shape extends { type: infer Type } ? Concrete<Type> : never;

type Concrete<Type> = Type extends '*/*'
  ? `${string}/${string}`
  : Type extends `${infer Kind}/*`
    ? `${Kind}/${string}`
    : Exclude<Type, undefined>;

/** The shapes that have this media type. */
export type ShapeOfType<Shape, Type> = Shape extends { type: infer Declared }
  ? Type extends Concrete<Declared>
    ? Shape
    : never
  : never;

/** The header fields of an answer: the declared ones as declared, and any others. */
export type HeadersOf<Shape extends AnswerShape> = string extends keyof Shape['headers']
  ? OtherHeaders
  : Shape['headers'] & OtherHeaders;

interface OtherHeaders {
  readonly [name: string]: unknown;
}

/** Whether the status declares header fields that must be given. */
export type NeedsHeaders<Shape extends AnswerShape> = string extends keyof Shape['headers']
  ? false
  : Partial<Shape['headers']> extends Shape['headers']
    ? false
    : true;

/** Arguments of a call without a body: none, unless the status declares one. */
export type NoBody<Shape extends AnswerShape> = undefined extends Shape['type']
  ? []
  : [theStatusDeclaresABody: never];

/** What follows `status()`: the body, or first the headers where the document requires any. */
export type StatusReply<Shape> = [Shape] extends [AnswerShape]
  ? NeedsHeaders<Shape> extends true
    ? { set(headers: HeadersOf<Shape>): Reply<Shape> }
    : Reply<Shape>
  : never;

/** An answer with a status, up to the call that completes it. */
export interface Reply<Shape extends AnswerShape> {
  set(headers: Partial<HeadersOf<Shape>>): Reply<Shape>;
  /** Chooses among several declared media types. */
  type<Type extends TypeOf<Shape>>(type: Type): Reply<ShapeOfType<Shape, Type>>;
  json(body: JsonBody<Shape>): Answer;
  /** Text, bytes or a form: whatever is not JSON. */
  send(body: OtherBody<Shape>): Answer;
  /** Sends piece by piece; the answer is complete when the promise resolves. */
  stream(items: StreamBody<Shape>): Promise<Answer>;
  end(...nothing: NoBody<Shape>): Answer;
}
