import { isJsonObject, type JsonObject } from '../../base/json.ts';
import { numberOf, objectsOf, pairsOf, textOf } from './har-values.ts';
import { multipartBody } from './multipart.ts';
import { literalTemplate } from './parse-template.ts';
import type { BodySpec } from './source.ts';

export interface HarBody {
  readonly body: BodySpec | undefined;
  /** Content type, where the recorded header is missing or does not fit the body. */
  readonly type: string | undefined;
  /** There was a body, and the recording does not have all of it. */
  readonly missing: boolean;
}

/** The body of a recorded request: its text (maybe in base64), or made anew from its parameters. */
export function readHarBody(request: JsonObject): HarBody {
  const data = isJsonObject(request['postData']) ? request['postData'] : {};
  const text = textOf(data['text']);
  const mime = textOf(data['mimeType']);
  const hasType = pairsOf(request['headers']).some(([name]) => /^content-type$/i.test(name));
  const type = hasType || mime === '' ? undefined : mime;
  if (text !== '') {
    const body: BodySpec =
      data['encoding'] === 'base64'
        ? { kind: 'bytes', bytes: Buffer.from(text, 'base64') }
        : { kind: 'text', text: literalTemplate(text) };
    return { body, type, missing: false };
  }
  const params = objectsOf(data['params']);
  if (params.length === 0) {
    return { body: undefined, type: undefined, missing: numberOf(request['bodySize']) > 0 };
  }
  return mime.startsWith('multipart/') ? multipart(params) : { ...urlEncoded(params), type };
}

function urlEncoded(params: readonly JsonObject[]): Omit<HarBody, 'type'> {
  const fields = pairsOf(params).map((pair) => pair.map(encodeURIComponent).join('='));
  return { body: { kind: 'text', text: literalTemplate(fields.join('&')) }, missing: false };
}

function multipart(params: readonly JsonObject[]): HarBody {
  const parts = params.map((param) => {
    const fileName = textOf(param['fileName']);
    return {
      name: textOf(param['name']),
      content: textOf(param['value']),
      fileName: fileName === '' ? undefined : fileName,
      type: textOf(param['contentType']) || undefined,
    };
  });
  const { type, bytes } = multipartBody(parts, 0);
  const missing = parts.some(({ fileName, content }) => fileName !== undefined && content === '');
  return { body: { kind: 'bytes', bytes }, type, missing };
}
