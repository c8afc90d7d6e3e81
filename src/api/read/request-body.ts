import { isJsonObject, type JsonObject } from '../../base/json.ts';
import { once } from '../../openapi/check/once.ts';
import { follow } from '../../openapi/upgrade/located.ts';
import { joinPointer, type Pointer } from '../../openapi/upgrade/pointer-path.ts';
import type { RequestBody } from '../model.ts';
import { readContent } from './content.ts';
import { descriptionOf } from './documentation.ts';
import type { Reading } from './reading.ts';

/** The body that an operation takes; undefined where it declares none. */
export function readRequestBody(
  owner: JsonObject,
  pointer: Pointer,
  reading: Reading,
): RequestBody | undefined {
  const { requestBody } = owner;
  if (requestBody === undefined) return undefined;
  const at = { value: requestBody, pointer: joinPointer(pointer, 'requestBody') };
  const { value, pointer: writtenAt } = follow(at, reading.document);
  if (!isJsonObject(value)) return undefined;
  return once(reading.known.bodies, value, reading.report, () =>
    readBody(value, writtenAt, reading),
  );
}

function readBody(value: JsonObject, pointer: Pointer, reading: Reading): RequestBody {
  const content = readContent(value['content'], joinPointer(pointer, 'content'), reading);
  return {
    required: value['required'] === true,
    ...descriptionOf(value),
    content: content.length === 0 ? [{ type: '*/*', encoding: [] }] : content,
  };
}
