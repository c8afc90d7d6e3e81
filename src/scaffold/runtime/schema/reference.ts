import type { Compiler, Node } from './node.ts';
import { ANYTHING } from './node.ts';
import { isRecursive, resolveReference } from './pointer.ts';
import type { Report } from './report.ts';
import { addIssue } from './report.ts';
import { MAX_LEVELS, REMEMBER_AFTER_STEPS, run, verdictsOf } from './run.ts';

export const TOO_DEEP = 'is nested too deeply';

/**
 * The node of a `$ref`. One that cannot recur is its target itself. One that can is compiled on first use and
 * counted, so that deep data end in an issue; each cycle of references has only counted ones.
 * A reference that points nowhere accepts everything; the generator has refused it.
 */
export function referenceNode(reference: string, compiler: Compiler): Node {
  const schema = resolveReference(reference, compiler.schemas);
  if (schema === undefined) return ANYTHING;
  if (isRecursive(reference, compiler.schemas)) return countedNode(schema, compiler);
  return compiler.compileTarget(schema);
}

/** Enters the target of a counted reference; false where the data are too deep. */
export function enterLevels(levels: number): boolean {
  if (run.tooDeep || run.levels + levels > MAX_LEVELS) {
    run.tooDeep = true;
    return false;
  }
  run.levels += levels;
  return true;
}

export function leaveLevels(levels: number): void {
  run.levels -= levels;
}

function countedNode(schema: unknown, compiler: Compiler): Node {
  const levels = compiler.level + 1;
  let target: Node | undefined;
  const resolved = (): Node => (target ??= compiler.compileTarget(schema));
  const judge = (value: unknown): boolean => {
    if (!enterLevels(levels)) return false;
    const isValid = resolved().test(value);
    leaveLevels(levels);
    return isValid;
  };
  const node: Node = {
    test: (value) => {
      if (++run.steps <= REMEMBER_AFTER_STEPS) return judge(value);
      const verdicts = verdictsOf(node);
      const known = verdicts.get(value);
      if (known !== undefined) return known;
      const verdict = judge(value);
      verdicts.set(value, verdict);
      return verdict;
    },
    report: (value: unknown, report: Report) => {
      if (!enterLevels(levels)) {
        addIssue(report, TOO_DEEP);
        return;
      }
      resolved().report(value, report);
      leaveLevels(levels);
    },
  };
  return node;
}
