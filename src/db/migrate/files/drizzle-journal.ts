import { posix } from 'node:path';
import { TrivetError } from '../../../base/errors.ts';
import { isJsonArray, isJsonObject, type JsonValue } from '../../../base/json.ts';
import type { SqlText } from '../migration.ts';

/** When each file of drizzle-kit was made, by path, from the `meta/_journal.json` among the texts. Throws `INPUT_INVALID`. */
export function drizzleTimes(texts: readonly SqlText[]): ReadonlyMap<string, number> {
  const times = new Map<string, number>();
  for (const { path, text } of texts) {
    if (!path.endsWith('meta/_journal.json')) continue;
    const folder = posix.dirname(posix.dirname(path));
    for (const { tag, when } of entriesOf(path, text)) {
      times.set(posix.join(folder, `${tag}.sql`), when);
    }
  }
  return times;
}

interface Entry {
  readonly tag: string;
  readonly when: number;
}

function entriesOf(path: string, text: string): readonly Entry[] {
  const journal = parse(path, text);
  const entries = isJsonObject(journal) ? journal['entries'] : undefined;
  if (!isJsonArray(entries)) throw invalid(path, 'it has no entries');
  return entries.flatMap((entry) => {
    if (!isJsonObject(entry)) return [];
    const { tag, when } = entry;
    return typeof tag === 'string' && typeof when === 'number' ? [{ tag, when }] : [];
  });
}

function parse(path: string, text: string): JsonValue {
  try {
    const journal: JsonValue = JSON.parse(text);
    return journal;
  } catch (cause) {
    throw invalid(path, cause instanceof Error ? cause.message : String(cause));
  }
}

function invalid(path: string, reason: string): TrivetError {
  return new TrivetError('INPUT_INVALID', `${path} is no journal of drizzle-kit: ${reason}`, {
    hint: 'Take it as drizzle-kit wrote it.',
  });
}
