import type { JsonValue } from '../base/json.ts';
import { isJsonObject } from '../base/json.ts';
import { selfOf, withoutFragment } from './ids.ts';
import { outside } from './library.ts';
import type { Library, Part, Problem } from './library.ts';
import { maxRefHops } from './limits.ts';
import { childOf, decodePercent, parsePointer, valueAt } from './pointer.ts';
import type { Ref } from './refs.ts';

/** What a reference leads to. */
export interface Target extends Part {
  readonly value: JsonValue;
}

type Asked = Pick<Ref, 'source' | 'text' | 'base'>;

/**
 * Finds what a reference leads to; loads the document if need be. Undefined where that document is unusable, which the
 * library has a finding about.
 */
export async function findTarget(
  library: Library,
  ref: Asked,
  hops = 0,
): Promise<Target | Problem | undefined> {
  if (hops > maxRefHops) return dangling(`${ref.text} leads through too many references`, ref);
  const hash = ref.text.indexOf('#');
  const fragment = hash === -1 ? '' : ref.text.slice(hash + 1);
  for (const base of basesOf(ref)) {
    const uri = withoutFragment(URL.parse(ref.text, base));
    const part = uri === undefined ? undefined : library.known(uri);
    const target = part && (await partAt(library, part, fragment, hops));
    if (target !== undefined) return target;
  }
  if (hash === 0) return dangling(`${ref.text} does not exist in ${ref.source.label}`, ref);
  const part = await load(library, ref);
  if (part === undefined || 'id' in part) return part;
  const target = await partAt(library, part, fragment, hops);
  return target ?? dangling(`#${fragment} does not exist in ${part.source.label}`, ref);
}

/** An `$id` is tried first; but many files with an `$id` on the web mean their neighbours on the disk. */
function basesOf(ref: Asked): readonly string[] {
  const { source, base } = ref;
  const self = selfOf(source);
  return [...new Set([base, self, source.uri])].filter((uri) => uri !== undefined);
}

async function load(library: Library, ref: Asked): Promise<Part | Problem | undefined> {
  const { source, text } = ref;
  const local = source.uri.startsWith('file:');
  if (local && /^(?:[/\\]|file:|[a-z]:[/\\])/i.test(text)) {
    return outside(`${text} is an absolute path`);
  }
  const uri = withoutFragment(URL.parse(text, source.uri));
  if (uri === undefined) return dangling(`${text} is no valid reference`, ref);
  const loaded = await library.load(uri);
  return loaded === undefined || 'id' in loaded ? loaded : { source: loaded, tokens: [] };
}

async function partAt(
  library: Library,
  part: Part,
  fragment: string,
  hops: number,
): Promise<Target | undefined> {
  const steps = parsePointer(`#${fragment}`);
  if (steps === undefined) {
    const anchor = anchorOf(library, part, decodePercent(fragment));
    const value = anchor && valueAt(anchor.source.root, anchor.tokens);
    return anchor && value !== undefined ? { ...anchor, value } : undefined;
  }
  const root = valueAt(part.source.root, part.tokens);
  if (root === undefined) return undefined;
  let at: Target = { ...part, value: root };
  for (const step of steps) {
    const next = await stepInto(library, at, step, hops);
    if (next === undefined) return undefined;
    at = next;
  }
  return at;
}

function anchorOf(library: Library, part: Part, anchor: string): Part | undefined {
  const root = valueAt(part.source.root, part.tokens);
  const id = isJsonObject(root) && typeof root['$id'] === 'string' ? root['$id'] : undefined;
  const uris = [id, selfOf(part.source), part.source.uri].map((uri) =>
    uri === undefined ? undefined : withoutFragment(URL.parse(uri, part.source.uri)),
  );
  for (const uri of uris) {
    const found = uri === undefined ? undefined : library.known(`${uri}#${anchor}`);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** One step of a pointer. Many documents point through other references, and most tools follow them. */
async function stepInto(
  library: Library,
  at: Target,
  step: string,
  hops: number,
): Promise<Target | undefined> {
  const child = childOf(at.value, step);
  if (child !== undefined) return { ...at, tokens: [...at.tokens, step], value: child };
  const text = isJsonObject(at.value) ? at.value['$ref'] : undefined;
  if (typeof text !== 'string') return undefined;
  const through = await findTarget(library, { source: at.source, text, base: undefined }, hops + 1);
  if (through === undefined || 'id' in through) return undefined;
  return stepInto(library, through, step, hops + 1);
}

function dangling(what: string, ref: Asked): Problem {
  const bare = ref.text.replace(/^[#/]+/, '');
  const forgotten = /^(?:components|definitions)\//.test(bare) && !ref.text.startsWith('#/');
  const fix = forgotten ? `Write "#/${bare}".` : 'Correct the reference, or add what it refers to.';
  return { id: 'dangling-ref', title: `${what}.`, fix };
}
