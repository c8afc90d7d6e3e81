import type { Finding, Place } from '../base/finding.ts';
import type { JsonObject, JsonValue } from '../base/json.ts';
import { collectLinks, isPure } from './collect.ts';
import type { Link } from './collect.ts';
import { finding } from './findings.ts';
import { rules } from './grammar.ts';
import { moveIn, openHomes, sectionFor } from './homes.ts';
import type { Homes } from './homes.ts';
import { ancestorsOf, inlineOrder, isInline, replaceHolder, replaceRef } from './inline.ts';
import type { Library } from './library.ts';
import { trackOrigins } from './origins.ts';
import type { Origins } from './origins.ts';
import { formatPointer, parsePointer } from './pointer.ts';
import { isMutable } from './refs.ts';
import type { MutableJson } from './refs.ts';
import type { Target } from './targets.ts';
import type { OpenApiVersion } from './version.ts';

/** An API in one document. */
export interface OpenApiBundle {
  readonly version: OpenApiVersion;
  /**
   * The document with every external reference brought inside: each `$ref` is `#/…` into this same object. Parts may be
   * shared between places, and references in data (examples, extensions) are left alone.
   */
  readonly document: JsonObject;
  /** Place in the user's files of what stands at a JSON pointer of the bundle. */
  placeOf(pointer: string): Place;
  /** What is wrong with the files and references; dangling references are still in the document. */
  readonly findings: readonly Finding[];
}

/** Brings all that the entry document refers to inside it. Changes the parsed documents of the library in place. */
export async function bundleLibrary(
  library: Library,
  version: OpenApiVersion,
): Promise<OpenApiBundle> {
  const { entry } = library;
  const ids = version === '3.1' || version === '3.2';
  const { links, findings, withId } = await collectLinks(library, ids);
  const root: JsonValue = entry.root;
  if (!isMutable(root)) throw new Error('the entry document is not an object');
  const origins = trackOrigins(entry, root);
  const work: Work = { library, version, root, origins, homes: openHomes(entry), links };
  const failed = arrange(work);
  for (const schema of withId) delete schema['$id'];
  spellVersion(root, version);
  const placeOf = (pointer: string): Place => {
    const { source, tokens } = origins.of(parsePointer(pointer) ?? []);
    return source.placeOf(tokens);
  };
  return { version, document: root, placeOf, findings: [...findings, ...failed] };
}

interface Work {
  readonly library: Library;
  readonly version: OpenApiVersion;
  readonly root: MutableJson;
  readonly origins: Origins;
  readonly homes: Homes;
  readonly links: readonly Link[];
}

/** First the sections of components, then the parts that have a place there, then all else; at last the references. */
function arrange(work: Work): readonly Finding[] {
  const { library, links, origins } = work;
  const byHolder = new Map<JsonValue, Link>();
  for (const link of links) if (link.ref.key === '$ref') byHolder.set(link.ref.holder, link);
  const sections = openSections(work, byHolder);
  const outer = [work.root, ...sections.flatMap(({ around, value }) => [...around, value])];
  const slots = findSlots(work, sections, byHolder, new Set(outer));
  const done = new Set([...sections.map(({ link }) => link), ...slots.values()]);
  const inline = new Map<JsonValue, Link>();
  const kept: Link[] = [];
  for (const link of links) {
    if (done.has(link)) continue;
    if (isInline(link, library.entry)) inline.set(link.ref.holder, link);
    else kept.push(link);
  }
  const hoisted = kept
    .filter(({ final }) => work.homes.find(final) === undefined)
    .map(({ final }) => final);
  const order = inlineOrder({ entry: library.entry, inline, slots, hoisted, outer });
  for (const link of order) {
    replaceRef(link, origins);
    inline.delete(link.ref.holder);
  }
  for (const { ref, final } of slots.values()) replaceHolder(ref, final, origins);
  const pointing = [...kept, ...inline.values()];
  const failed = hoist(work, pointing, new Set(outer));
  for (const link of pointing) pointHome(work, link);
  return failed;
}

interface Section {
  readonly name: string;
  readonly value: JsonValue;
  /** What the section stands in, in the file that it comes from. */
  readonly around: readonly JsonValue[];
  /** The reference that was there before. */
  readonly link: Link | undefined;
}

