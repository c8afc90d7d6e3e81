import { isJsonObject, type JsonObject, type JsonValue } from '../../base/json.ts';
import { once } from '../../openapi/check/once.ts';
import { follow } from '../../openapi/upgrade/located.ts';
import { joinPointer, type Pointer } from '../../openapi/upgrade/pointer-path.ts';
import type { Response, ResponseHeader } from '../model.ts';
import { readContent } from './content.ts';
import { descriptionOf } from './documentation.ts';
import { readParameterSchema } from './parameters.ts';
import type { Reading } from './reading.ts';

/** Reads the responses of operations. Shared responses are read once, and are one object for each status. */
export type ReadResponses = (owner: JsonObject, pointer: Pointer) => readonly Response[];

export function createResponseReader(reading: Reading): ReadResponses {
  const known = new Map<string, Map<JsonObject, Response>>();
  const read = (status: string, value: JsonValue, pointer: Pointer): Response => {
    const target = follow({ value, pointer }, reading.document);
    if (!isJsonObject(target.value)) return readResponse(status, {}, target.pointer, reading);
    const response = target.value;
    const ofStatus = known.get(status) ?? new Map<JsonObject, Response>();
    known.set(status, ofStatus);
    return once(ofStatus, response, reading.report, () =>
      readResponse(status, response, target.pointer, reading),
    );
  };

  return (owner, pointer) => {
    const { responses } = owner;
    const at = joinPointer(pointer, 'responses');
    const byStatus = new Map<string, Response>();
    for (const key of isJsonObject(responses) ? Object.keys(responses) : []) {
      if (key.startsWith('x-')) continue;
      const status = statusOf(key, joinPointer(at, key), reading);
      const value = isJsonObject(responses) ? responses[key] : undefined;
      if (status === undefined || value === undefined || byStatus.has(status)) continue;
      byStatus.set(status, read(status, value, joinPointer(at, key)));
    }
    if (byStatus.size === 0) return [{ status: 'default', headers: [], content: [] }];
    return [...byStatus.values()];
  };
}

function readResponse(
  status: string,
  response: JsonObject,
  pointer: Pointer,
  reading: Reading,
): Response {
  return {
    status,
    ...descriptionOf(response),
    headers: readHeaders(response['headers'], joinPointer(pointer, 'headers'), reading),
    content: readContent(response['content'], joinPointer(pointer, 'content'), reading),
  };
}

/** `2xx` → `2XX`. Servers can send 100 to 599 (RFC 9110, 15). */
function statusOf(key: string, pointer: Pointer, reading: Reading): string | undefined {
  const status = key.toLowerCase() === 'default' ? 'default' : key.trim().toUpperCase();
  if (status === 'default' || /^[1-5](?:\d\d|XX)$/.test(status)) return status;
  reading.report.warning(
    'invalid-status',
    `${key} is no HTTP status; this response is ignored`,
    pointer,
    'Use a status from 100 to 599, a range like 4XX, or default.',
  );
  return undefined;
}

function readHeaders(
  headers: JsonValue | undefined,
  pointer: Pointer,
  reading: Reading,
): readonly ResponseHeader[] {
  if (!isJsonObject(headers)) return [];
  const byName = new Map<string, ResponseHeader>();
  for (const key of Object.keys(headers)) {
    const name = key.toLowerCase();
    // `content` describes it (OpenAPI, Response Object).
    if (name === 'content-type') continue;
    const at = joinPointer(pointer, key);
    const header = follow({ value: headers[key] ?? null, pointer: at }, reading.document);
    if (!isJsonObject(header.value)) continue;
    byName.set(name, {
      name,
      required: header.value['required'] === true,
      schema: readParameterSchema(header.value, header.pointer, reading).schema,
      ...descriptionOf(header.value),
    });
  }
  return [...byName.values()];
}
