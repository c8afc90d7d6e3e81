import { isObject } from './types.ts';
import type { Schemas } from '../spec.ts';

const PREFIX = '#/schemas/';

/** The schema that `#/schemas/<name>`, or a place inside one, points to; undefined where there is none. */
export function resolveReference(reference: string, schemas: Schemas): unknown {
  if (!reference.startsWith(PREFIX)) return undefined;
  let target: unknown = schemas;
  for (const step of reference.slice(PREFIX.length).split('/')) {
    const key = decodeStep(step);
    if (typeof target !== 'object' || target === null || !Object.hasOwn(target, key)) {
      return undefined;
    }
    target = Reflect.get(target, key) as unknown;
  }
  return target;
}

/** The name of the schema that a reference points to, where it is a whole named schema. */
export function referencedName(reference: unknown): string | undefined {
  if (typeof reference !== 'string' || !reference.startsWith(PREFIX)) return undefined;
  const step = reference.slice(PREFIX.length);
  return step.includes('/') ? undefined : decodeStep(step);
}

/** Answers of `isRecursive`: a schema may be referred to from hundreds of places. */
const recursive = new WeakMap<Schemas, Map<string, boolean>>();

/** Whether following references from this one may lead back to it. */
export function isRecursive(reference: string, schemas: Schemas): boolean {
  const answers = recursive.get(schemas) ?? new Map<string, boolean>();
  recursive.set(schemas, answers);
  const known = answers.get(reference);
  if (known !== undefined) return known;
  const answer = leadsBack(reference, schemas);
  answers.set(reference, answer);
  return answer;
}

function leadsBack(reference: string, schemas: Schemas): boolean {
  const seen = new Set<string>();
  const queue = [...referencesIn(resolveReference(reference, schemas))];
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    if (next === reference) return true;
    if (seen.has(next)) continue;
    seen.add(next);
    for (const further of referencesIn(resolveReference(next, schemas))) queue.push(further);
  }
  return false;
}

const references = new WeakMap<object, readonly string[]>();

/** Every `$ref` below a value. One inside an `enum` is counted too: at worst a reference is guarded for nothing. */
function referencesIn(schema: unknown): readonly string[] {
  if (!isObject(schema)) return [];
  const known = references.get(schema);
  if (known !== undefined) return known;
  const found = new Set<string>();
  const queue: object[] = [schema];
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    if (isObject(next) && typeof next['$ref'] === 'string') found.add(next['$ref']);
    for (const member of Object.values(next) as readonly unknown[]) {
      if (typeof member === 'object' && member !== null) queue.push(member);
    }
  }
  const list = [...found];
  references.set(schema, list);
  return list;
}

// RFC 6901 6: percent-encoded as part of a URI, then ~1 and ~0 in this order.
function decodeStep(step: string): string {
  return decodePercent(step).replaceAll('~1', '/').replaceAll('~0', '~');
}

function decodePercent(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
