import type { Compiler, Node, Part } from './node.ts';
import { UNKNOWN } from './node.ts';
import { declaredNames, patternEntries } from './object.ts';
import { resolveReference } from './pointer.ts';
import { enterLevels, leaveLevels } from './reference.ts';
import { addIssue, isFull } from './report.ts';
import type { ObjectValue } from './types.ts';
import { isObject } from './types.ts';

/** What the other keywords of a schema have evaluated of one object or array. */
interface Evaluation {
  hasAllKeys: boolean;
  readonly keys: Set<string>;
  /** Items before this index; Infinity for all. */
  itemsEnd: number;
  /** Items beyond it that matched `contains`. */
  readonly indexes: Set<number>;
}

/** Adds what a valid value's keywords evaluate. */
type Mark = (value: ObjectValue | readonly unknown[], evaluation: Evaluation) => void;

/**
 * `unevaluatedProperties` and `unevaluatedItems` (JSON Schema 2020-12, 11): asked after all other keywords hold.
 * Only schemas that have them pay for the bookkeeping.
 */
export function unevaluatedParts(
  schema: ObjectValue,
  compiler: Compiler,
): readonly Part<unknown>[] {
  const { unevaluatedProperties: properties, unevaluatedItems: items } = schema;
  if (properties === undefined && items === undefined) return [];
  const marks = listMarks(schema, compiler);
  const parts: Part<unknown>[] = [];
  if (properties !== undefined) {
    const node = properties === false ? UNKNOWN : compiler.compile(properties);
    parts.push(restPart(node, (value) => unevaluatedProperties(value, marks)));
  }
  if (items !== undefined) {
    const node = items === false ? NO_ITEM : compiler.compile(items);
    parts.push(restPart(node, (value) => unevaluatedItems(value, marks)));
  }
  return parts;
}

const NO_ITEM: Node = {
  test: () => false,
  report: (_value, report) => addIssue(report, 'is one item too many'),
};

/** A member that no other keyword evaluated, with its place. */
type Rest = readonly (readonly [key: string | number, member: unknown])[];

function restPart(node: Node, listRest: (value: unknown) => Rest): Part<unknown> {
  return {
    test: (value) => listRest(value).every(([, member]) => node.test(member)),
    report: (value, report) => {
      for (const [key, member] of listRest(value)) {
        if (isFull(report)) return;
        report.path.push(key);
        node.report(member, report);
        report.path.pop();
      }
    },
  };
}

function unevaluatedProperties(value: unknown, marks: readonly Mark[]): Rest {
  if (!isObject(value)) return [];
  const { hasAllKeys, keys } = evaluate(value, marks);
  if (hasAllKeys) return [];
  return Object.entries(value).filter(([key, member]) => member !== undefined && !keys.has(key));
}

function unevaluatedItems(value: unknown, marks: readonly Mark[]): Rest {
  if (!Array.isArray(value)) return [];
  const { itemsEnd, indexes } = evaluate(value, marks);
  const rest: [number, unknown][] = [];
  for (let index = itemsEnd; index < value.length; index++) {
    if (!indexes.has(index)) rest.push([index, value[index]]);
  }
  return rest;
}

function evaluate(value: ObjectValue | readonly unknown[], marks: readonly Mark[]): Evaluation {
  const evaluation: Evaluation = {
    hasAllKeys: false,
    keys: new Set(),
    itemsEnd: 0,
    indexes: new Set(),
  };
  for (const mark of marks) mark(value, evaluation);
  return evaluation;
}

/** The marks of all keywords of a schema but its own `unevaluated…`. */
function listMarks(schema: ObjectValue, compiler: Compiler): readonly Mark[] {
  return [
    ...propertyMarks(schema),
    ...itemMarks(schema, compiler),
    ...combinedMarks(schema, compiler),
    ...conditionalMarks(schema, compiler),
    ...referenceMarks(schema, compiler),
  ];
}

