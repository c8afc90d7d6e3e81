import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../../base/json.ts';
import { slotOf, type Kind } from '../upgrade/kinds.ts';
import { joinPointer, pointerKeys, type Pointer } from '../upgrade/pointer-path.ts';
import type { OpenApiBundle } from '../index.ts';
import type { Reporter } from './reporter.ts';

/** Reports what is no object or array where OpenAPI wants one. Schemas are checked where they are read. */
export function checkStructure(
  document: JsonObject,
  version: OpenApiBundle['version'],
  reporter: Reporter,
): void {
  checkPaths(document, version, reporter);
  checkMembers(document, 'document', '#', reporter);
}

/** Up to 3.0 a document without `paths` says nothing; later ones may consist of webhooks or components. */
function checkPaths(
  document: JsonObject,
  version: OpenApiBundle['version'],
  reporter: Reporter,
): void {
  const isOld = version === '2.0' || version === '3.0';
  const alternatives = isOld ? ['paths'] : ['paths', 'webhooks', 'components'];
  if (alternatives.some((key) => document[key] !== undefined)) return;
  reporter.error(
    'paths-missing',
    `the document has no ${alternatives.join(', ')}`,
    '#',
    'Add paths with at least one operation.',
  );
}

function checkMembers(object: JsonObject, kind: Kind, pointer: Pointer, reporter: Reporter): void {
  if (typeof object['$ref'] === 'string' && kind !== 'pathItem') return;
  for (const key of Object.keys(object)) {
    const slot = slotOf(kind, key);
    const value = object[key];
    if (slot === undefined || slot.kind === 'schema' || value === undefined) continue;
    const at = joinPointer(pointer, key);
    if (slot.holds === 'one') checkObject(value, slot.kind, at, reporter);
    else if (slot.holds === 'list') checkList(value, slot.kind, at, reporter);
    else checkMap(value, slot.kind, at, reporter);
  }
}

function checkObject(value: JsonValue, kind: Kind, pointer: Pointer, reporter: Reporter): void {
  if (isJsonObject(value)) checkMembers(value, kind, pointer, reporter);
  else reportShape(value, 'an object', pointer, reporter);
}

function checkList(value: JsonValue, kind: Kind, pointer: Pointer, reporter: Reporter): void {
  if (!isJsonArray(value)) return reportShape(value, 'an array', pointer, reporter);
  for (const [i, item] of value.entries()) {
    checkObject(item, kind, joinPointer(pointer, i), reporter);
  }
}

function checkMap(value: JsonValue, kind: Kind, pointer: Pointer, reporter: Reporter): void {
  if (!isJsonObject(value)) return reportShape(value, 'an object', pointer, reporter);
  for (const key of Object.keys(value)) {
    checkObject(value[key] ?? null, kind, joinPointer(pointer, key), reporter);
  }
}

/** An empty member (`parameters:` and nothing below it) is a slip that changes nothing; anything else is an error. */
function reportShape(value: JsonValue, wanted: string, pointer: Pointer, reporter: Reporter): void {
  const report = value === null ? reporter.warning : reporter.error;
  const name = pointerKeys(pointer).at(-1);
  const found = value === null ? 'is empty' : `is ${kindOf(value)}`;
  report(
    'not-an-object',
    `${name} ${found} where ${wanted} is expected`,
    pointer,
    value === null ? 'Remove it or fill it in.' : `Make it ${wanted}.`,
  );
}

function kindOf(value: JsonValue): string {
  if (isJsonArray(value)) return 'an array';
  return isJsonObject(value) ? 'an object' : `a ${typeof value}`;
}
