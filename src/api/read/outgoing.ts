import { isJsonObject, type JsonValue } from '../../base/json.ts';
import { operationsOf } from '../../openapi/check/routes.ts';
import { follow, type Located } from '../../openapi/upgrade/located.ts';
import { joinPointer, type Pointer } from '../../openapi/upgrade/pointer-path.ts';
import type { OutgoingRequest } from '../model.ts';
import { typeIdentifier, uniqueIdentifiers, upperFirst } from '../names.ts';
import type { Reading } from './reading.ts';
import { readRequestBody } from './request-body.ts';
import type { ReadResponses } from './responses.ts';

/** Webhooks of the document and callbacks of its operations: requests that the server sends. */
export function readOutgoing(
  reading: Reading,
  readResponses: ReadResponses,
): readonly OutgoingRequest[] {
  const drafts = [...webhooks(reading), ...callbacks(reading)];
  const names = uniqueIdentifiers(
    drafts.map(({ name }) => name),
    (name) => upperFirst(typeIdentifier(name, 'Outgoing_')),
  );
  return drafts.map((draft, i) => {
    const { value, pointer } = draft.operation;
    const body = readRequestBody(value, pointer, reading);
    return {
      kind: draft.kind,
      name: names[i] ?? draft.name,
      method: draft.method,
      ...(body !== undefined && { body }),
      responses: readResponses(value, pointer),
      pointer: reading.originOf(pointer),
    };
  });
}

type Draft = Pick<OutgoingRequest, 'kind' | 'name' | 'method'> &
  Pick<ReturnType<typeof operationsOf>[number], 'operation'>;

function webhooks(reading: Reading): readonly Draft[] {
  return members(reading.document['webhooks'], '#/webhooks').flatMap(({ key, at }) =>
    draftsOf('webhook', key, at, reading),
  );
}

function callbacks(reading: Reading): readonly Draft[] {
  const seen = new Set<Pointer>();
  return reading.routes.flatMap(({ operation, shadowedBy }) => {
    if (shadowedBy !== undefined) return [];
    const pointer = joinPointer(operation.pointer, 'callbacks');
    return members(operation.value['callbacks'], pointer).flatMap(({ key, at }) => {
      const callback = follow(at, reading.document);
      // A shared callback is one request, however many operations cause it.
      if (seen.has(callback.pointer)) return [];
      seen.add(callback.pointer);
      return members(callback.value, callback.pointer).flatMap((item) =>
        draftsOf('callback', key, item.at, reading),
      );
    });
  });
}

function draftsOf(
  kind: OutgoingRequest['kind'],
  key: string,
  at: Located,
  reading: Reading,
): readonly Draft[] {
  const operations = operationsOf(at, reading.document);
  return operations.map(({ method, operation }) => ({
    kind,
    // The method tells apart what shares a key.
    name: operations.length === 1 ? key : `${key} ${method}`,
    method,
    operation,
  }));
}

function members(
  value: JsonValue | undefined,
  pointer: Pointer,
): readonly { readonly key: string; readonly at: Located }[] {
  if (!isJsonObject(value)) return [];
  return Object.keys(value)
    .filter((key) => !key.startsWith('x-') && key !== '$ref')
    .map((key) => ({ key, at: { value: value[key] ?? null, pointer: joinPointer(pointer, key) } }));
}
