import type { JsonObject, JsonValue } from '../base/json.ts';
import type { Part } from './library.ts';
import { childOf } from './pointer.ts';
import type { Tokens } from './pointer.ts';
import type { Source } from './source.ts';

/** Where the parts of a bundle come from: noted only where something was put that was not there before. */
export interface Origins {
  /** Notes that a member (or element) of a value was taken from somewhere else. */
  set(parent: JsonValue, key: string, origin: Part): void;
  /** The part of the user's documents that a place in the bundle shows. */
  of(tokens: Tokens): Part;
}

export function trackOrigins(entry: Source, bundle: JsonObject): Origins {
  const moved = new Map<JsonValue, Map<string, Part>>();
  return {
    set(parent, key, origin) {
      const members = moved.get(parent) ?? new Map<string, Part>();
      members.set(key, origin);
      moved.set(parent, members);
    },
    of(tokens) {
      let value: JsonValue | undefined = bundle;
      let part: Part = { source: entry, tokens: [] };
      for (const token of tokens) {
        const other: Part | undefined = value === undefined ? value : moved.get(value)?.get(token);
        part = other ?? { source: part.source, tokens: [...part.tokens, token] };
        value = value === undefined ? value : childOf(value, token);
      }
      return part;
    },
  };
}
