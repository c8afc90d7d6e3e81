import { TrivetError } from '../../base/errors.ts';
import type { JsonValue } from '../../base/json.ts';
import type { Histogram } from '../../http/histogram.ts';
import { decodeHistogram } from '../../http/histogram-codec.ts';
import type { LoadConfig } from '../load-result.ts';
import type {
  Baseline,
  BaselineRow,
  BaselineTotals,
  Calibration,
  Environment,
} from './baseline.ts';
import {
  choiceOf,
  countOf,
  durationMsOf,
  invalid,
  itemsOf,
  type JsonMember,
  memberAt,
  numberOf,
  orUndefined,
  positiveOf,
  textOf,
} from '../../base/json-member.ts';

/**
 * Reads the text of a baseline file; `name` is what errors and reports call it.
 * @throws TrivetError INPUT_INVALID, INPUT_TOO_LARGE
 */
export function readBaseline(text: string, name: string): Baseline {
  if (text.length > textLengthMax) {
    throw new TrivetError(
      'INPUT_TOO_LARGE',
      `${name} is larger than ${textLengthMax} characters.`,
      {
        hint: newBaseline,
      },
    );
  }
  const value = parse(text, name);
  const root: JsonMember = { file: name, place: '', value, hint: newBaseline };
  checkSchema(root);
  return {
    name,
    created: createdOf(memberAt(root, 'created')),
    target: textOf(memberAt(root, 'target')),
    config: configOf(memberAt(root, 'config')),
    environment: environmentOf(memberAt(root, 'environment')),
    calibration: calibrationOf(memberAt(memberAt(root, 'calibration'), 'requests_per_cpu_second')),
    totals: totalsOf(memberAt(root, 'totals')),
    rows: itemsOf(memberAt(root, 'rows'), rowsMax).map(rowOf),
  };
}

/** What helps with every broken baseline. */
const newBaseline = 'Name a file that "trivet load --save FILE" wrote, or write a new one.';

const schema = 'trivet.load-baseline/1';
/** A baseline has a timeline's 600 rows of about 5 KB at most. */
const rowsMax = 1000;
const textLengthMax: number = 32 * 1024 * 1024;

function parse(text: string, name: string): JsonValue {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new TrivetError('INPUT_INVALID', `${name} is not JSON.`, { hint: newBaseline, cause });
  }
}

function checkSchema(root: JsonMember): void {
  const { value } = memberAt(root, 'schema');
  if (value === schema) return;
  if (typeof value === 'string' && value.startsWith('trivet.load-baseline/')) {
    throw new TrivetError(
      'INPUT_INVALID',
      `${root.file} was written by another version of trivet.`,
      {
        hint: newBaseline,
      },
    );
  }
  throw invalid(root, 'a baseline of a load test');
}

function createdOf(member: JsonMember): string {
  const text = textOf(member);
  if (Number.isNaN(Date.parse(text))) throw invalid(member, 'a date');
  return text;
}

function configOf(config: JsonMember): LoadConfig {
  return {
    method: orUndefined(memberAt(config, 'method'), textOf),
    concurrency: countOf(memberAt(config, 'concurrency')),
    durationMs: durationMsOf(memberAt(config, 'duration_s')),
    requests: orUndefined(memberAt(config, 'requests'), countOf),
    rate: orUndefined(memberAt(config, 'rate'), numberOf),
    arrivals: choiceOf(memberAt(config, 'arrivals'), ['constant', 'poisson']),
    warmupMs: durationMsOf(memberAt(config, 'warmup_s')),
    rampMs: durationMsOf(memberAt(config, 'ramp_s')),
    timeoutMs: durationMsOf(memberAt(config, 'timeout_s')),
    workers: countOf(memberAt(config, 'workers')),
    http: choiceOf(memberAt(config, 'http'), ['1.1', '2']),
    seed: seedOf(memberAt(config, 'seed')),
  };
}

function seedOf(member: JsonMember): number {
  if (!Number.isSafeInteger(member.value)) throw invalid(member, 'a whole number');
  return Number(member.value);
}

function environmentOf(environment: JsonMember): Environment {
  return {
    os: textOf(memberAt(environment, 'os')),
    arch: textOf(memberAt(environment, 'arch')),
    cpuModel: textOf(memberAt(environment, 'cpu_model')),
    cores: countOf(memberAt(environment, 'cores')),
    memoryBytes: countOf(memberAt(environment, 'memory_bytes')),
    nodeVersion: textOf(memberAt(environment, 'node_version')),
  };
}

function calibrationOf(calibration: JsonMember): Calibration {
  return {
    requestsPerCpuSecondBefore: positiveOf(memberAt(calibration, 'before')),
    requestsPerCpuSecondAfter: positiveOf(memberAt(calibration, 'after')),
  };
}

function totalsOf(totals: JsonMember): BaselineTotals {
  return { durationMs: durationMsOf(memberAt(totals, 'duration_s')), ...requestsOf(totals) };
}

function rowOf(row: JsonMember): BaselineRow {
  return {
    atMs: durationMsOf(memberAt(row, 'at_s')),
    lengthMs: durationMsOf(memberAt(row, 'length_s')),
    ...requestsOf(row),
    latency: histogramOf(memberAt(row, 'histogram')),
  };
}

function requestsOf(member: JsonMember): Pick<BaselineRow, 'total' | 'ok' | 'failed'> {
  const total = memberAt(member, 'total');
  const ok = countOf(memberAt(member, 'ok'));
  const failed = countOf(memberAt(member, 'failed'));
  if (countOf(total) !== ok + failed) throw invalid(total, 'the sum of ok and failed');
  return { total: ok + failed, ok, failed };
}

function histogramOf(member: JsonMember): Histogram {
  const { file, place, value } = member;
  try {
    // Longer than other texts; the reader has a limit of its own.
    return decodeHistogram(typeof value === 'string' ? value : '');
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : '';
    throw new TrivetError('INPUT_INVALID', `${place} in ${file} cannot be read. ${why}`, {
      hint: newBaseline,
      cause,
    });
  }
}
