import { bodyKind } from '../media-type.ts';

/**
 * Encodes the items of a stream for the wire.
 *
 * - `application/x-ndjson`, `application/jsonl` and the like: one JSON text per line.
 * - `application/json-seq`: RFC 7464 records.
 * - `text/event-stream`: an object with `data` and no other members than `event`, `id` and `retry` is an event with
 *   these fields; any other item is the data of an event. Data that is not a string is sent as JSON.
 * - other types: strings and bytes pass as they are, anything else is sent as JSON.
 */
export async function* encodeStream(
  type: string,
  items: AsyncIterable<unknown>,
): AsyncGenerator<Uint8Array | string, void, undefined> {
  const encode = encoderOf(type);
  for await (const item of items) yield encode(item);
}

type Encoder = (item: unknown) => Uint8Array | string;

function encoderOf(type: string): Encoder {
  const [name = ''] = type.toLowerCase().split(';');
  switch (bodyKind(name.trim())) {
    case 'lines':
      return (item) => `${jsonText(item)}\n`;
    case 'sequence':
      return (item) => `\u001E${jsonText(item)}\n`;
    case 'events':
      return eventText;
    default:
      return (item) =>
        typeof item === 'string' || item instanceof Uint8Array ? item : jsonText(item);
  }
}

function jsonText(value: unknown): string {
  return JSON.stringify(value) ?? 'null';
}

/** One event as in the HTML standard, section 9.2.6. */
function eventText(item: unknown): string {
  const event = isEvent(item) ? item : { data: item };
  let text = '';
  if (event.event !== undefined) text += `event: ${oneLine(event.event)}\n`;
  if (event.id !== undefined) text += `id: ${oneLine(event.id)}\n`;
  if (Number.isInteger(event.retry)) text += `retry: ${Number(event.retry)}\n`;
  const data = typeof event.data === 'string' ? event.data : jsonText(event.data);
  for (const line of data.split(/\r\n|\r|\n/)) text += `data: ${line}\n`;
  return `${text}\n`;
}

interface ServerEvent {
  readonly data: unknown;
  readonly event?: unknown;
  readonly id?: unknown;
  readonly retry?: unknown;
}

function isEvent(item: unknown): item is ServerEvent {
  if (typeof item !== 'object' || item === null || !Object.hasOwn(item, 'data')) return false;
  return Object.keys(item).every((key) => eventFields.has(key));
}

const eventFields: ReadonlySet<string> = new Set(['data', 'event', 'id', 'retry']);

/** A line break would begin another field. */
function oneLine(value: unknown): string {
  return String(value).replaceAll(/[\r\n\0]+/g, ' ');
}
