import { TrivetError } from '../../base/errors.ts';
import { isJsonObject, type JsonValue } from '../../base/json.ts';
import {
  choiceOf,
  countOf,
  invalid,
  itemsOf,
  type JsonMember,
  memberAt,
  textOf,
} from '../../base/json-member.ts';
import type { Catalog, CatalogObject, Facts, Need } from '../../postgres/catalog/catalog.ts';
import { isKnownKind } from '../compare/kinds/index.ts';
import { snapshotSchema } from './write-snapshot.ts';

/** JSON begins with a brace, and no SQL does. */
export function isSnapshot(text: string): boolean {
  return /^\uFEFF?\s*\{/.test(text);
}

/**
 * Reads the text of a snapshot; `file` is what errors call it. A snapshot that was changed by hand is refused where a plan
 * could not rely on it.
 * @throws TrivetError INPUT_INVALID, with the place of what is wrong
 */
export function readSnapshot(text: string, file: string): Catalog {
  const root: JsonMember = { file, place: '', value: parse(text, file), hint };
  checkSchema(root);
  const major = memberAt(root, 'postgres');
  if (countOf(major) < MAJOR_MIN) throw invalid(major, `a major version from ${MAJOR_MIN} on`);
  return {
    major: countOf(major),
    user: textOf(memberAt(root, 'user')),
    objects: objectsOf(memberAt(root, 'objects')),
    unsupported: numbersOf(memberAt(root, 'unsupported')),
  };
}

const hint = 'Name a file that "trivet db snapshot --output FILE" wrote, or write a new one.';

const MAJOR_MIN = 14;
const OBJECTS_MAX = 5_000_000;
const NEEDS_MAX = 100_000;

function parse(text: string, file: string): JsonValue {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (cause) {
    const why = cause instanceof Error ? ` (${cause.message.split('\n', 1)[0]})` : '';
    throw new TrivetError('INPUT_INVALID', `${file} is neither SQL nor whole JSON${why}.`, {
      hint,
      cause,
    });
  }
}

function checkSchema(root: JsonMember): void {
  const { value } = memberAt(root, 'schema');
  if (value === snapshotSchema) return;
  const [, version] = /^trivet\.catalog\/(\d+)$/.exec(typeof value === 'string' ? value : '') ?? [];
  if (version === undefined) throw invalid(root, 'a snapshot of a schema');
  throw new TrivetError(
    'INPUT_INVALID',
    `${root.file} is a snapshot in a form that this version of trivet cannot read (trivet.catalog/${version}, not ${snapshotSchema}).`,
    { hint: 'Use the version of trivet that wrote it, or write the snapshot again with this one.' },
  );
}

function objectsOf(member: JsonMember): ReadonlyMap<string, CatalogObject> {
  const items = itemsOf(member, OBJECTS_MAX);
  const objects = new Map<string, CatalogObject>();
  for (const item of items) {
    const object = objectOf(item);
    if (objects.has(object.id)) throw invalid(memberAt(item, 'id'), 'an id of its own');
    objects.set(object.id, object);
  }
  for (const item of items) checkNeeds(memberAt(item, 'needs'), objects);
  return objects;
}

function objectOf(item: JsonMember): CatalogObject {
  const kindMember = memberAt(item, 'kind');
  const kind = textOf(kindMember);
  if (!isKnownKind(kind)) throw invalid(kindMember, 'a kind that this version of trivet knows');
  const idMember = memberAt(item, 'id');
  const id = textOf(idMember);
  if (!id.startsWith(`${kind} `)) throw invalid(idMember, `"${kind} " and a name`);
  const needs = itemsOf(memberAt(item, 'needs'), NEEDS_MAX).map(needOf);
  return { kind, id, facts: factsOf(memberAt(item, 'facts')), needs };
}

function factsOf(member: JsonMember): Facts {
  if (isJsonObject(member.value)) return member.value;
  throw invalid(member, 'an object');
}

function needOf(item: JsonMember): Need {
  const type = choiceOf(memberAt(item, 'type'), ['normal', 'auto', 'owned', 'order']);
  return { id: textOf(memberAt(item, 'id')), type };
}

function checkNeeds(needs: JsonMember, objects: ReadonlyMap<string, CatalogObject>): void {
  for (const item of itemsOf(needs, NEEDS_MAX)) {
    const id = memberAt(item, 'id');
    if (!objects.has(textOf(id))) throw invalid(id, 'the id of an object in the file');
  }
}

function numbersOf(member: JsonMember): Readonly<Record<string, number>> {
  if (!isJsonObject(member.value)) throw invalid(member, 'an object');
  const names = Object.keys(member.value);
  return Object.fromEntries(names.map((name) => [name, countOf(memberAt(member, name))]));
}
