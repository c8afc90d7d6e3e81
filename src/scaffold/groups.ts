import type { Operation } from '../api/model.ts';
import { uniqueNames } from '../api/names.ts';
import type { Group } from './targets/target.ts';

const FILE_NAME_CHARACTERS_MAX = 60;
/** Names that Windows reserves whatever their ending. */
const RESERVED_FILES = /^(?:con|prn|aux|nul|com\d|lpt\d)$/;

/** One group per routes file: operations of the same first tag, or, without tags, of the same first path segment. */
export function groupOperations(operations: readonly Operation[]): readonly Group[] {
  const byTitle = Map.groupBy(operations, titleOf);
  const taken = new Set<string>();
  const byFile = new Map<string, { title: string; operations: Operation[] }>();
  for (const [title, members] of byTitle) {
    const file = uniqueName(fileNameOf(title), taken);
    byFile.set(file, { title, operations: members });
  }
  // Files may differ in hyphens only: `v1`, `v-1`.
  const variable = uniqueNames();
  const typeName = uniqueNames();
  return [...byFile].map(([file, { title, operations: members }]) => ({
    file,
    title,
    operations: members,
    variable: variable(`${identifierOf(file, false)}Routes`),
    typeName: typeName(identifierOf(file, true)),
  }));
}

function titleOf(operation: Operation): string {
  const tag = operation.tags[0];
  if (tag !== undefined && tag.trim() !== '') return tag;
  const segments = operation.path.split('/').filter((part) => part !== '');
  return segments.find((part) => !part.includes('{')) ?? 'root';
}

/** `User Accounts (v2)` → `user-accounts-v2`. Letters of all scripts stay. */
function fileNameOf(title: string): string {
  const words = title
    .normalize('NFC')
    .replace(/(\p{Ll}|\p{N})(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .match(/[\p{L}\p{N}\p{M}]+/gu);
  const name = Array.from((words ?? ['routes']).join('-'))
    .slice(0, FILE_NAME_CHARACTERS_MAX)
    .join('');
  const trimmed = name.replace(/-+$/, '');
  return RESERVED_FILES.test(trimmed) || trimmed === 'index' ? `${trimmed}-routes` : trimmed;
}

function uniqueName(wanted: string, taken: Set<string>): string {
  let name = wanted;
  for (let n = 2; taken.has(name); n++) name = `${wanted}-${n}`;
  taken.add(name);
  return name;
}

/** `user-accounts` → `userAccounts` or `UserAccounts`; a leading digit gets an underscore. */
function identifierOf(file: string, pascal: boolean): string {
  const words = file.split('-');
  const text = words
    .map((word, i) => (i === 0 && !pascal ? word : word.charAt(0).toUpperCase() + word.slice(1)))
    .join('');
  return /^[\p{ID_Start}$_]/u.test(text) ? text : `_${text}`;
}
