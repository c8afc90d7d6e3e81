import type { Choice } from './choice.ts';
import { readChoice } from './choice.ts';
import { reportChoice } from './explain.ts';
import type { Compiler, Node, Part } from './node.ts';
import { addIssue, count } from './report.ts';
import type { ObjectValue } from './types.ts';
import { ANY_TYPE, admittedTypes, isObject, typeNames } from './types.ts';
import { valuesMessage } from './values.ts';

/** `allOf`, `anyOf`, `oneOf`, `not`, `if`/`then`/`else`. */
export function combinedParts(schema: ObjectValue, compiler: Compiler): readonly Part<unknown>[] {
  const parts: Part<unknown>[] = [];
  const { allOf, anyOf, oneOf, not } = schema;
  if (Array.isArray(allOf)) parts.push(...allOf.map((member) => compiler.compile(member)));
  if (Array.isArray(anyOf)) parts.push(anyOfPart(readChoice(anyOf, schema, compiler)));
  if (Array.isArray(oneOf)) parts.push(oneOfPart(readChoice(oneOf, schema, compiler)));
  if (not !== undefined) parts.push(notPart(not, compiler.compile(not)));
  if (schema['if'] !== undefined) parts.push(conditionPart(schema, compiler));
  return parts;
}

function anyOfPart(choice: Choice): Part<unknown> {
  const { nodes } = choice;
  const test = (value: unknown): boolean => {
    const only = choice.only(value);
    if (only !== undefined) return only.test(value);
    const likely = choice.likely(value);
    if (likely?.test(value) === true) return true;
    for (const node of nodes) if (node !== likely && node.test(value)) return true;
    return false;
  };
  return {
    test,
    report: (value, report) => {
      if (!test(value)) reportChoice(choice, value, report);
    },
  };
}

function oneOfPart(choice: Choice): Part<unknown> {
  const { nodes } = choice;
  const matches = (value: unknown): number => {
    const only = choice.only(value);
    if (only !== undefined) return only.test(value) ? 1 : 0;
    let found = 0;
    for (const node of nodes) if (node.test(value) && ++found > 1) return found;
    return found;
  };
  return {
    test: (value) => matches(value) === 1,
    report: (value, report) => {
      const found = matches(value);
      if (found === 0) reportChoice(choice, value, report);
      if (found > 1)
        addIssue(report, `must match only one of ${count(nodes.length, 'alternative')}`);
    },
  };
}

function notPart(schema: unknown, node: Node): Part<unknown> {
  const message = exclusionMessage(schema);
  return {
    test: (value) => !node.test(value),
    report: (value, report) => {
      if (node.test(value)) addIssue(report, message);
    },
  };
}

/** What a `not` excludes, where it says one simple thing. */
function exclusionMessage(schema: unknown): string {
  const [keyword, another] = isObject(schema) ? Object.keys(schema) : [];
  if (!isObject(schema) || keyword === undefined) return 'is not allowed';
  if (another === undefined) {
    const value = schema[keyword];
    if (keyword === 'const') return valuesMessage([value]).replace('must be', 'must not be');
    if (keyword === 'enum' && Array.isArray(value)) {
      return valuesMessage(value).replace('must be', 'must not be');
    }
    if (keyword === 'required' && Array.isArray(value)) {
      return `must not have ${value.length === 1 ? '' : 'all of '}${value.join(', ')}`;
    }
    const types = admittedTypes(schema);
    if (keyword === 'type' && types !== ANY_TYPE) return `must not be ${typeNames(types)}`;
    if (keyword === 'pattern') return `must not match the pattern ${String(value)}`;
  }
  return 'must not match the excluded schema';
}

function conditionPart(schema: ObjectValue, compiler: Compiler): Part<unknown> {
  const condition = compiler.compile(schema['if']);
  const consequence = compiler.compile(schema['then']);
  const alternative = compiler.compile(schema['else']);
  return {
    test: (value) => (condition.test(value) ? consequence : alternative).test(value),
    report: (value, report) => {
      (condition.test(value) ? consequence : alternative).report(value, report);
    },
  };
}
