import { isJsonObject, type JsonObject } from '../../base/json.ts';
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
  const body = follow(at, reading.document);
  if (!isJsonObject(body.value)) return undefined;
  const content = readContent(body.value['content'], joinPointer(body.pointer, 'content'), reading);
  return {
    required: body.value['required'] === true,
    ...descriptionOf(body.value),
    content: content.length === 0 ? [{ type: '*/*', encoding: [] }] : content,
  };
}
