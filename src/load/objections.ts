import { faultNames } from '../http/fault.ts';
import type { LoadResult } from './load-result.ts';

/** What a run is to be objected to, and the exit code that says so. */
export interface Objections {
  readonly exit: 0 | 1 | 3;
  /** Sentences, most important first. */
  readonly reasons: readonly string[];
}

export interface ObjectionOptions {
  /** Object to whatever got slower than the first target, or than the baseline, by more than this share. */
  readonly regressionMax: number | undefined;
}

/** Exit 0: nothing; 1: a threshold, an expectation or a regression, or nothing succeeded; 3: nothing was even answered. */
export function objectionsOf(result: LoadResult, { regressionMax }: ObjectionOptions): Objections {
  const unanswered = nothingAnswered(result);
  if (unanswered !== undefined) return { exit: 3, reasons: [unanswered] };
  const reasons = [
    ...result.thresholds
      .filter(({ passed }) => !passed)
      .map(({ text, actual }) => `The threshold ${text} was not met: ${actual}.`),
    ...result.expectations
      .filter(({ passed }) => !passed)
      .map(({ name, detail }) => `The expectation (${name}) was not met: ${detail}`),
    ...unproven(result),
    ...regressions(result, regressionMax),
    ...nothingSucceeded(result),
  ];
  return { exit: reasons.length === 0 ? 0 : 1, reasons };
}

function nothingAnswered({
  requests,
  errors,
  statuses,
  interrupted,
}: LoadResult): string | undefined {
  if (interrupted || requests.total === 0 || requests.ok > 0 || statuses.length > 0)
    return undefined;
  const [[name] = ['connection error']] = errors;
  return `Not one of ${requests.total} requests was answered: ${name}.`;
}

/** A measurement that is not valid cannot prove that a limit on time holds. */
function unproven({ generator, thresholds }: LoadResult): readonly string[] {
  const open = thresholds.filter(({ passed, text }) => passed && !/errors/i.test(text));
  if (generator.valid || open.length === 0) return [];
  const names = open.map(({ text }) => text).join(', ');
  return [`The measurement is not valid, so it does not prove ${names}.`];
}

function regressions(
  { comparison }: LoadResult,
  regressionMax: number | undefined,
): readonly string[] {
  if (comparison === undefined || regressionMax === undefined) return [];
  const slower = Object.entries(comparison.latency).filter(
    ([, { verdict, ci95 }]) => verdict === 'slower' && ci95[0] > 1 + regressionMax,
  );
  const { throughput } = comparison;
  const fewer = throughput.verdict === 'slower' && throughput.ci95[1] < 1 / (1 + regressionMax);
  const names = [...slower.map(([name]) => name), ...(fewer ? ['throughput'] : [])];
  const percent = Number((regressionMax * 100).toFixed(2));
  return names.map((name) => `${name} is worse by more than ${percent} %.`);
}

/** Without expectations somebody at least expected an answer. */
function nothingSucceeded({
  requests,
  expectations,
  errors,
  interrupted,
}: LoadResult): readonly string[] {
  if (requests.ok > 0 || expectations.length > 0) return [];
  // A test that tested nothing must not pass.
  if (requests.total === 0) return interrupted ? [] : ['Not one request was sent.'];
  const [[name] = [faultNames[0]]] = errors;
  return [`Not one of ${requests.total} requests succeeded: ${name}.`];
}
