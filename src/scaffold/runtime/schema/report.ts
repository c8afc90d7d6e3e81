import type { Issue } from '../spec.ts';

/** Issues of one value on the way to the error envelope. */
export interface Report {
  /** The name of the whole value: `body`, `query.limit`. */
  readonly field: string;
  /** Property names and indexes from the whole value to the one under test; pushed and popped on the way. */
  readonly path: (string | number)[];
  readonly issues: Issue[];
  /** The length of `path` at each issue: how far a branch of a union got. */
  readonly depths: number[];
  /** Branches that may still be tried to find the best explanation; shared by nested reports. */
  readonly trials: { left: number };
}

/** More issues than anybody reads. */
export const MAX_ISSUES = 50;

/** Branches of unions that are tried for a better explanation in one validation. */
const MAX_TRIALS = 64;

const IDENTIFIER = /^[A-Za-z_$][\w$]*$/;

export function startReport(field: string): Report {
  return { field, path: [], issues: [], depths: [], trials: { left: MAX_TRIALS } };
}

/** A separate list of issues at the same place. */
export function trialReport(report: Report): Report {
  report.trials.left--;
  return { ...report, issues: [], depths: [] };
}

/** Adds an issue at the current place, or at one of its properties or items. */
export function addIssue(report: Report, message: string, key?: string | number): void {
  if (isFull(report)) return;
  let field = report.field;
  for (const step of report.path) field += pathStep(step);
  if (key !== undefined) field += pathStep(key);
  if (report.issues.some((issue) => issue.field === field && issue.message === message)) return;
  report.issues.push({ field, message });
  report.depths.push(report.path.length + (key === undefined ? 0 : 1));
}

export function isFull(report: Report): boolean {
  return report.issues.length >= MAX_ISSUES;
}

/** Takes over the issues of a trial. */
export function adopt(report: Report, trial: Report): void {
  for (const [index, issue] of trial.issues.entries()) {
    if (isFull(report)) return;
    report.issues.push(issue);
    report.depths.push(trial.depths[index] ?? 0);
  }
}

/** `1 item`, `3 items`. */
export function count(amount: number, singular: string, plural: string = `${singular}s`): string {
  return `${amount} ${amount === 1 ? singular : plural}`;
}

function pathStep(key: string | number): string {
  if (typeof key === 'number') return `[${key}]`;
  return IDENTIFIER.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
}
