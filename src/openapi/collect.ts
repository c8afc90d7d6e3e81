import type { Finding } from '../base/finding.ts';
import { finding } from './findings.ts';
import { rules } from './grammar.ts';
import { selfOf, withoutFragment } from './ids.ts';
import type { Library, Problem } from './library.ts';
import { maxParallelReads, maxRefFindings, maxRefHops } from './limits.ts';
import { findRefs, isMutable, ownString } from './refs.ts';
import type { MutableJson, Ref, Search, Start } from './refs.ts';
import { findTarget } from './targets.ts';
import type { Target } from './targets.ts';

/** A reference and what it leads to. */
export interface Link {
  readonly ref: Ref;
  readonly target: Target;
  /** The same, further on through documents outside the entry while there is nothing but another reference. */
  readonly final: Target;
}

export interface Collected {
  readonly links: readonly Link[];
  readonly findings: readonly Finding[];
  /** Schemas whose `$id` has done its work. */
  readonly withId: readonly MutableJson[];
}

/** Follows all references of the entry document, from file to file, each part once. */
export async function collectLinks(library: Library, ids: boolean): Promise<Collected> {
  const { entry } = library;
  const search: Search = { entry, seen: new Set(), withId: [], ids };
  const findings: Finding[] = [];
  const links: Link[] = [];
  const cache: Cache = new Map();
  const base = selfOf(entry);
  let starts: Start[] = [{ source: entry, tokens: [], value: entry.root, kind: 'document', base }];
  while (starts.length > 0) {
    const refs = starts.flatMap((start) => findRefs(search, start));
    await loadAhead(library, refs);
    starts = [];
    for (const ref of refs) {
      const target = await cachedTarget(library, cache, ref);
      if (target === undefined) continue;
      if ('id' in target) {
        if (findings.length < maxRefFindings) findings.push(problemAt(ref, target));
        continue;
      }
      links.push({ ref, target, final: target });
      const { source, tokens, value } = target;
      starts.push({ source, tokens, value, kind: ref.kind, base: selfOf(source) });
    }
  }
  const settled = settle(entry, links);
  findings.push(...library.findings, ...settled.findings.slice(0, maxRefFindings));
  return { links: settled.links, findings, withId: search.withId };
}

type Cache = Map<string, Target | Problem | undefined>;

async function cachedTarget(
  library: Library,
  cache: Cache,
  ref: Ref,
): Promise<Target | Problem | undefined> {
  const key = `${ref.source.uri}\n${ref.base ?? ''}\n${ref.text}`;
  if (cache.has(key)) return cache.get(key);
  const target = await findTarget(library, ref);
  cache.set(key, target);
  return target;
}

/** Reads the files that a round needs side by side; results and errors are taken up one by one afterwards. */
async function loadAhead(library: Library, refs: readonly Ref[]): Promise<void> {
  const uris = new Set<string>();
  for (const { source, text } of refs) {
    if (text.startsWith('#') || /^(?:[/\\]|[a-z]+:)/i.test(text)) continue;
    const uri = withoutFragment(URL.parse(text, source.uri));
    if (uri !== undefined && library.known(uri) === undefined) uris.add(uri);
  }
  const queue = [...uris];
  while (queue.length > 0) {
    await Promise.allSettled(queue.splice(0, maxParallelReads).map((uri) => library.load(uri)));
  }
}

function problemAt(ref: Ref, problem: Problem): Finding {
  const place = ref.source.placeOf([...ref.tokens, ref.key]);
  return finding(problem.id, 'error', problem.title, place, problem.fix);
}

/** Follows references to references, and takes out those that lead nowhere or to the wrong kind of value. */
function settle(
  entry: Target['source'],
  links: readonly Link[],
): { readonly links: readonly Link[]; readonly findings: readonly Finding[] } {
  const byHolder = new Map<unknown, Link>();
  for (const link of links) if (link.ref.key === '$ref') byHolder.set(link.ref.holder, link);
  const loops = new Set<unknown>();
  const findings: Finding[] = [];
  const kept: Link[] = [];
  for (const link of links) {
    const found = loopFrom(link, byHolder);
    if (found.length > 0) {
      if (!found.some(({ ref }) => loops.has(ref.holder))) findings.push(loopFinding(found));
      for (const { ref } of found) loops.add(ref.holder);
      continue;
    }
    // What is put in place must be there itself; other references may lead to a component that is a reference.
    const stop = rules[link.ref.kind].section === undefined ? undefined : entry;
    const final = finalTarget(stop, link.target, byHolder);
    const end = followAll(link.target, byHolder);
    if (rules[link.ref.kind].section !== undefined && !isUsable(link.ref, end)) {
      findings.push(wrongTarget(link.ref));
    } else kept.push({ ...link, final });
  }
  return { links: kept, findings };
}

/** The links of the loop that a link leads into, or of a chain too long to follow; none where it leads to a value. */
function loopFrom(start: Link, byHolder: ReadonlyMap<unknown, Link>): readonly Link[] {
  const way: Link[] = [];
  const passed = new Set<unknown>();
  let link: Link | undefined = start;
  while (link !== undefined && way.length < maxRefHops) {
    if (passed.has(link.ref.holder)) {
      return way.slice(way.findIndex(({ ref }) => ref.holder === link?.ref.holder));
    }
    passed.add(link.ref.holder);
    way.push(link);
    link = byHolder.get(link.target.value);
  }
  return link === undefined ? [] : way;
}

function loopFinding(loop: readonly Link[]): Finding {
  const [first] = loop;
  if (first === undefined) throw new Error('a loop without links');
  const names = loop.slice(0, 10).map(({ ref }) => ref.text);
  const place = first.ref.source.placeOf([...first.ref.tokens, first.ref.key]);
  const title = `These references lead only to further references: ${names.join(' → ')}.`;
  return finding('ref-loop', 'error', title, place, 'Let one of them be the thing itself.');
}

function finalTarget(
  stop: Target['source'] | undefined,
  start: Target,
  byHolder: ReadonlyMap<unknown, Link>,
): Target {
  let target = start;
  while (target.source !== stop && isMutable(target.value) && isPure(target.value)) {
    const next = byHolder.get(target.value);
    if (next === undefined) break;
    target = next.target;
  }
  return target;
}

function followAll(start: Target, byHolder: ReadonlyMap<unknown, Link>): Target {
  let target = start;
  for (
    let next = byHolder.get(target.value);
    next !== undefined;
    next = byHolder.get(target.value)
  ) {
    target = next.target;
  }
  return target;
}

/** Whether an object is a reference and nothing else. */
export function isPure(object: MutableJson): boolean {
  return ownString(object, '$ref') !== undefined && Object.keys(object).length === 1;
}

function isUsable(ref: Ref, { value }: Target): boolean {
  return isMutable(value) || (ref.kind === 'schema' && typeof value === 'boolean');
}

function wrongTarget(ref: Ref): Finding {
  const place = ref.source.placeOf([...ref.tokens, ref.key]);
  const title = `${ref.text} does not lead to ${ref.kind === 'schema' ? 'a schema' : 'an object'}.`;
  const fix = 'Refer to the part itself, not to a value inside it.';
  return finding('ref-not-an-object', 'error', title, place, fix);
}
