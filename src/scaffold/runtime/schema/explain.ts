import type { Branch, Choice } from './choice.ts';
import type { Report } from './report.ts';
import { addIssue, adopt, count, trialReport } from './report.ts';
import { isObject, typeNames, typeOf } from './types.ts';
import { valuesMessage } from './values.ts';

/** Says why no branch of a union accepts a value: by the branch that was meant, not by all of them. */
export function reportChoice(choice: Choice, value: unknown, report: Report): void {
  const type = typeOf(value);
  const able = choice.branches.filter(({ types }) => (types & type) !== 0);
  const [only, another] = able;
  if (only === undefined) {
    const types = choice.branches.reduce((all, branch) => all | branch.types, 0);
    addIssue(report, types === 0 ? 'is not allowed' : `must be ${typeNames(types)}`);
  } else if (another === undefined) {
    only.node.report(value, report);
  } else if (!reportTagged(choice, value, report)) {
    reportBest(able, value, report);
  }
}

/** Follows the property that tells the branches apart; false where there is none to follow. */
function reportTagged({ tag }: Choice, value: unknown, report: Report): boolean {
  if (tag === undefined || !isObject(value) || tag.nodes.size === 0) return false;
  const chosen = Object.hasOwn(value, tag.key) ? value[tag.key] : undefined;
  if (chosen === undefined) addIssue(report, 'is required', tag.key);
  else {
    const node = tag.nodes.get(chosen);
    if (node === undefined) addIssue(report, valuesMessage([...tag.nodes.keys()]), tag.key);
    else node.report(value, report);
  }
  return true;
}

interface Trial {
  readonly report: Report;
  /** How far the branch agrees with the value before its first violation. */
  readonly depth: number;
}

function reportBest(able: readonly Branch[], value: unknown, report: Report): void {
  if (able.every(({ values }) => values !== undefined)) {
    addIssue(report, valuesMessage([...new Set(able.flatMap(({ values }) => values ?? []))]));
    return;
  }
  const trials: Trial[] = [];
  for (const { node } of able) {
    if (report.trials.left <= 0) break;
    const trial = trialReport(report);
    node.report(value, trial);
    trials.push({ report: trial, depth: Math.min(...trial.depths) });
  }
  const [best, second] = trials.toSorted(compareTrials);
  const isClear = best !== undefined && (second === undefined || compareTrials(best, second) < 0);
  if (isClear && trials.length === able.length) adopt(report, best.report);
  else addIssue(report, choiceMessage(able));
}

/** Better first: agreeing further, then with fewer issues. */
function compareTrials(one: Trial, other: Trial): number {
  return other.depth - one.depth || one.report.issues.length - other.report.issues.length;
}

function choiceMessage(able: readonly Branch[]): string {
  const names = able.map(({ name }) => name);
  if (names.includes(undefined)) return `must match one of ${count(able.length, 'alternative')}`;
  return `must match one of: ${names.join(', ')}`;
}
