import { declaredPart } from './declared.ts';
import type { Compiler, Node, Part } from './node.ts';
import { UNKNOWN, joinParts } from './node.ts';
import { addIssue, count, isFull, trialReport } from './report.ts';
import { toRegExp } from './string.ts';
import type { ObjectValue } from './types.ts';
import { isObject } from './types.ts';

/** The keywords for objects, save `unevaluatedProperties`. Only own properties count. */
export function objectPart(schema: ObjectValue, compiler: Compiler): Part<ObjectValue> | undefined {
  const { minProperties, maxProperties, propertyNames } = schema;
  const parts: (Part<ObjectValue> | undefined)[] = [declaredPart(schema, compiler)];
  const add = (test: (value: ObjectValue) => boolean, message: string): void => {
    parts.push({ test, report: (value, report) => test(value) || addIssue(report, message) });
  };
  if (typeof minProperties === 'number') {
    const message = `must have at least ${count(minProperties, 'property', 'properties')}`;
    add((value) => countProperties(value) >= minProperties, message);
  }
  if (typeof maxProperties === 'number') {
    const message = `must have at most ${count(maxProperties, 'property', 'properties')}`;
    add((value) => countProperties(value) <= maxProperties, message);
  }
  parts.push(patternsPart(schema, compiler), additionalPart(schema, compiler));
  if (propertyNames !== undefined) parts.push(namesPart(compiler.compile(propertyNames)));
  parts.push(...dependentRequiredParts(schema), ...dependentSchemaParts(schema, compiler));
  return joinParts(parts.filter((part) => part !== undefined));
}

/** The expressions of `patternProperties` with the schemas of what they match; invalid ones match nothing. */
export function patternEntries(schema: ObjectValue): readonly (readonly [RegExp, unknown])[] {
  const { patternProperties } = schema;
  if (!isObject(patternProperties)) return [];
  return Object.keys(patternProperties).flatMap((pattern) => {
    const expression = toRegExp(pattern);
    return expression === undefined ? [] : [[expression, patternProperties[pattern]] as const];
  });
}

/** The names that `properties` declares. */
export function declaredNames(schema: ObjectValue): readonly string[] {
  return isObject(schema['properties']) ? Object.keys(schema['properties']) : [];
}

/** An own property that holds undefined is not there: JSON has no such value, so it is never sent. */
function countProperties(value: ObjectValue): number {
  let amount = 0;
  for (const key in value) {
    if (Object.hasOwn(value, key) && value[key] !== undefined) amount++;
  }
  return amount;
}

function patternsPart(schema: ObjectValue, compiler: Compiler): Part<ObjectValue> | undefined {
  const patterns = patternEntries(schema).map(
    ([expression, member]) => [expression, compiler.compile(member)] as const,
  );
  if (patterns.length === 0) return undefined;
  return eachMember((key, member) => {
    for (const [expression, node] of patterns) {
      if (expression.test(key) && !node.test(member)) return node;
    }
    return undefined;
  });
}

function additionalPart(schema: ObjectValue, compiler: Compiler): Part<ObjectValue> | undefined {
  const { additionalProperties } = schema;
  if (additionalProperties === undefined || additionalProperties === true) return undefined;
  const patterns = patternEntries(schema).map(([expression]) => expression);
  // `declaredPart` counts; only with patterns is there more to know.
  if (additionalProperties === false && patterns.length === 0) return undefined;
  const declared = new Set(declaredNames(schema));
  const node = additionalProperties === false ? UNKNOWN : compiler.compile(additionalProperties);
  return eachMember((key, member) => {
    if (declared.has(key) || patterns.some((pattern) => pattern.test(key))) return undefined;
    return node.test(member) ? undefined : node;
  });
}

/** Holds where `failing` finds no violated schema for any own property. */
function eachMember(
  failing: (key: string, member: unknown) => Node | undefined,
): Part<ObjectValue> {
  return {
    test: (value) => {
      for (const key in value) {
        if (!Object.hasOwn(value, key)) continue;
        const member = value[key];
        if (member !== undefined && failing(key, member) !== undefined) return false;
      }
      return true;
    },
    report: (value, report) => {
      for (const key of Object.keys(value)) {
        if (value[key] === undefined) continue;
        if (isFull(report)) return;
        report.path.push(key);
        failing(key, value[key])?.report(value[key], report);
        report.path.pop();
      }
    },
  };
}

function namesPart(node: Node): Part<ObjectValue> {
  return {
    test: (value) => Object.keys(value).every((key) => node.test(key)),
    report: (value, report) => {
      for (const key of Object.keys(value)) {
        const trial = trialReport(report);
        node.report(key, trial);
        for (const issue of trial.issues) addIssue(report, `has a name that ${issue.message}`, key);
      }
    },
  };
}

function dependentRequiredParts(schema: ObjectValue): readonly Part<ObjectValue>[] {
  const { dependentRequired } = schema;
  if (!isObject(dependentRequired)) return [];
  return Object.keys(dependentRequired).map((key) => {
    const listed: unknown = dependentRequired[key];
    const needed = Array.isArray(listed) ? listed.filter((name) => typeof name === 'string') : [];
    return {
      test: (value) => !Object.hasOwn(value, key) || missing(needed, value).length === 0,
      report: (value, report) => {
        if (!Object.hasOwn(value, key)) return;
        for (const name of missing(needed, value)) {
          addIssue(report, `is required when ${key} is present`, name);
        }
      },
    };
  });
}

function missing(names: readonly string[], value: ObjectValue): readonly string[] {
  return names.filter((name) => !Object.hasOwn(value, name));
}

function dependentSchemaParts(
  schema: ObjectValue,
  compiler: Compiler,
): readonly Part<ObjectValue>[] {
  const { dependentSchemas } = schema;
  if (!isObject(dependentSchemas)) return [];
  return Object.keys(dependentSchemas).map((key) => {
    const node = compiler.compile(dependentSchemas[key]);
    return {
      test: (value) => !Object.hasOwn(value, key) || node.test(value),
      report: (value, report) => {
        if (Object.hasOwn(value, key)) node.report(value, report);
      },
    };
  });
}