/** `components` and its sections, taken from files of their own where they are there. */
function openSections(work: Work, byHolder: ReadonlyMap<JsonValue, Link>): readonly Section[] {
  const { root } = work;
  const old = ['definitions', 'parameters', 'responses', 'securityDefinitions'];
  const sections = old.flatMap((name) => openSection(work, byHolder, root, [name]));
  const [components] = openSection(work, byHolder, root, ['components']);
  if (components === undefined || !isMutable(components.value)) return sections;
  const { value } = components;
  const inner = Object.keys(value).flatMap((name) =>
    openSection(work, byHolder, value, ['components', name]),
  );
  return [...sections, components, ...inner];
}

function openSection(
  work: Work,
  byHolder: ReadonlyMap<JsonValue, Link>,
  parent: MutableJson,
  tokens: readonly string[],
): readonly Section[] {
  const name = tokens.at(-1) ?? '';
  const value = Object.hasOwn(parent, name) ? parent[name] : undefined;
  if (value === undefined || !isMutable(value)) return [];
  const link = byHolder.get(value);
  if (link === undefined || link.final.source === work.library.entry) {
    return [{ name, value, around: [], link: undefined }];
  }
  if (!isPure(value) || !isMutable(link.final.value)) return [];
  replaceHolder(link.ref, link.final, work.origins);
  work.homes.add(link.final, tokens);
  return [{ name, value: link.final.value, around: ancestorsOf(link.final), link }];
}

/** Components that are nothing but a reference to another file: the place where that part shall stand. */
function findSlots(
  work: Work,
  sections: readonly Section[],
  byHolder: ReadonlyMap<JsonValue, Link>,
  outer: ReadonlySet<JsonValue>,
): ReadonlyMap<JsonValue, Link> {
  const slots = new Map<JsonValue, Link>();
  for (const { name, value } of sections) {
    for (const [key, member] of Object.entries(value ?? {})) {
      const link = byHolder.get(member);
      if (link === undefined || !isMutable(member) || !isPure(member)) continue;
      if (work.homes.find(link.final) !== undefined || outer.has(link.final.value)) continue;
      const section = sectionFor(link.ref.kind, work.version);
      if (rules[link.ref.kind].section === undefined || section.at(-1) !== name) continue;
      work.homes.add(link.final, [...section, key]);
      slots.set(member, link);
    }
  }
  return slots;
}

/** Gives every part that is referred to a place; parts of parts come after what they are part of. */
function hoist(
  work: Work,
  links: readonly Link[],
  outer: ReadonlySet<JsonValue>,
): readonly Finding[] {
  const failed: Finding[] = [];
  const wanted = links.toSorted((a, b) => a.final.tokens.length - b.final.tokens.length);
  for (const link of wanted) {
    if (work.homes.find(link.final) !== undefined) continue;
    const home = outer.has(link.final.value) ? undefined : moveTarget(work, link);
    if (home === undefined) failed.push(unplaceable(link));
    else work.homes.add(link.final, home);
  }
  return failed;
}

function moveTarget(work: Work, { ref, final }: Link): readonly string[] | undefined {
  const { library, version, root, origins } = work;
  return moveIn(library.entry, root, sectionFor(ref.kind, version), final, origins);
}

function unplaceable({ ref }: Link): Finding {
  const title = `${ref.text} would have to stand inside itself.`;
  const place = ref.source.placeOf([...ref.tokens, ref.key]);
  return finding('ref-loop', 'error', title, place, 'Refer to the part itself, not to its file.');
}

function pointHome(work: Work, { ref, final }: Link): void {
  const home = work.homes.find(final);
  if (home === undefined || isSame(ref.text, home, ref.source === work.library.entry)) return;
  ref.holder[ref.key] = formatPointer(home);
}

/** References that lead there already stay as they are written. */
function isSame(text: string, home: Target['tokens'], isEntry: boolean): boolean {
  if (!isEntry || !text.startsWith('#')) return false;
  const tokens = parsePointer(text);
  return tokens !== undefined && tokens.join('\n') === home.join('\n');
}

/** `swagger: 2.0` without quotes is a number in YAML. */
function spellVersion(root: MutableJson, version: OpenApiVersion): void {
  if (version === '2.0') root['swagger'] = '2.0';
  else if (typeof root['openapi'] === 'number') root['openapi'] = `${version}.0`;
}
