import type { JsonObject, JsonValue } from '../../base/json.ts';
import type { Reporter } from '../../openapi/check/reporter.ts';
import type { Route } from '../../openapi/check/routes.ts';
import type { Pointer } from '../../openapi/upgrade/pointer-path.ts';
import type { Parameter, RequestBody, Schema } from '../model.ts';

/** What every part of the reader works with. */
export interface Reading {
  /** Upgraded: OpenAPI 3.1 in structure, JSON Schema 2020-12 in its schemas. */
  readonly document: JsonObject;
  /** All operations of the document. */
  readonly routes: readonly Route[];
  readonly report: Reporter;
  /** The place of a part in the user's document. */
  readonly originOf: (pointer: Pointer) => Pointer;
  /** The schema at a place, in the words of the model; absent: anything. */
  readonly schema: (value: JsonValue, pointer: Pointer) => Schema;
  /** What was read already of parts that several operations share. */
  readonly known: {
    readonly parameters: Map<JsonObject, Parameter>;
    readonly bodies: Map<JsonObject, RequestBody>;
  };
}
