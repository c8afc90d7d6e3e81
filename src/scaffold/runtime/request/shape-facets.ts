import { isRecord } from '../own.ts';
import type { Schema, Schemas } from '../spec.ts';

/** One schema object that has a say about a value. */
export interface Facet {
  readonly keywords: { readonly [keyword: string]: unknown };
  /** Whether it always applies, rather than being one of several alternatives. */
  readonly certain: boolean;
}

/** More alternatives than these are not looked at: reading then falls back to texts. */
const maxFacets = 1000;

/** All schema objects that apply to the same value, or may: the schema itself, `$ref`, `allOf`, `anyOf`, `oneOf`. */
export function facetsOf(schema: Schema, schemas: Schemas): readonly Facet[] {
  const facets = new Map<object, Facet>();
  const queue: { readonly schema: unknown; readonly certain: boolean }[] = [
    { schema, certain: true },
  ];
  for (const next of queue) {
    if (facets.size === maxFacets) break;
    if (!isRecord(next.schema) || facets.has(next.schema)) continue;
    const { certain, schema: keywords } = next;
    facets.set(keywords, { keywords, certain });
    queue.push({ schema: referred(keywords, schemas), certain });
    for (const part of listOf(keywords['allOf'])) queue.push({ schema: part, certain });
    for (const keyword of ['anyOf', 'oneOf']) {
      const parts = listOf(keywords[keyword]);
      for (const part of parts)
        queue.push({ schema: part, certain: certain && parts.length === 1 });
    }
  }
  return [...facets.values()];
}

/** The schema that `$ref` points to, if there is one. */
export function referred(keywords: Facet['keywords'], schemas: Schemas): Schema | undefined {
  const ref = keywords['$ref'];
  if (typeof ref !== 'string' || !ref.startsWith(prefix)) return undefined;
  const name = ref.slice(prefix.length);
  return Object.hasOwn(schemas, name) ? schemas[name] : undefined;
}

const prefix = '#/schemas/';

/** The schemas that a keyword holds, none where it is absent. */
export function listOf(value: unknown): readonly Schema[] {
  return Array.isArray(value) ? (value as readonly Schema[]) : [];
}
