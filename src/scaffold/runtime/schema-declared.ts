import type { Compiler, Node, Part } from './schema-node.ts';
import { UNKNOWN } from './schema-node.ts';
import { addIssue, isFull } from './schema-report.ts';
import { ANY_TYPE, BOOLEAN, INTEGER, NUMBER, STRING, isObject } from './schema-types.ts';
import type { ObjectValue } from './schema-types.ts';

/** What `properties` and `required` say of one property. */
interface Member {
  readonly key: string;
  readonly node: Node;
  readonly isRequired: boolean;
  /** How dear the test is: cheap ones go first, so that a branch of a union is given up early. */
  readonly rank: number;
}

/**
 * `properties`, `required`, and `additionalProperties: false` without patterns. One loop over the declared
 * properties: the data's own keys are only counted, and only where unknown ones are refused.
 */
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
  const properties = isObject(schema['properties']) ? schema['properties'] : {};
  const countDeclared = countingTest(members);
  const isKnown = (key: string): boolean => Object.hasOwn(properties, key);
  return {
    test: isClosed
      ? (value) => {
          const declared = countDeclared(value);
          return declared >= 0 && hasNoOther(value, declared, isKnown);
        }
      : (value) => countDeclared(value) >= 0,
    report: (value, report) => {
      for (const { key, node, isRequired } of members) {
        if (isFull(report)) return;
        const member = ownMember(value, key);
        if (member === undefined) {
          if (isRequired) addIssue(report, 'is required', key);
          continue;
        }
        report.path.push(key);
        node.report(member, report);
        report.path.pop();
      }
      if (!isClosed) return;
      for (const key of Object.keys(value)) {
        if (value[key] !== undefined && !isKnown(key)) {
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
    return { key, node, isRequired: required.has(key), rank: rankOf(declared, node) };
  });
}

function rankOf(schema: unknown, node: Node): number {
  if (isObject(schema) && ('const' in schema || 'enum' in schema)) return 0;
  if (node.onlyType !== undefined) return 1;
  const type = isObject(schema) ? schema['type'] : undefined;
  return type === 'string' || type === 'integer' || type === 'number' ? 2 : 3;
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

/** The number of declared properties that are there, or -1 where one violates its schema or is missing. */
function countingTest(members: readonly Member[]): (value: ObjectValue) => number {
  const entries = members
    .toSorted((one, other) => one.rank - other.rank)
    .map(({ key, node, isRequired }) => ({
      key,
      isRequired,
      way: INLINE.get(node.onlyType) ?? CALL,
      test: node.test,
      // `constructor` and its like are found in every object; only these need the dearer question.
      isInherited: key in Object.prototype,
    }));
  return (value) => {
    let found = 0;
    for (const { key, isRequired, way, test, isInherited } of entries) {
      const member = isInherited ? ownMember(value, key) : value[key];
      if (member === undefined) {
        if (isRequired) return -1;
        continue;
      }
      found++;
      if (way === CALL ? !test(member) : !hasType(member, way)) return -1;
    }
    return found;
  };
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

function hasNoOther(
  value: ObjectValue,
  declared: number,
  isKnown: (key: string) => boolean,
): boolean {
  let amount = 0;
  // oxlint-disable-next-line no-underscore-dangle -- counting takes half the time of listing the keys
  for (const _key in value) amount++;
  if (amount === declared) return true;
  return Object.keys(value).every((key) => isKnown(key) || value[key] === undefined);
}

function ownMember(value: ObjectValue, key: string): unknown {
  return Object.hasOwn(value, key) ? value[key] : undefined;
}
