import { isJsonObject } from '../../base/json.ts';
import type { Schema } from '../model.ts';
import { eachSubschema, isSamePlace, refName, schemaList } from './schema-walk.ts';

export type Mark = 'readOnly' | 'writeOnly';

/** Which schemas are marked as read-only or write-only. */
export interface Marks {
  /** Whether a schema has the mark itself, through a reference or in an `allOf`. */
  readonly isMarked: (schema: Schema, mark: Mark) => boolean;
  /** The marked properties of a value, wherever among the schemas that apply to it they are defined. */
  readonly propertiesIn: (schema: Schema, mark: Mark) => ReadonlySet<string>;
}

/** `byName`: the schemas that references lead to; those that apply to the same value never lead in a circle. */
export function createMarks(byName: ReadonlyMap<string, Schema>): Marks {
  const known = {
    readOnly: new WeakMap<object, boolean>(),
    writeOnly: new WeakMap<object, boolean>(),
  };
  const targetOf = (name: string): Schema => byName.get(name) ?? true;

  const isMarked = (schema: Schema, mark: Mark): boolean => {
    if (!isJsonObject(schema)) return false;
    if (schema[mark] === true) return true;
    const name = refName(schema);
    if (name === undefined && schema['allOf'] === undefined) return false;
    const before = known[mark].get(schema);
    if (before !== undefined) return before;
    const result =
      (name !== undefined && isMarked(targetOf(name), mark)) ||
      schemaList(schema['allOf']).some((part) => isMarked(part, mark));
    known[mark].set(schema, result);
    return result;
  };

  const propertiesIn = (schema: Schema, mark: Mark): ReadonlySet<string> => {
    const names = new Set<string>();
    const seen = new Set<string>();
    const visit = (at: Schema): void => {
      if (!isJsonObject(at)) return;
      const target = refName(at);
      if (target !== undefined && !seen.has(target)) {
        seen.add(target);
        visit(targetOf(target));
      }
      eachSubschema(at, (subschema, keyword, name) => {
        if (isSamePlace(keyword)) visit(subschema);
        else if (keyword === 'properties' && name !== undefined && isMarked(subschema, mark)) {
          names.add(name);
        }
      });
    };
    visit(schema);
    return names;
  };

  return { isMarked, propertiesIn };
}
