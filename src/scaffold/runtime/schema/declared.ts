import type { Compiler, Node, Part } from './node.ts';
import { ANYTHING, UNKNOWN } from './node.ts';
import { addIssue, isFull } from './report.ts';
import { ANY_TYPE, BOOLEAN, INTEGER, NUMBER, STRING, isObject } from './types.ts';
import type { ObjectValue } from './types.ts';

/** What `properties` and `required` say of one property. */
interface Member {
  readonly key: string;
  readonly node: Node;
  readonly isRequired: boolean;
}

/** `properties`, `required`, and `additionalProperties: false` without patterns, in one pass over the data. */
export function declaredPart(
  schema: ObjectValue,
  compiler: Compiler,
): Part<ObjectValue> | undefined {
  const patterns = schema['patternProperties'];
  const isClosed =
    schema['additionalProperties'] === false &&
    (!isObject(patterns) || Object.keys(patterns).length === 0);
  const members = listMembers(schema, isClosed, compiler);
  if (members.length === 0 && !isClosed) return undefined;
  const known = new Set(members.map(({ key }) => key));
  return {
    test: membersTest(members, isClosed),
    report: (value, report) => {
      for (const { key, node, isRequired } of members) {
        if (isFull(report)) return;
        const member = Object.hasOwn(value, key) ? value[key] : undefined;
        if (member === undefined) {
          if (isRequired) addIssue(report, 'is required', key);
        } else if (node !== ANYTHING) {
          report.path.push(key);
          node.report(member, report);
          report.path.pop();
        }
      }
      if (!isClosed) return;
      for (const key of Object.keys(value)) {
        if (value[key] !== undefined && !known.has(key)) {
          addIssue(report, 'is not a known property', key);
        }
      }
    },
  };
}

function listMembers(
  schema: ObjectValue,
  isClosed: boolean,
  compiler: Compiler,
): readonly Member[] {
  const properties = isObject(schema['properties']) ? schema['properties'] : {};
  const listed: readonly unknown[] = Array.isArray(schema['required']) ? schema['required'] : [];
  const required = new Set(listed.filter((name) => typeof name === 'string'));
  const keys = new Set([...Object.keys(properties), ...required]);
  return [...keys].map((key) => {
    const declared = Object.hasOwn(properties, key) ? properties[key] : true;
    // Required, but not declared where only declared properties may be: such a schema accepts no object.
    const isRefused = isClosed && !Object.hasOwn(properties, key);
    const node = isRefused ? UNKNOWN : compiler.compile(declared);
    return { key, node, isRequired: required.has(key) };
  });
}

/** Ways to test a property without a call. */
const CALL = 0;
const IS_ANY = 1;
const IS_STRING = 2;
const IS_INTEGER = 3;
const IS_NUMBER = 4;
const IS_BOOLEAN = 5;

const INLINE: ReadonlyMap<number | undefined, number> = new Map([
  [STRING, IS_STRING],
  [INTEGER, IS_INTEGER],
  [NUMBER, IS_NUMBER],
  [BOOLEAN, IS_BOOLEAN],
  [ANY_TYPE, IS_ANY],
]);

/**
 * Walks the data's properties, not the declared ones: the engine of JavaScript reads a property that it is walking
 * over several times faster than one that is asked for by a name that varies. Clients send properties in much the same
 * order as the document declares them, so the declaration is mostly the next one.
 */
function membersTest(
  members: readonly Member[],
  isClosed: boolean,
): (value: ObjectValue) => boolean {
  const entries = members.map(({ key, node, isRequired }) => ({
    key,
    isRequired,
    way: INLINE.get(node.onlyType) ?? CALL,
    test: node.test,
  }));
  const find = entryFinder(members.map(({ key }) => key));
  const requiredAmount = members.filter(({ isRequired }) => isRequired).length;
  return (value) => {
    const own = isPlain(value) ? value : { ...value };
    let next = 0;
    let present = 0;
    for (const key in own) {
      let entry = entries[next];
      if (entry === undefined || entry.key !== key) {
        const found = find(key, next);
        entry = entries[found];
        if (entry === undefined) {
          if (isClosed && own[key] !== undefined) return false;
          continue;
        }
        next = found;
      }
      next++;
      const member = own[key];
      if (member === undefined) continue;
      if (entry.isRequired) present++;
      if (entry.way === CALL ? !entry.test(member) : !hasType(member, entry.way)) return false;
    }
    return present === requiredAmount;
  };
}

/** Up to this many declared properties, looking at each is quicker than a map. */
const SEARCHED_KEYS = 16;

/** Finds the declaration of a key, looking from the likely place on; -1 where it is not declared. */
function entryFinder(keys: readonly string[]): (key: string, next: number) => number {
  if (keys.length > SEARCHED_KEYS) {
    const indexes = new Map(keys.map((key, index) => [key, index]));
    return (key) => indexes.get(key) ?? -1;
  }
  return (key, next) => {
    for (let index = next; index < keys.length; index++) if (keys[index] === key) return index;
    for (let index = 0; index < next; index++) if (keys[index] === key) return index;
    return -1;
  };
}

/** An object that inherits nothing that a walk over its properties would meet. */
function isPlain(value: ObjectValue): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function hasType(member: unknown, way: number): boolean {
  switch (way) {
    case IS_STRING:
      return typeof member === 'string';
    case IS_INTEGER:
      return Number.isInteger(member);
    case IS_NUMBER:
      return Number.isFinite(member);
    case IS_BOOLEAN:
      return typeof member === 'boolean';
    default:
      return true;
  }
}
