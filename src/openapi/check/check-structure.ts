import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../../base/json.ts';
import { slotOf, type Kind } from '../upgrade/kinds.ts';
import { joinPointer, type Pointer } from '../upgrade/pointer-path.ts';
import type { OpenApiBundle } from '../index.ts';
import { once } from './once.ts';
import type { Reporter } from './reporter.ts';

/** Reports what is no object or array where OpenAPI wants one. Schemas are checked where they are read. */
export function checkStructure(
  document: JsonObject,
  version: OpenApiBundle['version'],
  reporter: Reporter,
): void {
  checkPaths(document, version, reporter);
  const known: Walk['known'] = {
    parameter: new Map(),
    requestBody: new Map(),
    response: new Map(),
  };
  checkMembers({ path: [], reporter, known }, document, 'document');
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

interface Walk {
  /** Where the walk is: pointers are only made for reports. */
  readonly path: (string | number)[];
  readonly reporter: Reporter;
  /** Parts that may stand in several places, and have been looked at. */
  readonly known: Readonly<Partial<Record<Kind, Map<JsonObject, true>>>>;
}

function checkMembers(walk: Walk, object: JsonObject, kind: Kind): void {
  if (typeof object['$ref'] === 'string' && kind !== 'pathItem') return;
  for (const key of Object.keys(object)) {
    const slot = slotOf(kind, key);
    const value = object[key];
    if (slot === undefined || slot.kind === 'schema' || value === undefined) continue;
    walk.path.push(key);
    if (slot.holds === 'one') checkObject(walk, value, slot.kind);
    else if (slot.holds === 'list') checkList(walk, value, slot.kind);
    else checkMap(walk, value, slot.kind);
    walk.path.pop();
  }
}

function checkObject(walk: Walk, value: JsonValue, kind: Kind): void {
  if (!isJsonObject(value)) return reportShape(walk, value, 'an object');
  const known = walk.known[kind];
  if (known === undefined) checkMembers(walk, value, kind);
  else {
    once(known, value, walk.reporter, () => {
      checkMembers(walk, value, kind);
      return true;
    });
  }
}

function checkList(walk: Walk, value: JsonValue, kind: Kind): void {
  if (!isJsonArray(value)) return reportShape(walk, value, 'an array');
  for (let i = 0; i < value.length; i++) {
    walk.path.push(i);
    checkObject(walk, value[i] ?? null, kind);
    walk.path.pop();
  }
}

function checkMap(walk: Walk, value: JsonValue, kind: Kind): void {
  if (!isJsonObject(value)) return reportShape(walk, value, 'an object');
  for (const key of Object.keys(value)) {
    walk.path.push(key);
    checkObject(walk, value[key] ?? null, kind);
    walk.path.pop();
  }
}

/** An empty member (`parameters:` and nothing below it) is a slip that changes nothing; anything else is an error. */
function reportShape({ path, reporter }: Walk, value: JsonValue, wanted: string): void {
  const report = value === null ? reporter.warning : reporter.error;
  const pointer = path.reduce<Pointer>(joinPointer, '#');
  const name = path.at(-1);
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
