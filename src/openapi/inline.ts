import type { JsonValue } from '../base/json.ts';
import { setOwn } from '../base/json.ts';
import { isPure } from './collect.ts';
import type { Link } from './collect.ts';
import { rules } from './grammar.ts';
import { maxNesting } from './limits.ts';
import { childOf } from './pointer.ts';
import type { Origins } from './origins.ts';
import { isMutable } from './refs.ts';
import type { Ref } from './refs.ts';
import type { Target } from './targets.ts';
import type { Source } from './source.ts';

/**
 * Whether a reference is replaced by what it leads to. OpenAPI has a place for references to schemas, parameters,
 * responses and so on; real documents have them at operations, lists of tags and texts as well, where the rest of the
 * world expects the thing itself. Path items of other files are also put in place: viewers expect `paths` to hold them.
 */
export function isInline({ ref, final }: Link, entry: Source): boolean {
  if (ref.key !== '$ref' || ref.parent === undefined) return false;
  if (rules[ref.kind].section === undefined) return true;
  return ref.kind === 'pathItem' && final.source !== entry && isPure(ref.holder);
}

export interface InlinePlan {
  readonly entry: Source;
  /** References to replace by their values, by the object that holds them. */
  readonly inline: ReadonlyMap<JsonValue, Link>;
  /** References whose holder becomes the place of what they lead to (`User: {$ref: ./user.yaml}`). */
  readonly slots: ReadonlyMap<JsonValue, Link>;
  /** Values that stand in the bundle somewhere else, under a name. */
  readonly hoisted: readonly Target[];
  /** Objects that all of the bundle stands in: the root and the sections of components. */
  readonly outer: readonly JsonValue[];
}

/**
 * Decides which references can be replaced without making a document that contains itself or is nested too deep.
 * They come in an order in which each is complete before it is put anywhere.
 */
export function inlineOrder(plan: InlinePlan): readonly Link[] {
  if (plan.inline.size === 0) return [];
  const search: Search = { ...plan, open: new Map(), heights: new Map(), order: [] };
  for (const value of plan.outer) enter(search, value);
  height(search, plan.entry.root, 0);
  for (const target of plan.hoisted) heightOfTarget(search, target, 0);
  return search.order;
}

interface Search extends InlinePlan {
  /** Objects around the current one, and around it in the files that it comes from; with how often. */
  readonly open: Map<JsonValue, number>;
  readonly heights: Map<JsonValue, number>;
  readonly order: Link[];
}

/** How many objects and lists are inside each other in a value, itself included, once its references are replaced. */
function height(search: Search, value: JsonValue, depth: number): number {
  if (typeof value !== 'object' || value === null) return 0;
  const known = search.heights.get(value);
  if (known !== undefined) return known;
  enter(search, value);
  let highest = 0;
  const slot = search.slots.get(value);
  if (slot !== undefined) highest = heightOfTarget(search, slot.final, depth);
  const inline = search.inline.get(value);
  if (inline !== undefined && isAllowed(search, inline.final, depth)) {
    const added = heightOfTarget(search, inline.final, depth);
    if (inline.ref.tokens.length + added <= maxNesting) {
      highest = added;
      search.order.push(inline);
    }
  }
  for (const child of Object.values(value)) {
    highest = Math.max(highest, height(search, child, depth + 1));
  }
  leave(search, value);
  search.heights.set(value, highest + 1);
  return highest + 1;
}

function isAllowed(search: Search, target: Target, depth: number): boolean {
  return depth < maxNesting && (search.open.get(target.value) ?? 0) === 0;
}

function heightOfTarget(search: Search, target: Target, depth: number): number {
  const around = ancestorsOf(target);
  for (const ancestor of around) enter(search, ancestor);
  const result = height(search, target.value, depth + 1);
  for (const ancestor of around) leave(search, ancestor);
  return result;
}

/** What a part stands in, in its own file. */
export function ancestorsOf({ source, tokens }: Pick<Target, 'source' | 'tokens'>): JsonValue[] {
  const around: JsonValue[] = [];
  let value: JsonValue | undefined = source.root;
  for (const token of tokens) {
    if (value === undefined) break;
    around.push(value);
    value = childOf(value, token);
  }
  return around;
}

function enter({ open }: Search, value: JsonValue): void {
  open.set(value, (open.get(value) ?? 0) + 1);
}

function leave({ open }: Search, value: JsonValue): void {
  open.set(value, (open.get(value) ?? 0) - 1);
}

/** Replaces a reference by what it leads to. Members beside the `$ref` stay and win over those of the target. */
export function replaceRef({ ref, final }: Link, origins: Origins): void {
  if (isPure(ref.holder) || !isMutable(final.value)) {
    replaceHolder(ref, final, origins);
    return;
  }
  delete ref.holder['$ref'];
  for (const [key, value] of Object.entries(final.value)) {
    if (Object.hasOwn(ref.holder, key)) continue;
    setOwn(ref.holder, key, value);
    origins.set(ref.holder, key, { source: final.source, tokens: [...final.tokens, key] });
  }
}

/** Puts a value where the object stands that refers to it. */
export function replaceHolder(ref: Ref, final: Target, origins: Origins): void {
  const { parent } = ref;
  if (parent === undefined) return;
  setMember(parent.value, parent.key, final.value);
  origins.set(parent.value, parent.key, { source: final.source, tokens: final.tokens });
}

function setMember(parent: JsonValue, key: string, value: JsonValue): void {
  if (isMutable(parent)) setOwn(parent, key, value);
  else if (isMutableList(parent)) parent[Number(key)] = value;
}

function isMutableList(value: JsonValue): value is JsonValue[] {
  return Array.isArray(value);
}
