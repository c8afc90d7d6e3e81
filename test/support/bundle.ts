import type { JsonObject, JsonValue } from '../../src/base/json.ts';
import { parsePointer, valueAt, type OpenApiBundle } from '../../src/openapi/index.ts';
import type { Schema } from '../../src/api/model.ts';
import { readApiModel, type ReadApi } from '../../src/api/read/index.ts';

const info = { title: 'test', version: '1' };

/** A bundle of a document written as JSON (so that `__proto__` is a key), without any files behind it. */
export function bundleOf(
  version: OpenApiBundle['version'],
  json: string | JsonObject,
): OpenApiBundle {
  const parts: JsonObject = JSON.parse(typeof json === 'string' ? json : JSON.stringify(json));
  const field = version === '2.0' ? { swagger: '2.0' } : { openapi: `${version}.0` };
  return {
    version,
    document: {
      ...field,
      info,
      ...(version === '2.0' || version === '3.0' ? { paths: {} } : {}),
      ...parts,
    },
    placeOf: (pointer) => ({ file: 'test.yaml', line: 1, column: 1, pointer }),
    findings: [],
  };
}

/** The model and findings of such a document. */
export function readTest(version: OpenApiBundle['version'], json: string | JsonObject): ReadApi {
  return readApiModel(bundleOf(version, json));
}

/** `severity id pointer` of each finding: short enough to compare. */
export function said({ findings }: ReadApi): readonly string[] {
  return findings.map(({ severity, id, place }) => `${severity} ${id} ${place?.pointer ?? ''}`);
}

/** What is at a JSON pointer: `#/paths/~1a/get`. */
export function partOf(root: JsonValue, pointer: string): JsonValue | undefined {
  return valueAt(root, parsePointer(pointer) ?? []);
}

/** The schema with this name. */
export function schemaNamed({ model }: ReadApi, name: string): Schema {
  const found = model.schemas.find((schema) => schema.name === name);
  if (found === undefined) throw new Error(`no schema ${name}`);
  return found.schema;
}
