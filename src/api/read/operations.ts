import { isJsonArray, isJsonObject, type JsonValue } from '../../base/json.ts';
import type { Route } from '../../openapi/check/routes.ts';
import { joinPointer } from '../../openapi/upgrade/pointer-path.ts';
import type { Operation } from '../model.ts';
import {
  isIdentifier,
  operationIdentifier,
  operationNameOf,
  uniqueIdentifiers,
  uniqueNames,
} from '../names.ts';
import { descriptionOf, textOf } from './documentation.ts';
import { readParameters } from './parameters.ts';
import type { Reading } from './reading.ts';
import { readRequestBody } from './request-body.ts';
import type { ReadResponses } from './responses.ts';
import type { SecurityReader } from './security.ts';

/** The operations that can be reached, in the order of the document. */
export function readOperations(
  reading: Reading,
  readResponses: ReadResponses,
  security: SecurityReader,
): readonly Operation[] {
  const routes = reading.routes.filter((route) => route.shadowedBy === undefined);
  const ids = operationIds(routes);
  return routes.map((route, i) => {
    const { value, pointer } = route.operation;
    const id = ids[i] ?? route.method;
    const summary = textOf(value, 'summary') ?? textOf(asObject(route.item.value), 'summary');
    const body = readBody(route, reading);
    return {
      id,
      operationId: textOf(value, 'operationId') ?? id,
      method: route.method,
      path: route.path,
      ...(summary !== undefined && { summary }),
      ...descriptionOf(value),
      deprecated: value['deprecated'] === true,
      tags: textsOf(value['tags']),
      ...weightOf(value['x-trivet-weight']),
      parameters: readParameters(route, reading),
      ...(body !== undefined && { body }),
      responses: readResponses(value, pointer),
      ...security.of(value, pointer),
      pointer: reading.originOf(pointer),
    };
  });
}

/** Ids of the document come first, so that no derived name takes theirs. */
function operationIds(routes: readonly Route[]): readonly string[] {
  const unique = uniqueNames();
  const names = routes.map(({ operation }) => textOf(operation.value, 'operationId'));
  const given = names.filter((name) => name !== undefined);
  const identifiers = uniqueIdentifiers(given, (name) => operationIdentifier(name), unique);
  let next = 0;
  const ofGiven = names.map((name) => (name === undefined ? undefined : identifiers[next++]));
  return routes.map(({ method, path }, i) => ofGiven[i] ?? unique(fallbackId(method, path)));
}

function fallbackId(method: string, path: string): string {
  const name = operationNameOf(method, path);
  return isIdentifier(name) ? name : operationIdentifier(name);
}

/** No client can be relied on to send a body with these, and several frameworks do not read it (RFC 9110, 9.3). */
const bodiless: ReadonlySet<string> = new Set(['get', 'head', 'trace']);

function readBody(route: Route, reading: Reading): Operation['body'] {
  const { value, pointer } = route.operation;
  if (!bodiless.has(route.method)) return readRequestBody(value, pointer, reading);
  if (value['requestBody'] === undefined) return undefined;
  reading.report.info(
    'body-ignored',
    `${route.method.toUpperCase()} ${route.key} declares a body, which has no meaning in HTTP and is not read`,
    joinPointer(pointer, 'requestBody'),
    'Use query parameters, or a method that takes a body.',
  );
  return undefined;
}

function weightOf(value: JsonValue | undefined): { readonly weight?: number } {
  return typeof value === 'number' && value >= 0 ? { weight: value } : {};
}

function textsOf(value: JsonValue | undefined): readonly string[] {
  if (!isJsonArray(value)) return [];
  return value.filter((text) => typeof text === 'string');
}

function asObject(value: JsonValue) {
  return isJsonObject(value) ? value : {};
}