/** The marks of a schema that applies to the same value. */
function nestedMark(schema: unknown, compiler: Compiler): Mark {
  if (!isObject(schema)) return () => undefined;
  const marks = [...listMarks(schema, compiler)];
  if (schema['unevaluatedProperties'] !== undefined) marks.push(markAllKeys);
  if (schema['unevaluatedItems'] !== undefined) marks.push(markAllItems);
  return (value, evaluation) => {
    for (const mark of marks) mark(value, evaluation);
  };
}

const markAllKeys: Mark = (value, evaluation) => {
  if (isObject(value)) evaluation.hasAllKeys = true;
};

const markAllItems: Mark = (value, evaluation) => {
  if (Array.isArray(value)) evaluation.itemsEnd = Infinity;
};

function propertyMarks(schema: ObjectValue): readonly Mark[] {
  // Together with its siblings it covers every property.
  if (schema['additionalProperties'] !== undefined) return [markAllKeys];
  const names = declaredNames(schema);
  const patterns = patternEntries(schema).map(([expression]) => expression);
  return [
    (value, { keys }) => {
      if (!isObject(value)) return;
      for (const name of names) keys.add(name);
      if (patterns.length === 0) return;
      for (const key of Object.keys(value)) {
        if (patterns.some((pattern) => pattern.test(key))) keys.add(key);
      }
    },
  ];
}

function itemMarks(schema: ObjectValue, compiler: Compiler): readonly Mark[] {
  if (schema['items'] !== undefined) return [markAllItems];
  const { prefixItems, contains } = schema;
  const marks: Mark[] = [];
  if (Array.isArray(prefixItems)) {
    marks.push((value, evaluation) => {
      if (!Array.isArray(value)) return;
      evaluation.itemsEnd = Math.max(evaluation.itemsEnd, prefixItems.length);
    });
  }
  if (contains !== undefined) {
    const node = compiler.compile(contains);
    marks.push((value, { indexes }) => {
      if (!Array.isArray(value)) return;
      for (let index = 0; index < value.length; index++) {
        if (node.test(value[index])) indexes.add(index);
      }
    });
  }
  return marks;
}

function combinedMarks(schema: ObjectValue, compiler: Compiler): readonly Mark[] {
  const { allOf, anyOf, oneOf } = schema;
  const all: readonly unknown[] = Array.isArray(allOf) ? allOf : [];
  const some: readonly unknown[] = [anyOf, oneOf].flatMap((list) =>
    Array.isArray(list) ? list : [],
  );
  return [
    ...all.map((member) => nestedMark(member, compiler)),
    ...some.map((member) => markWhere(compiler.compile(member), nestedMark(member, compiler))),
  ];
}

function markWhere(condition: Node, mark: Mark): Mark {
  return (value, evaluation) => {
    if (condition.test(value)) mark(value, evaluation);
  };
}

function conditionalMarks(schema: ObjectValue, compiler: Compiler): readonly Mark[] {
  const marks: Mark[] = [];
  if (schema['if'] !== undefined) {
    const condition = compiler.compile(schema['if']);
    const met = ['if', 'then'].map((keyword) => nestedMark(schema[keyword], compiler));
    const unmet = nestedMark(schema['else'], compiler);
    marks.push((value, evaluation) => {
      for (const mark of condition.test(value) ? met : [unmet]) mark(value, evaluation);
    });
  }
  const { dependentSchemas } = schema;
  if (!isObject(dependentSchemas)) return marks;
  for (const key of Object.keys(dependentSchemas)) {
    const mark = nestedMark(dependentSchemas[key], compiler);
    marks.push((value, evaluation) => {
      if (isObject(value) && Object.hasOwn(value, key)) mark(value, evaluation);
    });
  }
  return marks;
}

/** Looked up on first use: the schemas may refer to each other in a circle. */
function referenceMarks(schema: ObjectValue, compiler: Compiler): readonly Mark[] {
  const reference = schema['$ref'];
  if (typeof reference !== 'string') return [];
  let target: Mark | undefined;
  return [
    (value, evaluation) => {
      target ??= nestedMark(resolveReference(reference, compiler.schemas), compiler);
      if (!enterLevels(1)) return;
      target(value, evaluation);
      leaveLevels(1);
    },
  ];
}
