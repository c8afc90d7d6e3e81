import { bytesText } from '../../base/bytes.ts';
import { durationText } from '../../base/duration.ts';
import type { LoadConfig } from '../load-result.ts';
import type { Baseline, Environment } from './baseline.ts';

/**
 * What makes a baseline no measure for a run: one sentence for each difference in configuration or machine; none where
 * they are comparable. How long they ran and the seed may differ.
 */
export function baselineMismatch(
  baseline: Baseline,
  config: LoadConfig,
  environment: Environment,
): readonly string[] {
  const then = [...configFacts(baseline.config), ...machineFacts(baseline.environment)];
  const now = [...configFacts(config), ...machineFacts(environment)];
  return now.flatMap(([what, value], index) => {
    const before = then[index]?.[1] ?? '';
    return value === before
      ? []
      : `The ${what} is ${value} now, and was ${before} in the baseline.`;
  });
}

type Fact = readonly [what: string, value: string];

function configFacts(config: LoadConfig): readonly Fact[] {
  const { rate } = config;
  return [
    ['method', config.method ?? 'mixed'],
    ['concurrency', String(config.concurrency)],
    ['rate', rate === undefined ? 'unlimited' : `${rate} per second`],
    ['spacing of arrivals', rate === undefined ? 'none' : config.arrivals],
    ['warm-up', durationText(config.warmupMs)],
    ['ramp', durationText(config.rampMs)],
    ['timeout', durationText(config.timeoutMs)],
    ['number of workers', String(config.workers)],
    ['version of HTTP', config.http],
  ];
}

function machineFacts(environment: Environment): readonly Fact[] {
  return [
    ['operating system', environment.os],
    ['architecture', environment.arch],
    ['processor', environment.cpuModel],
    ['number of cores', String(environment.cores)],
    // Two significant digits: updates of the system take and give back some of it.
    ['memory', bytesText(Number(environment.memoryBytes.toPrecision(2)))],
    ['version of Node', environment.nodeVersion],
  ];
}
