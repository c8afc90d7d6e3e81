import type { Finding } from '../../base/finding.ts';
import type { JsonObject } from '../../base/json.ts';
import { finding } from '../findings.ts';
import type { OpenApiBundle } from '../index.ts';
import { valueAt } from '../pointer.ts';
import { slotOf, type Kind } from './kinds.ts';
import { forwardPointer, originPointer } from './moved-pointer.ts';
import { patched } from './patch.ts';
import { canonicalPointer, pointerKeys, type Pointer } from './pointer-path.ts';
import { copyOf, rewrite, rewriteRoot } from './rewrite.ts';
import { settleDialect, type Dialect } from './schema-dialect.ts';
import { convertSwagger } from './swagger/swagger-document.ts';
import { convertReference } from './swagger/swagger-reference.ts';

/** A document in the structure of OpenAPI 3.1 (3.2 for documents that were 3.2), its schemas in JSON Schema 2020-12. */
export interface UpgradedDocument {
  readonly document: JsonObject;
  /** The place in the bundle's document of what is at this pointer of the upgraded one. */
  readonly originOf: (pointer: Pointer) => Pointer;
  readonly findings: readonly Finding[];
}

/**
 * Brings a bundle of any version to one structure and one dialect of schemas. Subtrees that need no change are shared
 * with the bundle. Never fails: what is not as the specification wants it stays as it is, for the checks to report.
 */
export function upgradeDocument(bundle: OpenApiBundle): UpgradedDocument {
  const notes = createNotes();
  const structured = structureOf(bundle, notes);
  const { document, inner } = settleSchemas(structured, bundle, notes);
  const renamed = inner.size === 0 ? document : renameMoved(document, inner);
  const originOf = (pointer: Pointer) => originPointer(bundle.document, pointer);
  return { document: renamed, originOf, findings: notes.findings(bundle, originOf) };
}

function structureOf(bundle: OpenApiBundle, notes: Notes): JsonObject {
  if (bundle.version === '2.0') {
    const { lost, losses } = notes;
    return convertSwagger({ root: bundle.document, lost, losses, converted: new Map() });
  }
  const draft = copyOf(bundle.document);
  draft['openapi'] = bundle.version === '3.2' ? '3.2.0' : '3.1.0';
  delete draft['jsonSchemaDialect'];
  return draft;
}

interface SettledSchemas {
  readonly document: JsonObject;
  /** References into the inside of something, which may have moved. */
  readonly inner: ReadonlySet<string>;
}

/**
 * Visits the document from its root by the kinds of its parts, then whatever references lead to outside of that: the
 * bundler keeps pieces of other files in places that have no kind of their own.
 */
function settleSchemas(
  structured: JsonObject,
  bundle: OpenApiBundle,
  notes: Notes,
): SettledSchemas {
  const dialect = dialectOf(bundle);
  const inner = new Set<string>();
  const seen = new Set<string>();
  const queue: { kind: Kind; pointer: Pointer }[] = [];
  const reference = (ref: string, kind: Kind): string => {
    const target = bundle.version === '2.0' ? convertReference(ref) : ref;
    if (target.startsWith('#/') && !seen.has(target)) {
      seen.add(target);
      const keys = pointerKeys(target);
      if (kindAt(keys) !== kind) queue.push({ kind, pointer: canonicalPointer(target) });
      if (keys.length > 3) inner.add(target);
    }
    return target;
  };
  const schema = (value: JsonObject, at: () => Pointer) =>
    settleDialect(value, dialect, (keyword) => notes.foreign(keyword, at()));

  const rewriting = { reference, schema };
  const draft = patched(rewriteRoot(structured, rewriting));
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    const value = valueAt(draft.root(), pointerKeys(next.pointer));
    if (value === undefined) continue;
    const settled = rewrite(value, next.kind, next.pointer, rewriting);
    if (settled !== value) draft.replace(next.pointer, settled);
  }
  return { document: draft.root(), inner };
}

function dialectOf(bundle: OpenApiBundle): Dialect {
  const declared = bundle.document['jsonSchemaDialect'];
  const isOld = typeof declared === 'string' && /draft-0[3-7]/.test(declared);
  const refStandsAlone = bundle.version === '2.0' || bundle.version === '3.0' || isOld;
  return { version: bundle.version, refStandsAlone };
}

/** What OpenAPI says is at a place; undefined where it says nothing. */
function kindAt(keys: readonly string[]): Kind | undefined {
  let kind: Kind = 'document';
  for (let i = 0; i < keys.length; i++) {
    const slot = slotOf(kind, keys[i] ?? '');
    if (slot === undefined) return undefined;
    if (slot.holds !== 'one' && ++i >= keys.length) return undefined;
    kind = slot.kind;
  }
  return kind;
}

/** Corrects references to places that have moved because a schema around them was wrapped or restructured. */
function renameMoved(document: JsonObject, inner: ReadonlySet<string>): JsonObject {
  const moved = new Map<string, string>();
  for (const ref of inner) {
    const target = forwardPointer(document, ref);
    if (target !== undefined && target !== canonicalPointer(ref)) moved.set(ref, target);
  }
  if (moved.size === 0) return document;
  return rewriteRoot(document, {
    schema: (schema) => schema,
    reference: (ref) => moved.get(ref) ?? ref,
  });
}

interface Notes {
  readonly lost: (feature: string, pointer: Pointer) => void;
  readonly losses: () => number;
  readonly foreign: (keyword: string, pointer: Pointer) => void;
  readonly findings: (
    bundle: OpenApiBundle,
    originOf: (pointer: Pointer) => Pointer,
  ) => readonly Finding[];
}

/** Collects what to say; the same keyword of another dialect is mentioned once, with the number of times. */
function createNotes(): Notes {
  const lost = new Map<string, { feature: string; pointer: Pointer }>();
  let losses = 0;
  const foreign = new Map<string, { pointer: Pointer; count: number }>();
  return {
    lost(feature, pointer) {
      losses += 1;
      // What is shared by several operations is converted for each of them.
      lost.set(`${pointer} ${feature}`, { feature, pointer });
    },
    losses: () => losses,
    foreign(keyword, pointer) {
      const known = foreign.get(keyword);
      if (known === undefined) foreign.set(keyword, { pointer, count: 1 });
      else known.count++;
    },
    findings: (bundle, originOf) => [
      ...[...lost.values()].map(({ feature, pointer }) =>
        finding(
          'collection-format',
          'warning',
          `${feature} cannot be expressed as an OpenAPI 3 parameter style; the nearest one is used`,
          bundle.placeOf(pointer),
          'Use collectionFormat csv, ssv, pipes or multi.',
          feature,
        ),
      ),
      ...[...foreign].map(([keyword, { pointer, count }]) =>
        finding(
          'older-dialect',
          'info',
          `${keyword} does not belong to OpenAPI ${bundle.version}${count > 1 ? ` (${count} times)` : ''}; it is understood as in the dialect it comes from`,
          bundle.placeOf(originOf(pointer)),
          'Write it in the dialect of the document.',
          keyword,
        ),
      ),
    ],
  };
}
