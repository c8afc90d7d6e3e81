import { findDuplicate } from './equal.ts';
import type { Compiler, Node, Part } from './node.ts';
import { joinParts } from './node.ts';
import { addIssue, count, isFull } from './report.ts';
import { run } from './run.ts';
import type { ObjectValue } from './types.ts';

type Items = readonly unknown[];

/** The keywords for arrays, save `unevaluatedItems`. */
export function arrayPart(schema: ObjectValue, compiler: Compiler): Part<Items> | undefined {
  const parts: Part<Items>[] = [];
  const { minItems, maxItems, prefixItems, items, uniqueItems, contains } = schema;
  const add = (test: (value: Items) => boolean, message: string): void => {
    parts.push({ test, report: (value, report) => test(value) || addIssue(report, message) });
  };
  if (typeof minItems === 'number') {
    add((value) => value.length >= minItems, `must have at least ${count(minItems, 'item')}`);
  }
  if (typeof maxItems === 'number') {
    add((value) => value.length <= maxItems, `must have at most ${count(maxItems, 'item')}`);
  }
  const prefix: Items = Array.isArray(prefixItems) ? prefixItems : [];
  if (prefix.length > 0) parts.push(prefixPart(prefix.map((item) => compiler.compile(item))));
  if (items === false) parts.push(noItemsPart(prefix.length));
  else if (items !== undefined && items !== true) {
    parts.push(itemsPart(compiler.compile(items), prefix.length));
  }
  if (contains !== undefined) {
    const { minContains: min = 1, maxContains: max = Infinity } = schema;
    parts.push(containsPart(compiler.compile(contains), Number(min), Number(max)));
  }
  if (uniqueItems === true) parts.push(UNIQUE_ITEMS);
  return joinParts(parts);
}

function prefixPart(prefix: readonly Node[]): Part<Items> {
  return {
    test: (value) => {
      const end = Math.min(prefix.length, value.length);
      for (let index = 0; index < end; index++) {
        if (prefix[index]?.test(value[index]) === false) return false;
      }
      return true;
    },
    report: (value, report) => {
      for (const [index, node] of prefix.entries()) {
        if (index >= value.length || isFull(report)) return;
        report.path.push(index);
        node.report(value[index], report);
        report.path.pop();
      }
    },
  };
}

function itemsPart(node: Node, start: number): Part<Items> {
  const { test } = node;
  return {
    test: (value) => {
      for (let index = start; index < value.length; index++) {
        if (!test(value[index])) return false;
      }
      return true;
    },
    report: (value, report) => {
      for (let index = start; index < value.length && !isFull(report); index++) {
        if (test(value[index])) continue;
        report.path.push(index);
        node.report(value[index], report);
        report.path.pop();
      }
    },
  };
}

function noItemsPart(max: number): Part<Items> {
  return {
    test: (value) => value.length <= max,
    report: (value, report) => {
      if (value.length > max) addIssue(report, `must have at most ${count(max, 'item')}`);
    },
  };
}

function containsPart(node: Node, min: number, max: number): Part<Items> {
  // Nothing beyond this many matches can change the verdict.
  const enough = max === Infinity ? min : max + 1;
  const matches = (value: Items): number => {
    let found = 0;
    for (let index = 0; index < value.length && found < enough; index++) {
      if (node.test(value[index])) found++;
    }
    return found;
  };
  return {
    test: (value) => {
      const found = matches(value);
      return found >= min && found <= max;
    },
    report: (value, report) => {
      const found = matches(value);
      if (found < min) addIssue(report, `must contain at least ${count(min, 'matching item')}`);
      if (found > max) addIssue(report, `must contain at most ${count(max, 'matching item')}`);
    },
  };
}

const UNIQUE_ITEMS: Part<Items> = {
  // Texts that were cut at the depth limit may seem equal; the run is lost by then anyway.
  test: (value) => findDuplicate(value) === undefined && !run.tooDeep,
  report: (value, report) => {
    const duplicate = findDuplicate(value);
    if (duplicate === undefined) return;
    addIssue(report, `must not have duplicates (items ${duplicate.join(' and ')} are equal)`);
  },
};
